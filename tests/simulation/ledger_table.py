"""The ledger's table as the function uses it: in memory, with faults, and missing until it is made.

The real `Table` decides the effect of a fault: it is called with a client that raises the same error.
"""

from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from connect_phone_numbers.ledger.table import Item, Key, Write
from tests.simulation.memory_table import MemoryTable
from tests.simulation.remote_call import DYNAMODB, RemoteCall
from tests.simulation.remote_calls import RemoteCalls
from tests.simulation.table_errors import TableNotFoundError, through_table


class LedgerTable:
    """Replaces `table.Table`."""

    def __init__(
        self, memory: MemoryTable, calls: RemoteCalls, region: str, is_there: Callable[[], bool] = lambda: True
    ) -> None:
        """Use the items of a table in memory, which may not exist yet."""
        self._memory = memory
        self._is_there = is_there
        self._calls = calls
        self._region = region

    def get(self, key: Key) -> Item:
        return dict(self._send("GetItem", lambda table: table.get(key), key))

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        return list(self._send("BatchGetItem", lambda table: table.get_all(keys))) if keys else []

    def query(self, partition: str, prefix: str = "") -> list[Item]:
        return list(self._send("Query", lambda table: table.query(partition, prefix), {"PK": partition}))

    def scan(self) -> list[Item]:
        return list(self._send("Scan", lambda table: table.scan()))

    def update(self, write: Write) -> Item | None:
        updated: Item | None = self._send("UpdateItem", lambda table: table.update(write), write.key)
        return updated

    def delete(self, write: Write) -> bool:
        return bool(self._send("DeleteItem", lambda table: table.delete(write), write.key))

    def transact(self, *writes: Write) -> None:
        self._send("TransactWriteItems", lambda table: table.transact(*writes))

    def _send(self, operation: str, send: Callable[[Any], Any], key: Key | None = None) -> Any:
        call = RemoteCall(DYNAMODB, operation, self._region, dict(key or {}))
        try:
            return self._calls.send(call, lambda: self._have(send))
        except (ClientError, HTTPClientError, NoConnectionError) as error:
            return through_table(error, send)

    def _have(self, send: Callable[[Any], Any]) -> Any:
        if not self._is_there():
            raise TableNotFoundError
        return send(self._memory)
