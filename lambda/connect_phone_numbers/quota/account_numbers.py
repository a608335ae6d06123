"""The numbers of the account, as ListPhoneNumbersV2 shows them. One invocation reads them for all.

Each page of the list is a request, and takes its turn. The next invocation goes on where the one before stopped. What
others claimed or released since the last reading is written to the histories of the instances.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..aws.connect import Connect
from ..errors import TryAgainLater
from ..ledger.layout import (
    HELD_NUMBER,
    LISTED_INSTANCE,
    LISTED_PAGE,
    LISTING,
    LISTING_KEY,
    listed_key,
    operation_expiry,
    operation_item_key,
    operation_sort_key,
    quota_key,
    quota_state_from,
    quota_state_write,
)
from ..ledger.pace import INTERVAL_MILLISECONDS
from ..ledger.shared_reading import LOOKS, SharedReading
from ..ledger.table import Item, Table, TransactionConflictError, Write
from ..model.phone_number import known_as
from .arithmetic import CountedOperation
from .claims_by_others import Changes, Numbers, changes_between
from .targets import Targets

FRESH_SECONDS = 5
"""The greatest age of a list that a decision is based on."""
PAGES_WITHIN = 300
"""How long the reading of one list may take. After that, it begins again at the first page."""

_NUMBERS_PER_ITEM = 20_000
"""A number takes about 14 bytes, and an item has at most 400 KB."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listed:
    """The numbers of an instance, as last listed.

    Attributes:
        numbers: the numbers that count as held.
        missing: the numbers of any instance that the last list lacked, and that still count as held.
        listed_at: when the list was read, in seconds since the epoch.
    """

    numbers: frozenset[str]
    missing: frozenset[str]
    listed_at: int


