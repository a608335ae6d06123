"""What is used of the instances' quotas, and the reservations of it, in the ledger.

Every claim and release is reserved together with the record of its claim, in one transaction that also counts up the
instance's version: two decisions made from the same state can't both be written. The numbers held are the service's
own list, read at most every few seconds however many resources ask; what that does not show yet is taken from the
operations themselves.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from . import metrics
from .connect import Connect
from .core.claim import Claim
from .core.identity import Resource
from .core.listing import Numbers, observed_operations
from .core.quota import DEFAULT_QUOTA, WINDOW_SECONDS, CountedOperation, QuotaUse
from .errors import QuotaExceededError, TryAgainLater
from .service_quotas import ServiceQuotas
from .table import Item, Key, Table, TransactionConflictError, Write

LISTING_SECONDS = 5
"""How old the list of numbers may be that a decision is based on."""
QUOTA_SECONDS = 300
"""How old the applied quota may be."""
READING_SECONDS = 20
"""How long the one that reads the list may take before another tries."""
APPEARANCE_SECONDS = 120
"""How long a number may take from its claim to the list."""
LATENESS_SECONDS = 3600
"""How much later than reserved an operation may take effect: a waiter sends it again for so long."""
ATTEMPTS = 60
"""How often a decision is made anew because another one was written first; each time, one of the others is done."""

_WRITES_PER_TRANSACTION = 99
"""DynamoDB allows 100, and one counts up the version."""
_LISTING_KEY = {"PK": "LISTING", "SK": "LISTING"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Spending:
    """A claim or release to be sent.

    Attributes:
        kind: which of the two.
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
    """A claim or release that is about to be recorded.

    Attributes:
        key: sort key of the operation, for a refund.
        writes: to be done together with the record of the claim.
    """

    key: str
    writes: tuple[Write, ...]


