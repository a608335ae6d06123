"""The history of an instance's claims and releases, and its place for decisions: the ledger's part `QUOTA#…`.

Every operation is written together with the claim that it is for, and with the instance's next version: two decisions
made from the same state can't both be written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .core.history import RecordedOperation, TrailOperation
from .core.identity import Resource
from .core.patience import LISTED_WITHIN, SENT_WITHIN
from .core.quota import WINDOW_SECONDS, CountedOperation
from .ledger_format import NewerLedgerError, require_known_format
from .table import Item, Key, Write

QUOTA_PARTITION = "QUOTA#"
"""Begins the partition keys of instances' histories."""


@dataclass(frozen=True)
class Spending:
    """An operation to be sent.

    Attributes:
        kind: which.
        phone_number: of which number.
        instance_arn: of whose quotas; a traffic distribution group counts to its instance.
        resource: for whom.
        at: when, in seconds since the epoch.
        leaving: how many operations must be left after it.
    """

    kind: CountedOperation
    phone_number: str
    instance_arn: str
    resource: Resource
    at: int
    leaving: int = 0


@dataclass(frozen=True)
class Reservation:
    """An operation that is about to be recorded.

    Attributes:
        key: sort key of the operation, for a refund or a repetition.
        writes: to be done together with the record of the claim.
    """

    key: str
    writes: tuple[Write, ...]


def reservation(spending: Spending, version: int, key: str = "") -> Reservation:
    """The reservation of an operation, or of its repetition where it has a key already.

    Args:
        spending: the operation.
        version: the instance's, as it was when the decision was made.
        key: of the earlier reservation. The operation then counts from now, once.
    """
    key = key or f"OPERATION#{spending.at:012d}#{spending.kind}#{spending.phone_number}"
    item = {
        "At": spending.at,
        "Kind": spending.kind.value,
        "PhoneNumber": spending.phone_number,
        "StackId": spending.resource.stack_id,
        "LogicalResourceId": spending.resource.logical_resource_id,
        "ExpiresAt": expiry(spending.at),
    }
    put = Write("Put", {"PK": partition(spending.instance_arn), "SK": key}, item=item)
    return Reservation(key, (put, next_version(spending.instance_arn, version)))


def from_trail(instance_arn: str, operation: TrailOperation) -> Write:
    """The record of an operation that CloudTrail shows; the same one, however often it is made."""
    item = {
        "At": operation.at,
        "Kind": operation.kind.value,
        "PhoneNumber": operation.phone_number,
        "EventId": operation.event_id,
        "ExpiresAt": expiry(operation.at),
    }
    key = f"OPERATION#{operation.at:012d}#{operation.kind}#{operation.phone_number}#{operation.event_id}"
    return Write("Put", {"PK": partition(instance_arn), "SK": key}, item=item)


def seen_late(operation: RecordedOperation) -> Write:
    """Take back the record of an operation whose true time is known now."""
    key = {"PK": partition(operation.instance_arn), "SK": operation.key}
    return Write("Delete", key, condition="attribute_exists(PK)")


def refund(instance_arn: str, key: str) -> Write:
    """Take back the reservation of an operation that the service refused before it took effect."""
    return Write("Delete", {"PK": partition(instance_arn), "SK": key})


def confirmation(instance_arn: str, key: str) -> Write:
    """Note that a claim has led to the number. One that FAILED explains no number that shows up later."""
    return Write(
        "Update",
        {"PK": partition(instance_arn), "SK": key},
        expression="SET Confirmed = :true",
        condition="attribute_exists(PK)",
        values={":true": True},
    )


def next_version(instance_arn: str, current: int | None = None) -> Write:
    """Count up an instance's version: from `current`, or from whatever it is."""
    if current is None:
        return Write("Update", use_key(instance_arn), expression="ADD Version :one", values={":one": 1})
    return Write(
        "Update",
        use_key(instance_arn),
        expression="SET Version = :next",
        condition="Version = :current" if current else "attribute_not_exists(Version)",
        values={":next": current + 1, **({":current": current} if current else {})},
    )


def expiry(at: int) -> int:
    """A day after an operation has stopped to count, by whatever clock."""
    return at + WINDOW_SECONDS + SENT_WITHIN + 24 * 3600


def partition(instance_arn: str) -> str:
    """The partition key of an instance's operations."""
    return f"{QUOTA_PARTITION}{instance_arn}"


def use_key(instance_arn: str) -> Key:
    """The key of an instance's version and quota."""
    return {"PK": partition(instance_arn), "SK": "USE"}


def times(operations: Collection[Item]) -> list[int]:
    """Until when each operation may have been sent: from then on it counts.

    Raises:
        NewerLedgerError: one is a newer version's: what it counts is not known.
    """
    for item in operations:
        require_known_format(item, f"the operation {item['SK']}")
        if item["Kind"] not in list(CountedOperation):
            raise NewerLedgerError(f"the operation {item['SK']} is a {item['Kind']}")
    counted = (CountedOperation.CLAIM, CountedOperation.RELEASE)
    return [int(item["At"]) + SENT_WITHIN for item in operations if item["Kind"] in counted]


def under_way(operations: Iterable[Item], listed_at: int) -> set[str]:
    """The numbers that are on their way to the instance, or came so lately that the list may not show them yet."""
    coming = set()
    for item in sorted(operations, key=lambda item: item["At"]):
        if item["Kind"] != CountedOperation.RELEASE and item["At"] > listed_at - LISTED_WITHIN:
            coming.add(item["PhoneNumber"])
        elif item["Kind"] == CountedOperation.RELEASE and item["At"] <= listed_at:
            # Only a number that had appeared is released: if the list does not show it, it is gone.
            coming.discard(item["PhoneNumber"])
    return coming


def claimed_by_us(operations: Collection[Item], now: int) -> set[str]:
    """The numbers that we claimed last: the service said so, or may be about to."""
    confirmed = {item["PhoneNumber"] for item in operations if "Confirmed" in item}
    young = now - SENT_WITHIN - LISTED_WITHIN
    claimed = last_of(operations, CountedOperation.CLAIM)
    return {number for number, at in claimed.items() if at > young or number in confirmed}


def last_of(operations: Iterable[Item], kind: CountedOperation) -> dict[str, int]:
    """The numbers whose last claim or release is of a kind, and when it was."""
    counted = [item for item in operations if item["Kind"] != CountedOperation.ARRIVAL]
    last = {item["PhoneNumber"]: item for item in sorted(counted, key=lambda item: item["At"])}
    return {number: int(item["At"]) for number, item in last.items() if item["Kind"] == kind}
