"""Checks of the ledger's items: operations, locks and releases that are stuck."""

from __future__ import annotations

from collections.abc import Iterator

from connect_phone_numbers.ledger.table import Item
from connect_phone_numbers.model.claim import Fate, State
from connect_phone_numbers.model.identity import Resource

from .. import clock
from ..ledger.snapshot import Ledger
from .finding import Finding, ok, problem, warning

_OPERATION_SECONDS = 3600
"""After that, no operation is at work: the function gives up after 45 minutes, CloudFormation a little later."""


def check_operations(ledger: Ledger, now: int) -> Iterator[Finding]:
    """Findings about operations that nobody works on, held locks, and numbers that are left over."""
    under_way = 0
    for resource, item in ledger.resources.items():
        is_old = now - item.get("BeganAt", now) > _OPERATION_SECONDS
        if "ResponseURL" in item and not is_old:
            under_way += 1
            continue
        yield from _stuck(ledger, resource, item, now)
        if item.get("LockedUntil", 0) > now + _OPERATION_SECONDS:
            yield _locked(ledger, resource, item)
    for parked in ledger.parked:
        if parked.releasing and now - parked.reserved_at > _OPERATION_SECONDS:
            number = parked.number.phone_number
            detail = f"the release of {number} is not over, and nobody takes the number meanwhile"
            yield warning("parked numbers", detail, f"connect-numbers parked release {number}")
    yield ok("operations", f"{under_way} under way")


def _stuck(ledger: Ledger, resource: Resource, item: Item, now: int) -> Iterator[Finding]:
    claims = ledger.claims_of(resource).values()
    again = (
        f"deploy or delete its stack again: aws cloudformation describe-stack-events --stack-name {resource.stack_id}"
    )
    if "ResponseURL" in item:
        states = ", ".join(f"{each.phone_number or 'no number yet'} {each.state}" for each in claims) or "no claim"
        since = clock.as_minute(item["BeganAt"])
        detail = f"{resource.logical_resource_id}: not answered since {since}, and nobody works on it ({states})"
        yield problem("operations", detail, again)
        return
    doomed = [each for each in claims if each.fate is Fate.DOOMED and each.state is not State.CHOOSING]
    left = [each.phone_number for each in doomed]
    if left:
        detail = f"{resource.logical_resource_id} has {', '.join(left)} left over from an operation that failed"
        yield warning("operations", detail, again)


def _locked(ledger: Ledger, resource: Resource, item: Item) -> Finding:
    until = clock.as_minute(item["LockedUntil"])
    return problem(
        "locks",
        f"{resource.logical_resource_id} is locked until {until}, longer than a function runs",
        f"aws dynamodb update-item --table-name {ledger.table_name} --key "
        f'\'{{"PK": {{"S": "{item["PK"]}"}}, "SK": {{"S": "RESOURCE"}}}}\' '
        "--update-expression 'REMOVE LockHolder, LockedUntil'",
    )
