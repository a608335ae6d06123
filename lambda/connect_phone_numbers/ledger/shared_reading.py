"""What many need to know at the same time, read from the service by one of them and kept in the ledger for all."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import TryAgainLater
from .table import Item, Key, Table, Write

READING_SECONDS = 20
"""How long the one that reads it may take before another tries."""
LOOKS = 8
SLEPT_SECONDS = 0.125
"""Whoever waits for another's reading looks so often within the step: a call takes no longer, and a step costs more."""


LONGEST_WAIT = 5
"""Seconds until the next step of whoever waits for a reading of many steps."""


class BeingReadError(TryAgainLater):
    """Somebody else is reading it just now."""


class SharedReading:
    """One item of the ledger: what was read, and when.

    Its attributes: `ReadAt`, in seconds since the epoch; and of a reading of many steps `BeganAt`, while it lasts, and
    `Took`, how many seconds it took: it is good for as much longer, or nobody else would ever have a turn.
    """

    def __init__(self, table: Table, key: Key, subject: str, sleep: Callable[[float], None]) -> None:
        """Use the item with this key; `subject` names it for whoever waits, by `sleep`."""
        self._sleep = sleep
        self._table = table
        self._key = key
        self._subject = subject

    def read(self, now: int, since: int, fetch: Callable[[Item], Item], looks: int = LOOKS) -> Item:
        """The item as it was read at a moment after `since`.

        Args:
            now: in seconds since the epoch.
            since: what was read then or before is not good enough any more.
            fetch: reads it from the service, given the item of the last time. Where it raises TryAgainLater, whoever
                is next goes on.
            looks: how often it looks while somebody else is reading it.

        Raises:
            BeingReadError: somebody else is, and was not done after so many looks.
            TryAgainLater: the service can't be reached.
        """
        for look in range(looks):
            if look:
                self._sleep(SLEPT_SECONDS)
            item = self._table.get(self._key)
            if item.get("ReadAt", 0) + item.get("Took", 0) > since:
                return item
            if item.get("ReadingUntil", 0) < now and self._begin(now + READING_SECONDS, now):
                return self._read(item, now + READING_SECONDS, now, fetch)
        # As long again as it has lasted: a long list is not looked for every second.
        lasted = now - (item.get("BeganAt") or now)
        raise BeingReadError(f"{self._subject} is being read", min(max(1, lasted), LONGEST_WAIT))

    def _read(self, item: Item, until: int, now: int, fetch: Callable[[Item], Item]) -> Item:
        try:
            values = {**fetch(item), "ReadAt": now}
        except Exception:
            self._end({}, until)
            raise
        self._end(values, until)
        return values

    def _begin(self, until: int, now: int) -> bool:
        free = "attribute_not_exists(ReadingUntil) OR ReadingUntil < :now"
        begun = Write.setting(self._key, {"ReadingUntil": until}, condition=free, values={":now": now})
        return self._table.update(begun) is not None

    def _end(self, values: Item, until: int) -> None:
        # A reader that took too long does not overwrite what a later one has read.
        own = {":until": until}
        self._table.update(Write.setting(self._key, values, ("ReadingUntil",), "ReadingUntil = :until", own))
