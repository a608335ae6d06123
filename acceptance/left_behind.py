"""What a stopped run leaves behind, and how to go on or clean up."""

from __future__ import annotations

from .account import Account
from .deployed import find_stack
from .expectation import PARKED_TAG, STACK_TAG
from .instance import Instance
from .names import LEDGER, STACK
from .observation import describe, held_numbers
from .recording.recorder import Recorder


def what_is_left(account: Account, instance: Instance, held_before: set[str]) -> list[str]:
    """Lines that name the numbers still claimed, and the commands to go on or clean up."""
    recorder = Recorder(account.connect)
    stack = find_stack(account, STACK)
    numbers = _own_numbers(recorder, instance, held_before, stack.stack_id if stack else None)
    if stack is None and not numbers:
        return ["Nothing is left: there is no stack, and no number was claimed."]
    lines = [f"The stack {STACK} is {stack.status if stack else 'gone'}."]
    if stack is not None and stack.status.endswith("_IN_PROGRESS"):
        lines.append("CloudFormation is still at work: it may yet claim or release a number.")
    lines += [f"Still claimed: {number} ({arn})." for arn, number in numbers.items()]
    if not numbers:
        lines.append("The stack has no number now.")
    lines += how_to_go_on() if stack is not None else []
    lines += how_to_give_up(account)
    lines += how_to_release_by_hand(account, numbers)
    return lines


def how_to_go_on() -> list[str]:
    """How to continue a stopped run with its number."""
    return ["To go on with this run: wait until CloudFormation is done, and run the same command again."]


def how_to_give_up(account: Account) -> list[str]:
    """The commands that end a run."""
    options = account.cli_options
    return [
        "To give up: delete the stack. It releases the number, or parks it if the run had --park.",
        f"  aws cloudformation delete-stack --stack-name {STACK} {options}",
        f"  aws cloudformation wait stack-delete-complete --stack-name {STACK} {options}",
    ]


def how_to_release_by_hand(account: Account, numbers: dict[str, str]) -> list[str]:
    """The commands that release numbers that no stack releases."""
    if not numbers:
        return []
    return [
        "Only if the stack is gone and the number is still claimed:",
        *(
            f"  aws connect release-phone-number --phone-number-id {arn.rpartition('/')[2]} {account.cli_options}"
            for arn in numbers
        ),
    ]


def what_is_kept() -> list[str]:
    """A line that names what a run leaves on purpose."""
    return [
        f"Kept on purpose: the ledger, table {LEDGER}. It has the claims and releases of the account and Region, which "
        "count for 180 days. Other stacks use it too."
    ]


def _own_numbers(recorder: Recorder, instance: Instance, held_before: set[str], stack_id: str | None) -> dict[str, str]:
    """The stack's numbers by ARN, and the new numbers that have an owner's or a parked number's tags."""
    own = {}
    for arn, number in held_numbers(recorder, instance).items():
        tags = (describe(recorder, arn) or {}).get("Tags", {})
        is_new = arn not in held_before and (STACK_TAG in tags or PARKED_TAG in tags)
        if is_new or (stack_id is not None and tags.get(STACK_TAG) == stack_id):
            own[arn] = number
    return own
