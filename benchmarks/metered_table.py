"""DynamoDB's request units, by the sizes of the items that are read and written.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.simulation.item_values import freeze, item_bytes

if TYPE_CHECKING:
    from connect_phone_numbers.ledger.table import Item, Key, Write

READ_BYTES = 4096
WRITE_BYTES = 1024


class MeteredTable:
    """Stands in for the ledger's `Table`, and counts its use.

    Attributes:
        requests: how many were sent; a Query counts once, however many pages it has.
        bytes_read: of all items that were read.
        bytes_written: of all items as they were afterwards.
        read_units: a strongly consistent read costs one for each 4 KB.
        write_units: a write costs one for each 1 KB of the item before or after it, the larger of the two, and two in
            a transaction; one whose condition does not hold costs as much.
    """

    def __init__(self, table: Any, peek: Callable[[Key], Item]) -> None:  # noqa: ANN401 - any version's table
        """Use a table; `peek` gives an item without a request."""
        self.requests = 0
        self.bytes_read = 0
        self.bytes_written = 0
        self.read_units = 0
        self.write_units = 0
        self._table = table
        self._peek = peek

    def get(self, key: Key) -> Item:
        """As `Table.get`."""
        return dict(self._read_each([dict(self._table.get(key))])[0])

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        """As `Table.get_all`; an item that is not there costs as much as a small one."""
        found = list(self._table.get_all(keys))
        self._read_each([*found, *({} for _ in keys[len(found) :])])
        return found

    def query(self, partition: str, prefix: str = "") -> list[Item]:
        """As `Table.query`: what counts is the size of all items together."""
        found = list(self._table.query(partition, prefix))
        size = sum(map(_size, found))
        self.requests += 1
        self.bytes_read += size
        self.read_units += _units(size, READ_BYTES)
        return found

    def update(self, write: Write) -> Item | None:
        """As `Table.update`."""
        updated: Item | None = self._write([write], self._table.update)
        return updated

    def delete(self, write: Write) -> bool:
        """As `Table.delete`."""
        return bool(self._write([write], self._table.delete))

    def transact(self, *writes: Write) -> None:
        """As `Table.transact`."""
        self._write(writes, self._table.transact, 2)

    def _read_each(self, items: list[Item]) -> list[Item]:
        sizes = [_size(item) for item in items]
        self.requests += 1
        self.bytes_read += sum(sizes)
        self.read_units += sum(_units(size, READ_BYTES) for size in sizes)
        return items

    def _write(self, writes: Sequence[Write], send: Callable[..., Any], factor: int = 1) -> Any:  # noqa: ANN401
        before = [_size(self._peek(write.key)) for write in writes]
        try:
            return send(*writes)
        finally:
            after = [_size(self._peek(write.key)) for write in writes]
            self.requests += 1
            self.bytes_written += sum(after)
            self.write_units += factor * sum(_units(max(pair), WRITE_BYTES) for pair in zip(before, after, strict=True))


def _size(item: Mapping[str, Any]) -> int:
    return item_bytes(dict(freeze(item)))


def _units(size: int, of: int) -> int:
    return max(1, -(-size // of))