class AccountNumbers:
    """The list of the account's numbers. The ledger keeps it."""

    def __init__(self, table: Table, connect: Connect, targets: Targets, sleep: Callable[[float], None]) -> None:
        """Use the ledger's table, Amazon Connect, and the targets' instances. `sleep` waits for seconds."""
        self._table = table
        self._connect = connect
        self._targets = targets
        self._sleep = sleep

    def at(self, instance_arn: str, now: int) -> Listed:
        """The numbers of an instance and of its traffic distribution groups.

        Raises:
            TryAgainLater: another invocation is reading the list, or a page of it has to wait for its turn.
        """
        item = self.read(now)
        parts = self._table.query(LISTING, f"{LISTED_INSTANCE}{instance_arn}#")
        numbers = [number for part in parts for number in part["Numbers"].split()]
        return Listed(frozenset(numbers), frozenset(item["MissingSince"]), item["ListedAt"])

    def read(self, now: int, looks: int = LOOKS) -> Item:
        """Read the list, unless it is fresh. Raises as `at`.

        Args:
            now: in seconds since the epoch.
            looks: how often to look while another invocation is reading.

        Returns:
            The item of the list: when it was read, and which numbers are missing.
        """
        reading = SharedReading(self._table, LISTING_KEY, "the list of numbers", self._sleep)
        return reading.read(now, now - FRESH_SECONDS, lambda previous: self._fetch(previous, now), looks)

    def note_held(self, phone_number: str, instance_arn: str) -> None:
        """Note a number that we have claimed, so that its release by others counts even if no list has shown it."""
        key = listed_key(f"{HELD_NUMBER}{phone_number}")
        self._table.transact(Write("Put", key, item={"InstanceArn": instance_arn}))

    def _fetch(self, previous: Item, now: int) -> Item:
        began_at, pages = self._read_pages(previous, now)
        pages_read = self._table.query(LISTING, LISTED_PAGE)[:pages]
        after = self._numbers_by_instance(pages_read)
        sources = {number: source for page in pages_read for number, source in page.get("Sources", {}).items()}
        missing = self._note_changes(after, sources, previous.get("MissingSince", {}), began_at)
        read = {"NextToken": "", "BeganAt": 0, "Pages": 0, "Took": pages * INTERVAL_MILLISECONDS // 1000}
        return {"ListedAt": began_at, "MissingSince": missing, **read}

    def _read_pages(self, previous: Item, now: int) -> tuple[int, int]:
        """Read the pages that are not read yet. Returns when the first was asked for, and how many pages there are."""
        began_at, pages = previous.get("BeganAt", 0), previous.get("Pages", 0)
        token = previous.get("NextToken", "")
        if began_at < now - PAGES_WITHIN:
            began_at, pages, token = now, 0, ""
        while pages == 0 or token:
            page, token = self._connect.numbers_page(token)
            self._table.transact(Write("Put", listed_key(f"{LISTED_PAGE}{pages:05d}"), item=_stored(page)))
            pages += 1
            progress = {"BeganAt": began_at, "Pages": pages, "NextToken": token}
            self._table.update(Write.setting(LISTING_KEY, progress))
        return began_at, pages

    def _numbers_by_instance(self, pages: Iterable[Item]) -> dict[str, str]:
        """The instance of each number on these pages."""
        instances: dict[str, str] = {}
        numbers: dict[str, str] = {}
        for page in pages:
            for target_arn, listed in page["Targets"].items():
                if target_arn not in instances:
                    instances[target_arn] = self._targets.instance_or_itself(target_arn)
                numbers.update(dict.fromkeys(listed.split(), instances[target_arn]))
        return numbers

    def _note_changes(
        self, after: Numbers, sources: Mapping[str, str], missing: Mapping[str, int], listed_at: int
    ) -> dict[str, int]:
        """Write the numbers of each instance, and what others did since the last list. Returns the missing numbers."""
        noted = self._table.query(LISTING, HELD_NUMBER)
        items = self._table.query(LISTING, LISTED_INSTANCE)
        before = {item["SK"].removeprefix(HELD_NUMBER): item["InstanceArn"] for item in noted}
        before |= {number: item["InstanceArn"] for item in items for number in item["Numbers"].split()}
        # The function of version 0.2.0 lists imported numbers in E.164.
        before = {sources.get(number, number): instance_arn for number, instance_arn in before.items()}
        states = {
            instance_arn: quota_state_from(self._table.get(quota_key(instance_arn)), instance_arn)
            for instance_arn in {*before.values(), *after.values()}
        }
        changes = changes_between(before, after, states, missing, listed_at)
        written = {item["SK"]: item["Numbers"] for item in items}
        try:
            for instance_arn in states:
                self._write_instance(instance_arn, changes, written, listed_at)
        except TransactionConflictError as conflict:
            raise TryAgainLater("another operation is being recorded at an instance", 1) from conflict
        # The instances' lists have these numbers now, or their release is counted.
        for item in noted:
            self._table.delete(Write("Delete", listed_key(item["SK"])))
        return changes.missing

    def _write_instance(self, instance_arn: str, changes: Changes, written: Mapping[str, str], listed_at: int) -> None:
        numbers = sorted(number for number, instance in changes.held.items() if instance == instance_arn)
        chunks = [numbers[start : start + _NUMBERS_PER_ITEM] for start in range(0, len(numbers), _NUMBERS_PER_ITEM)]
        listed = {f"{LISTED_INSTANCE}{instance_arn}#{index}": " ".join(chunk) for index, chunk in enumerate(chunks)}
        writes = [
            Write("Put", listed_key(key), item={"InstanceArn": instance_arn, "Numbers": text})
            for key, text in listed.items()
            if written.get(key) != text
        ]
        writes += [
            Write("Delete", listed_key(key))
            for key in written
            if key.startswith(f"{LISTED_INSTANCE}{instance_arn}#") and key not in listed
        ]
        before, after = changes.states[instance_arn]
        if after != before:
            writes.append(quota_state_write(instance_arn, before, after))
        for kind, seen in changes.seen_at(instance_arn).items():
            writes += _observed(instance_arn, kind, seen, listed_at)
        if writes:
            self._table.transact(*writes)


def _observed(instance_arn: str, kind: CountedOperation, numbers: Iterable[str], at: int) -> list[Write]:
    """The writes that record what others did, in as few items as possible."""
    seen = sorted(numbers)
    _log.warning("Others did", extra={"instance_arn": instance_arn, "kind": kind.value, "count": len(seen)})
    writes = []
    for start in range(0, len(seen), _NUMBERS_PER_ITEM):
        chunk = " ".join(seen[start : start + _NUMBERS_PER_ITEM])
        item = {"At": at, "Kind": kind.value, "PhoneNumbers": chunk, "ExpiresAt": operation_expiry(at)}
        name = f"{start}#OBSERVED" if start else "OBSERVED"
        writes.append(Write("Put", operation_item_key(instance_arn, operation_sort_key(at, kind, name)), item=item))
    return writes


def _stored(page: Iterable[tuple[str, str, str]]) -> Item:
    """A page as it is stored: by target, as a target's ARN is ten times as long as a number."""
    by_target: dict[str, list[str]] = {}
    sources: dict[str, str] = {}
    for number, source, target_arn in page:
        by_target.setdefault(target_arn, []).append(known_as(number, source))
        if source:
            sources[number] = source
    return {"Targets": {target_arn: " ".join(numbers) for target_arn, numbers in by_target.items()}, "Sources": sources}
