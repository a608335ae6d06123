"""What many need to know at the same time, read from the service by one of them and kept in the ledger for all."""

from __future__ import annotations

from collections.abc import Callable

from .errors import TryAgainLater
from .table import Item, Key, Table, Write

READING_SECONDS = 20
"""How long the one that reads it may take before another tries."""
LOOK_AGAIN_SECONDS = 0.5
"""When the others look whether it has been read."""


class SharedReading:
    """One item of the ledger: what was read, and when (`ReadAt`, in seconds since the epoch)."""

    def __init__(self, table: Table, key: Key, what: str) -> None:
        """Use the item with this key; `what` it holds is for the log."""
        self._table = table
        self._key = key
        self._what = what

    def read(self, now: int, since: int, fetch: Callable[[Item], Item]) -> Item:
        """The item as it was read at a moment after `since`.

        Args:
            now: in seconds since the epoch.
            since: what was read then or before is not good enough any more.
            fetch: reads it from the service; it gets the item of the last time.

        Raises:
            TryAgainLater: somebody else is reading it just now, or the service can't be reached.
        """
        item = self._table.get(self._key)
        if item.get("ReadAt", 0) > since:
            return item
        until = now + READING_SECONDS
        if not self._begin(until, now):
            raise TryAgainLater(f"{self._what} is being read", after=LOOK_AGAIN_SECONDS)
        try:
            values = {**fetch(item), "ReadAt": now}
        except Exception:
            self._end("REMOVE ReadingUntil", until, {})
            raise
        names = ", ".join(f"{name} = :{name}" for name in values)
        self._end(f"SET {names} REMOVE ReadingUntil", until, {f":{name}": value for name, value in values.items()})
        return values

    def _begin(self, until: int, now: int) -> bool:
        begun = self._table.update(
            Write(
                "Update",
                self._key,
                expression="SET ReadingUntil = :until",
                condition="attribute_not_exists(ReadingUntil) OR ReadingUntil < :now",
                values={":until": until, ":now": now},
            )
        )
        return begun is not None

    def _end(self, expression: str, until: int, values: Item) -> None:
        # A reader that took too long does not overwrite what a later one has read.
        condition = "ReadingUntil = :until"
        self._table.update(
            Write("Update", self._key, expression=expression, condition=condition, values={":until": until, **values})
        )