class Quotas:
    """The quotas of the instances that the ledger's numbers are claimed to."""

    def __init__(
        self, table: Table, connect: Connect, service_quotas: ServiceQuotas, fallback: int = DEFAULT_QUOTA
    ) -> None:
        """Use `fallback` for the quota where Service Quotas does not know."""
        self._table = table
        self._connect = connect
        self._service_quotas = service_quotas
        self._fallback = fallback

    def spend(self, spending: Spending, save: Callable[[Reservation], Claim]) -> Claim:
        """Reserve an operation and record its claim, if both quotas allow it.

        Args:
            spending: the operation.
            save: records the claim together with the reservation's writes.

        Raises:
            QuotaExceededError: they don't; nothing was written.
            TryAgainLater: the numbers held are just being read, or too many others are at it.
        """
        for _ in range(ATTEMPTS):
            use, version = self._use(spending.instance_arn, spending.at)
            refusal = use.refusal(spending.kind, spending.leaving)
            if refusal is not None:
                raise QuotaExceededError(
                    f"{spending.phone_number}: a {spending.kind} at {spending.instance_arn} is not sent: {refusal}", use
                )
            try:
                claim = save(_reservation(spending, version))
            except TransactionConflictError:
                continue
            metrics.emit(spending.instance_arn, use.after(spending.kind).counts(), spending.at)
            return claim
        raise TryAgainLater("many operations on the same instance are being recorded")

    def check_again(self, spending: Spending) -> None:
        """Before an operation reserved earlier is sent once more: others may have used up the quotas since.

        Raises:
            QuotaExceededError: they have.
            TryAgainLater: as `spend`.
        """
        use = self.use(spending.instance_arn, spending.at)
        excess = use.excess(spending.kind)
        if excess is not None:
            raise QuotaExceededError(
                f"{spending.phone_number}: a {spending.kind} at {spending.instance_arn} is not sent again: {excess}, "
                "by others since it was reserved. Request an increase of the quota (Service Quotas: connect, "
                "L-8F812903), or wait.",
                use,
            )

    def use(self, instance_arn: str, now: int) -> QuotaUse:
        """What is used of an instance's quotas. Raises as `spend` does."""
        return self._use(instance_arn, now)[0]

    def _use(self, instance_arn: str, now: int) -> tuple[QuotaUse, int]:
        # In this order: what is claimed after the list was read is found among the operations.
        numbers, listed_at = self._listing(now)
        items = self._table.query(_partition(instance_arn))
        state = next((item for item in items if item["SK"] == "USE"), {})
        operations = [item for item in items if item["SK"] != "USE"]
        held = {number for number, target in numbers.items() if self.instance_at(target) == instance_arn}
        under_way = _under_way(operations, listed_at)
        quota = self._quota(instance_arn, state, now)
        times = [int(item["At"]) + LATENESS_SECONDS for item in operations]
        return QuotaUse.of(quota, len(held | under_way), times, now), int(state.get("Version", 0))

    def _quota(self, instance_arn: str, state: Item, now: int) -> int:
        if state.get("QuotaReadAt", 0) > now - QUOTA_SECONDS:
            return int(state["Quota"])
        quota = self._service_quotas.phone_numbers_of(instance_arn)
        quota = self._fallback if quota is None else quota
        self._table.update(
            Write(
                "Update",
                _use_key(instance_arn),
                expression="SET Quota = :quota, QuotaReadAt = :now",
                values={":quota": quota, ":now": now},
            )
        )
        return quota

    def _listing(self, now: int) -> tuple[Numbers, int]:
        """The numbers of the account, and when they were read; read by one for all who ask at the same time."""
        item = self._table.get(_LISTING_KEY)
        if item.get("ReadAt", 0) > now - LISTING_SECONDS:
            return _numbers_in(item), int(item["ReadAt"])
        reading = self._table.update(
            Write(
                "Update",
                _LISTING_KEY,
                expression="SET ReadingUntil = :until",
                condition="attribute_not_exists(ReadingUntil) OR ReadingUntil < :now",
                values={":until": now + READING_SECONDS, ":now": now},
            )
        )
        if reading is None:
            raise TryAgainLater("the numbers held are being read")
        numbers = self._connect.numbers()
        self._note_observed(item, numbers, now)
        self._table.update(
            Write(
                "Update",
                _LISTING_KEY,
                expression="SET ReadAt = :now, Numbers = :numbers REMOVE ReadingUntil",
                values={":now": now, ":numbers": _by_target(numbers)},
            )
        )
        return numbers, now

    def _note_observed(self, previous: Item, numbers: Numbers, now: int) -> None:
        """Count what others did since the previous listing, at the moment that it is seen: later than it happened.

        Of the numbers in the first listing nobody knows when they were claimed; it may have been today.
        """
        before = _numbers_in(previous)
        # What was sent before the previous listing may have taken effect after it, but not much.
        since = int(previous.get("ReadAt", now)) - LATENESS_SECONDS
        known = [
            item
            for instance in {self.instance_at(target) for target in {*before.values(), *numbers.values()}}
            for item in self._table.query(_partition(instance), f"OPERATION#{since:012d}")
            if "Kind" in item
        ]
        released = _last_of(known, CountedOperation.RELEASE)
        # Who holds a number now that we released long ago has claimed it anew.
        gone = {number for number, at in released.items() if at <= now - LATENESS_SECONDS}
        before = {number: target for number, target in before.items() if number not in gone}
        observed = observed_operations(before, numbers, _claimed(known, now), set(released))
        by_instance: dict[str, list[Write]] = {}
        for operation in observed:
            instance_arn = self.instance_at(operation.target_arn)
            # The same key if this is cut off and done again.
            key = f"OPERATION#{int(previous.get('ReadAt', 0)):012d}#{operation.kind}#{operation.phone_number}#OBSERVED"
            item = {"At": now, "Kind": operation.kind, "PhoneNumber": operation.phone_number, "ExpiresAt": _expiry(now)}
            write = Write("Put", {"PK": _partition(instance_arn), "SK": key}, item=item)
            by_instance.setdefault(instance_arn, []).append(write)
        for instance_arn, writes in by_instance.items():
            _log.warning("Claims or releases by others", extra={"instance_arn": instance_arn, "count": len(writes)})
            for start in range(0, len(writes), _WRITES_PER_TRANSACTION):
                chunk = writes[start : start + _WRITES_PER_TRANSACTION]
                self._table.transact(*chunk, _next_version(instance_arn))

    def instance_at(self, target_arn: str) -> str:
        """The ARN of the instance whose quotas a target's numbers count to."""
        is_group = ":traffic-distribution-group/" in target_arn
        return self._connect.instance_of(target_arn) if is_group else target_arn


