"""What a run that did not come to its end leaves, and how to go on or clean up."""

from __future__ import annotations

from .account import Account
from .deployed import find_stack
from .expectation import PARKED_TAG, STACK_TAG
from .instance import Instance
from .names import LEDGER, STACK
from .observation import describe, held_numbers
from .recording.recorder import Recorder


def what_is_left(account: Account, instance: Instance, held_before: set[str]) -> list[str]:
    """What is still claimed, and the commands to go on or clean up, a line each."""
    recorder = Recorder(account.connect)
    stack = find_stack(account, STACK)
    numbers = _own_numbers(recorder, instance, held_before, stack.stack_id if stack else None)
    if stack is None and not numbers:
        return ["Nothing is left: there is no stack, and no number was claimed."]
    lines = [f"The stack {STACK} is {stack.status if stack else 'gone'}."]
    if stack is not None and stack.status.endswith("_IN_PROGRESS"):
        lines.append("CloudFormation goes on by itself; a number may be claimed or released still.")
    lines += [f"Still claimed: {number} ({arn})." for arn, number in numbers.items()]
    if not numbers:
        lines.append("No number of it is claimed now.")
    lines += how_to_go_on() if stack is not None else []
    lines += how_to_give_up(account)
    lines += how_to_release_by_hand(account, numbers)
    return lines


def how_to_go_on() -> list[str]:
    """The command that takes up a run, with the number that it has."""
    return ["To go on with it, once CloudFormation has done: run the same command again."]


def how_to_give_up(account: Account) -> list[str]:
    """The commands that end a run."""
    options = account.cli_options
    return [
        "To give up, and release the number or park it, as the stack has it:",
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
    """What stays on purpose."""
    return [
        f"Kept on purpose: the table {LEDGER}, the account's and Region's record of claims and releases. They count "
        "for 180 days, and other stacks use it, too."
    ]


def _own_numbers(recorder: Recorder, instance: Instance, held_before: set[str], stack_id: str | None) -> dict[str, str]:
    """The numbers that the stack owns, or that came in this run with an owner's or a parked number's tags, by ARN."""
    own = {}
    for arn, number in held_numbers(recorder, instance).items():
        tags = (describe(recorder, arn) or {}).get("Tags", {})
        is_new = arn not in held_before and (STACK_TAG in tags or PARKED_TAG in tags)
        if is_new or (stack_id is not None and tags.get(STACK_TAG) == stack_id):
            own[arn] = number
    return own
