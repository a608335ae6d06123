"""What many invocations need to know at the same time: one of them reads it, and the ledger keeps it for all."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import TryAgainLater
from .table import Item, Key, Table, Write

READING_SECONDS = 20
"""How long one invocation may read before another begins as well."""
LOOKS = 8
SLEPT_SECONDS = 0.125
"""While another invocation reads, this one looks LOOKS times, and sleeps in between. One call takes no longer, and
another step would cost more."""
LONGEST_WAIT = 5
"""The most seconds until the next step, where a reading takes many steps."""


class BeingReadError(TryAgainLater):
    """Another invocation is reading it now."""


class SharedReading:
    """One item of the ledger: what was read, and when.

    Its attributes: `ReadAt`, in seconds since the epoch. Of a reading of many steps, also `BeganAt`, while it lasts,
    and `Took`, the seconds that it took. It stays fresh for so much longer: else all the time would go into reading.
    """

    def __init__(self, table: Table, key: Key, subject: str, sleep: Callable[[float], None]) -> None:
        """Use the item with this key. `subject` is its name in messages; `sleep` waits for seconds."""
        self._sleep = sleep
        self._table = table
        self._key = key
        self._subject = subject

    def read(self, now: int, since: int, fetch: Callable[[Item], Item], looks: int = LOOKS) -> Item:
        """The item, as somebody read it after `since`.

        Args:
            now: in seconds since the epoch.
            since: what was read at this moment or before is too old.
            fetch: reads from the service, given the item as it is. Where it raises TryAgainLater, the next caller
                goes on with the reading.
            looks: how often to look while another invocation is reading.

        Raises:
            BeingReadError: another invocation is reading, and was not done after so many looks.
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
        # The longer a reading lasts, the seldomer a look.
        lasted = now - (item.get("BeganAt") or now)
        raise BeingReadError(f"{self._subject} is being read", min(max(1, lasted), LONGEST_WAIT))

    def _read(self, item: Item, until: int, now: int, fetch: Callable[[Item], Item]) -> Item:
        values: Item = {}
        try:
            values = {**fetch(item), "ReadAt": now}
        finally:
            self._end(values, until)
        return values

    def _begin(self, until: int, now: int) -> bool:
        free = "attribute_not_exists(ReadingUntil) OR ReadingUntil < :now"
        begun = Write.setting(self._key, {"ReadingUntil": until}, condition=free, values={":now": now})
        return self._table.update(begun) is not None

    def _end(self, values: Item, until: int) -> None:
        # A reader that took too long must not overwrite what a later one has read.
        own = {":until": until}
        self._table.update(Write.setting(self._key, values, ("ReadingUntil",), "ReadingUntil = :until", own))
