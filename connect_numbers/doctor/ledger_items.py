"""Whether the ledger and Amazon Connect say the same, and nothing in it is stuck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connect_phone_numbers.core.claim import ClaimStatus
from connect_phone_numbers.core.identity import PARKED_TAG, owner

from .. import clock
from ..account.inventory import InventoryNumber
from ..ledger.snapshot import Ledger
from ..output.words import count
from .finding import Finding, ok, problem, warning

_WAITER_SECONDS = 2 * 3600
"""After that, no waiter of an operation is alive: the provider's gives up after 50 minutes."""
_RECONCILE = "connect-numbers reconcile"


def check_ledger_items(ledger: Ledger, numbers: Sequence[InventoryNumber], now: int) -> Iterator[Finding]:
    """Stuck claims, held locks, and what only one of the two knows."""
    yield from _stuck(ledger, now)
    yield from _locked(ledger, now)
    yield from _disagreements(ledger, numbers)


def _stuck(ledger: Ledger, now: int) -> Iterator[Finding]:
    under_way = 0
    for resource, item in ledger.resources.items():
        unfinished = [each for each in ledger.claims_of(resource) if each.status is not ClaimStatus.CLAIMED]
        if not unfinished:
            continue
        began = int(item.get("BeganAt", 0))
        if now - began < _WAITER_SECONDS:
            under_way += 1
            continue
        states = ", ".join(f"{each.phone_number or 'no number yet'} {each.status}" for each in unfinished)
        yield problem(
            "claims",
            f"{resource.logical_resource_id}: {states} since {clock.as_minute(began)}, and nobody works on it",
            f"deploy or delete its stack again: aws cloudformation describe-stack-events --stack-name "
            f"{resource.stack_id}",
        )
    yield ok("claims", f"{count(under_way, 'operation')} under way")


def _locked(ledger: Ledger, now: int) -> Iterator[Finding]:
    for resource, item in ledger.resources.items():
        until = int(item.get("LockedUntil", 0))
        if until > now + _WAITER_SECONDS:
            yield problem(
                "locks",
                f"{resource.logical_resource_id} is locked until {clock.as_minute(until)}, longer than a function runs",
                f"aws dynamodb update-item --table-name {ledger.table_name} --key "
                f'\'{{"PK": {{"S": "{item["PK"]}"}}, "SK": {{"S": "RESOURCE"}}}}\' '
                "--update-expression 'REMOVE LockHolder, LockedUntil'",
            )


def _disagreements(ledger: Ledger, numbers: Sequence[InventoryNumber]) -> Iterator[Finding]:
    there = {number.number.phone_number_arn for number in numbers}
    listed = {parked.phone_number_arn for parked in ledger.parked}
    owners = ledger.owners
    unlisted = [
        each.number.phone_number
        for each in numbers
        if PARKED_TAG in each.number.tags and each.number.phone_number_arn not in {*listed, *owners}
    ]
    unknown = [
        each.number.phone_number
        for each in numbers
        if owner(each.number.tags) is not None and each.number.phone_number_arn not in owners
    ]
    gone = [parked.phone_number for parked in ledger.parked if parked.phone_number_arn not in there]
    found = [
        (unlisted, "tagged as parked, and not on the ledger's list: nothing adopts them"),
        (unknown, "tagged as owned, and not in the ledger"),
        (gone, "listed as parked, and not there any more"),
    ]
    for phone_numbers, what in found:
        if phone_numbers:
            yield warning("ledger and numbers", f"{', '.join(phone_numbers)}: {what}", _RECONCILE)
    if not any(phone_numbers for phone_numbers, _ in found):
        yield ok("ledger and numbers", "say the same")
