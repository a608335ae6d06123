"""The numbers of the account, as ListPhoneNumbersV2 shows them: read by one for all who ask at the same time."""

from __future__ import annotations

import logging

from .connect import Connect
from .core.listing import Numbers, observed_operations
from .core.patience import SENT_WITHIN
from .core.quota import CountedOperation
from .errors import PhoneNumberError, TryAgainLater
from .operations import claimed_by_us, expiry, last_of, next_version, partition
from .shared_reading import SharedReading
from .table import Item, Table, TransactionConflictError, Write

FRESH_SECONDS = 5
"""How old the list may be that a decision is based on."""

_WRITES_PER_TRANSACTION = 99
"""DynamoDB allows 100, and one counts up the version."""
_KEY = {"PK": "LISTING", "SK": "LISTING"}

_log = logging.getLogger(__name__)


class AccountNumbers:
    """The list, kept in the ledger."""

    def __init__(self, table: Table, connect: Connect) -> None:
        """Use the ledger's table and Amazon Connect."""
        self._table = table
        self._connect = connect

    def read(self, now: int) -> tuple[Numbers, int]:
        """Each number's instance, and when that was read.

        What others claimed or released since the last reading is written to the instances' histories.

        Raises:
            TryAgainLater: somebody else is reading just now, or the service can't be reached.
        """

        def fetch(previous: Item) -> Item:
            numbers = self._numbers()
            try:
                self._note_observed(previous, numbers, now)
            except TransactionConflictError as conflict:
                raise TryAgainLater("the history is being written by another") from conflict
            return {"Numbers": _by_instance(numbers)}

        item = SharedReading(self._table, _KEY, "the list of numbers").read(now, now - FRESH_SECONDS, fetch)
        return _numbers_in(item), int(item["ReadAt"])

    def instance_of(self, target_arn: str) -> str:
        """The ARN of the instance whose quotas a target's numbers count to.

        Raises:
            PhoneNumberError: it is a traffic distribution group that is not there.
        """
        is_group = ":traffic-distribution-group/" in target_arn
        return self._connect.instance_of(target_arn) if is_group else target_arn

    def _numbers(self) -> dict[str, str]:
        targets = self._connect.numbers()
        instances = {target: self._instance_or_itself(target) for target in set(targets.values())}
        return {number: instances[target] for number, target in targets.items()}

    def _instance_or_itself(self, target_arn: str) -> str:
        try:
            return self.instance_of(target_arn)
        except PhoneNumberError as unknown:
            _log.warning("A group's numbers are counted apart", extra={"target_arn": target_arn, "why": str(unknown)})
            return target_arn

    def _note_observed(self, previous: Item, numbers: Numbers, now: int) -> None:
        """Count what others did since the previous reading, at the moment that it is seen: later than it happened.

        Of the numbers in the first list nobody knows when they were claimed; it may have been today.
        """
        before = _numbers_in(previous)
        # What was sent before the previous reading may have taken effect after it, but not much.
        since = int(previous.get("ReadAt", now)) - SENT_WITHIN
        known = [
            item
            for instance_arn in {*before.values(), *numbers.values()}
            for item in self._table.query(partition(instance_arn), f"OPERATION#{since:012d}")
            if "Kind" in item
        ]
        released = last_of(known, CountedOperation.RELEASE)
        # Who holds a number now that we released long ago has claimed it anew.
        gone = {number for number, at in released.items() if at <= now - SENT_WITHIN}
        before = {number: instance_arn for number, instance_arn in before.items() if number not in gone}
        by_instance: dict[str, list[Write]] = {}
        for operation in observed_operations(before, numbers, claimed_by_us(known, now), set(released)):
            # The same key if this is cut off and done again.
            key = f"OPERATION#{int(previous.get('ReadAt', 0)):012d}#{operation.kind}#{operation.phone_number}#OBSERVED"
            item = {
                "At": now,
                "Kind": operation.kind.value,
                "PhoneNumber": operation.phone_number,
                "ExpiresAt": expiry(now),
            }
            write = Write("Put", {"PK": partition(operation.instance_arn), "SK": key}, item=item)
            by_instance.setdefault(operation.instance_arn, []).append(write)
        for instance_arn, writes in by_instance.items():
            self._write(instance_arn, writes)

    def _write(self, instance_arn: str, writes: list[Write]) -> None:
        _log.warning("Claims or releases by others", extra={"instance_arn": instance_arn, "count": len(writes)})
        for start in range(0, len(writes), _WRITES_PER_TRANSACTION):
            chunk = writes[start : start + _WRITES_PER_TRANSACTION]
            self._table.transact(*chunk, next_version(instance_arn))


def _numbers_in(item: Item) -> dict[str, str]:
    return {number: instance for instance, numbers in item.get("Numbers", {}).items() for number in numbers}


def _by_instance(numbers: Numbers) -> dict[str, list[str]]:
    """The list as it is stored: an instance's ARN is ten times as long as a number, and an item has 400 KB."""
    by_instance: dict[str, list[str]] = {}
    for number, instance_arn in numbers.items():
        by_instance.setdefault(instance_arn, []).append(number)
    return by_instance