def _under_way(operations: Iterable[Item], listed_at: int) -> set[str]:
    """The numbers that are being claimed, or were claimed so lately that the list may not show them yet."""
    under_way = set()
    for item in sorted(operations, key=lambda item: item["At"]):
        if item["Kind"] == CountedOperation.CLAIM and item["At"] > listed_at - APPEARANCE_SECONDS:
            under_way.add(item["PhoneNumber"])
        elif item["Kind"] == CountedOperation.RELEASE and item["At"] <= listed_at:
            # Only a number that had appeared is released: if the list does not show it, it is gone.
            under_way.discard(item["PhoneNumber"])
    return under_way


def refund(instance_arn: str, key: str) -> Write:
    """Take back the reservation of an operation that the service refused before it took effect."""
    return Write("Delete", {"PK": _partition(instance_arn), "SK": key})


def confirmation(instance_arn: str, key: str) -> Write:
    """Note that a claim has led to the number. One that FAILED explains no number that shows up later."""
    return Write(
        "Update",
        {"PK": _partition(instance_arn), "SK": key},
        expression="SET Confirmed = :true",
        condition="attribute_exists(PK)",
        values={":true": True},
    )


def _reservation(spending: Spending, version: int) -> Reservation:
    key = f"OPERATION#{spending.at:012d}#{spending.kind}#{spending.phone_number}"
    item = {
        "At": spending.at,
        "Kind": spending.kind,
        "PhoneNumber": spending.phone_number,
        "StackId": spending.resource.stack_id,
        "LogicalResourceId": spending.resource.logical_resource_id,
        "ExpiresAt": _expiry(spending.at),
    }
    put = Write("Put", {"PK": _partition(spending.instance_arn), "SK": key}, item=item)
    return Reservation(key, (put, _next_version(spending.instance_arn, version)))


def _next_version(instance_arn: str, current: int | None = None) -> Write:
    if current is None:
        return Write("Update", _use_key(instance_arn), expression="ADD Version :one", values={":one": 1})
    return Write(
        "Update",
        _use_key(instance_arn),
        expression="SET Version = :next",
        condition="Version = :current" if current else "attribute_not_exists(Version)",
        values={":next": current + 1, **({":current": current} if current else {})},
    )


def _expiry(now: int) -> int:
    """A day after the operation has stopped to count, by whatever clock."""
    return now + WINDOW_SECONDS + LATENESS_SECONDS + 24 * 3600


def _partition(instance_arn: str) -> str:
    return f"QUOTA#{instance_arn}"


def _use_key(instance_arn: str) -> Key:
    return {"PK": _partition(instance_arn), "SK": "USE"}


def _numbers_in(item: Item) -> dict[str, str]:
    return {number: target for target, numbers in item.get("Numbers", {}).items() for number in numbers}


def _by_target(numbers: Numbers) -> dict[str, list[str]]:
    """The listing as it is stored: a target's ARN is ten times as long as a number, and an item has 400 KB."""
    by_target: dict[str, list[str]] = {}
    for number, target in numbers.items():
        by_target.setdefault(target, []).append(number)
    return by_target


def _claimed(operations: Collection[Item], now: int) -> set[str]:
    """The numbers that we claimed last: the service said so, or may be about to."""
    confirmed = {item["PhoneNumber"] for item in operations if "Confirmed" in item}
    young = now - LATENESS_SECONDS - APPEARANCE_SECONDS
    claimed = _last_of(operations, CountedOperation.CLAIM)
    return {number for number, at in claimed.items() if at > young or number in confirmed}


def _last_of(operations: Iterable[Item], kind: CountedOperation) -> dict[str, int]:
    """The numbers whose last operation is of a kind, and when it was."""
    last = {item["PhoneNumber"]: item for item in sorted(operations, key=lambda item: item["At"])}
    return {number: int(item["At"]) for number, item in last.items() if item["Kind"] == kind}
