"""Whether the ledger and Amazon Connect say the same, and nothing in it is stuck."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from connect_phone_numbers.ledger.table import Item
from connect_phone_numbers.model.claim import Fate
from connect_phone_numbers.model.identity import Resource, is_parked, owner

from .. import clock
from ..account.inventory import InventoryNumber
from ..ledger.snapshot import Ledger
from ..output.words import count
from .finding import Finding, ok, problem, warning

_OPERATION_SECONDS = 3600
"""After that, no operation is at work: the function gives up after 45 minutes, CloudFormation a little later."""
_RECONCILE = "connect-numbers reconcile"


def check_operations(ledger: Ledger, now: int) -> Iterator[Finding]:
    """Operations that nobody works on, held locks, and what is to be ended and is not."""
    under_way = 0
    for resource, item in ledger.resources.items():
        is_old = now - int(item.get("BeganAt", now)) > _OPERATION_SECONDS
        if "ResponseURL" in item and not is_old:
            under_way += 1
            continue
        yield from _stuck(ledger, resource, item, now)
        if int(item.get("LockedUntil", 0)) > now + _OPERATION_SECONDS:
            yield _locked(ledger, resource, item)
    for parked in ledger.parked:
        if parked.releasing and now - parked.reserved_at > _OPERATION_SECONDS:
            number = parked.number.phone_number
            detail = f"the release of {number} is not over, and nobody adopts the number meanwhile"
            yield warning("parked numbers", detail, f"connect-numbers parked release {number}")
    yield ok("operations", f"{under_way} under way")


def _stuck(ledger: Ledger, resource: Resource, item: Item, now: int) -> Iterator[Finding]:
    claims = ledger.claims_of(resource).values()
    again = (
        f"deploy or delete its stack again: aws cloudformation describe-stack-events --stack-name {resource.stack_id}"
    )
    if "ResponseURL" in item:
        states = ", ".join(f"{each.phone_number or 'no number yet'} {each.state}" for each in claims) or "no claim"
        since = clock.as_minute(int(item["BeganAt"]))
        detail = f"{resource.logical_resource_id}: not answered since {since}, and nobody works on it ({states})"
        yield problem("operations", detail, again)
        return
    left = [each.phone_number for each in claims if each.fate is Fate.DOOMED and each.phone_number]
    if left:
        detail = f"{resource.logical_resource_id} has {', '.join(left)} left over from an operation that failed"
        yield warning("operations", detail, again)


def _locked(ledger: Ledger, resource: Resource, item: Item) -> Finding:
    until = clock.as_minute(int(item["LockedUntil"]))
    return problem(
        "locks",
        f"{resource.logical_resource_id} is locked until {until}, longer than a function runs",
        f"aws dynamodb update-item --table-name {ledger.table_name} --key "
        f'\'{{"PK": {{"S": "{item["PK"]}"}}, "SK": {{"S": "RESOURCE"}}}}\' '
        "--update-expression 'REMOVE LockHolder, LockedUntil'",
    )


def check_agreement(
    ledger: Ledger, numbers: Sequence[InventoryNumber], others: Collection[Ledger], ledger_of: Mapping[str, str]
) -> Iterator[Finding]:
    """What only one of the two knows; numbers of other ledgers are these ledgers' business.

    Args:
        ledger: which.
        numbers: the account's.
        others: the other ledgers in use.
        ledger_of: the name of the ledger that a stack's provider works on, by the stack's id.
    """
    there = {each.number.phone_number_arn for each in numbers}
    elsewhere = {arn for other in others for arn in other.owners}
    elsewhere |= {parked.number.phone_number_arn for other in others for parked in other.parked}
    listed = {parked.number.phone_number_arn for parked in ledger.parked}
    ours = [each.number for each in numbers if each.number.phone_number_arn not in {*elsewhere, *ledger.owners}]
    unlisted = [each.phone_number for each in ours if is_parked(each.tags) and each.phone_number_arn not in listed]
    unknown = [
        each.phone_number
        for each in ours
        if (resource := owner(each.tags)) is not None
        and ledger_of.get(resource.stack_id, ledger.table_name) == ledger.table_name
    ]
    gone = [parked.number.phone_number for parked in ledger.parked if parked.number.phone_number_arn not in there]
    found = [
        (unlisted, "tagged as parked, and not on the ledger's list: nothing adopts them"),
        (unknown, "tagged as owned, and not in the ledger"),
        (gone, "listed as parked, and not there any more"),
    ]
    for phone_numbers, what in found:
        if phone_numbers:
            yield warning("ledger and numbers", f"{', '.join(phone_numbers)}: {what}", _RECONCILE)
    if not any(phone_numbers for phone_numbers, _ in found):
        yield ok("ledger and numbers", f"say the same of {count(len(there), 'number')}")
