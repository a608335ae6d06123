"""What must be true once the dust has settled."""

from typing import Any

from tests.handler.world import REGION
from tests.stateful.account import STACK_TAG, Account
from tests.stateful.people import People
from tests.stateful.slot import Slot

DAY = 24 * 3600
LEGITIMATE = (
    "was released outside of this stack",
    "is owned by",
    "is not sent",
    "is not among the numbers of",
    "can't be claimed for",
    "is already claimed to",
    "is available for",
    "could not be moved",
)
"""Why an update may be impossible to roll back for good, though nothing is wrong with the services."""


def settle(account: Account, slots: list[Slot]) -> None:
    """Let the faults be over, every task come to its end, and operators try again what failed."""
    account.calls.disarm()
    account.control.clear_faults()
    account.scheduler.run_all()
    for _ in range(2):
        account.control.advance(200)
        _try_again(account, slots)
        if not any(slot.is_blocked for slot in slots):
            break
        # A release that no budget was left for is possible half a year later.
        account.control.advance(181 * DAY)
    for slot in slots:
        _give_up(account, slot)
    account.control.advance(200)


def _try_again(account: Account, slots: list[Slot]) -> None:
    for slot in slots:
        if slot.is_blocked:
            slot.begin("again", slot.try_again)
    account.scheduler.run_all()


def _give_up(account: Account, slot: Slot) -> None:
    """An update that can't be rolled back for good is skipped, and its resource deleted."""
    if slot.is_stuck:
        reason = slot.responses[-1].reason
        if not any(words in reason for words in LEGITIMATE):
            account.problems.append(f"the update can't be rolled back: {reason}")
        slot.begin("give up", slot.give_up)
        account.scheduler.run_all()
    for failed in slot.resource.failed_deletes:
        account.problems.append(f"{failed} can't be deleted: {slot.responses[-1].reason}")


def problems_at_rest(account: Account, slots: list[Slot], people: People) -> list[Any]:
    """Where numbers claimed are not numbers owned by live resources, parked ones, and what others hold."""
    numbers = account.numbers()
    live = {slot.resource.physical.physical_resource_id for slot in slots if slot.resource.physical is not None}
    left = {arn for slot in slots for arn in slot.left}
    others = people.bystanders | set(people.by_hand) | people.given_away
    parked = account.parked()
    problems: list[Any] = [
        f"nobody owns {numbers[arn]}" for arn in sorted(set(numbers) - live - left - others - parked)
    ]
    problems += [f"{arn} is gone" for arn in sorted((live | others) - set(numbers) - people.released)]
    problems += [f"{arn} is live and parked" for arn in sorted(live & parked)]
    for slot in slots:
        problems += _problems_of(account, slot, people)
    return problems


def _problems_of(account: Account, slot: Slot, people: People) -> list[Any]:
    stack_id = slot.lifecycle.stack_id
    physical = slot.resource.physical
    claims = account.claims_of(stack_id)
    known = slot.left | ({physical.physical_resource_id} if physical else set())
    problems: list[Any] = [
        f"a claim of a dead resource: {claim}" for claim in claims if claim["phone_number_arn"] not in known
    ]
    if physical is None or physical.physical_resource_id in people.released | people.given_away:
        return problems
    number = account.numbers().get(physical.physical_resource_id)
    if number is None:
        return problems
    return problems + _differences(number, physical.properties, stack_id)


def _differences(number: dict[str, Any], properties: dict[str, Any], stack_id: str) -> list[Any]:
    # Its status is that of the last operation: after a move that failed and was rolled back, it stays FAILED.
    wanted = {
        "target_arn": properties["TargetArn"],
        "flow_arns": dict(zip([REGION], properties["ContactFlowArns"], strict=False)),
    }
    if properties["PhoneNumberDescription"] or "Adopt" not in properties:
        wanted["description"] = properties["PhoneNumberDescription"]
    is_as_wanted = all((number[name] or "") == (value or "") for name, value in wanted.items())
    team = {tag["Key"]: tag["Value"] for tag in properties["Tags"]}
    is_tagged = {key: value for key, value in number["tags"].items() if key == "team"} == team
    if is_as_wanted and is_tagged and number["tags"].get(STACK_TAG) == stack_id:
        return []
    return [f"{number} is not {properties} of {stack_id}"]
