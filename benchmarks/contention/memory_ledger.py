"""The ledger's table in memory, as far away as DynamoDB, and a small part of the work that moto's DynamoDB makes."""

from collections.abc import Sequence
from typing import Any

from connect_phone_numbers.table import Item, Key, Write
from tests.handler.memory_table import MemoryTable

from .latency import Latency


class MemoryLedger:
    """Stands in for the handler's `Table`. Each call takes as long as one of DynamoDB's."""

    def __init__(self, latency: Latency) -> None:
        """Begin empty."""
        self._latency = latency
        self._table = MemoryTable()

    def get(self, key: Key) -> Any:  # noqa: ANN401 - as `Table` has it
        """As `Table.get`."""
        with self._latency.call("dynamodb"):
            return self._table.get(key)

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        """As `Table.get_all`, which asks for nothing where there are no keys."""
        if not keys:
            return []
        with self._latency.call("dynamodb"):
            return list(self._table.get_all(keys))

    def query(self, partition: str, after: str = "") -> list[Item]:
        """As `Table.query`."""
        with self._latency.call("dynamodb"):
            return list(self._table.query(partition, after))

    def update(self, write: Write) -> Item | None:
        """As `Table.update`."""
        with self._latency.call("dynamodb"):
            return self._table.update(write)

    def delete(self, write: Write) -> bool:
        """As `Table.delete`."""
        with self._latency.call("dynamodb"):
            return bool(self._table.delete(write))

    def transact(self, *writes: Write) -> None:
        """As `Table.transact`."""
        with self._latency.call("dynamodb"):
            self._table.transact(*writes)
