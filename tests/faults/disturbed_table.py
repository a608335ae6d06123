"""The ledger's table in memory, with faults.

What a fault comes to is what the real table makes of it: that is asked, with a real client whose request meets the
same error.
"""

from collections.abc import Callable, Sequence
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError, HTTPClientError

from connect_phone_numbers.table import Item, Key, Table, Write
from tests.faults.disturbance import Disturbance
from tests.faults.remote_call import DYNAMODB, RemoteCall
from tests.handler.memory_table import MemoryTable
from tests.handler.world import REGION, TABLE


class DisturbedTable:
    """Stands in for `table.Table`."""

    def __init__(self, memory: MemoryTable, disturbance: Disturbance) -> None:
        self._memory = memory
        self._disturbance = disturbance
        self._error: Exception | None = None
        client = boto3.client("dynamodb", region_name=REGION)
        client.meta.events.register("before-call.dynamodb", self._meet)
        self._real = Table(client, TABLE)

    def get(self, key: Key) -> Any:
        return self._call("GetItem", lambda table: table.get(key))

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        if not keys:
            return self._real.get_all(keys)
        return list(self._call("BatchGetItem", lambda table: table.get_all(keys)))

    def query(self, partition: str, after: str = "") -> list[Item]:
        return list(self._call("Query", lambda table: table.query(partition, after)))

    def update(self, write: Write) -> Any:
        return self._call("UpdateItem", lambda table: table.update(write))

    def delete(self, write: Write) -> Any:
        return self._call("DeleteItem", lambda table: table.delete(write))

    def transact(self, *writes: Write) -> None:
        self._call("TransactWriteItems", lambda table: table.transact(*writes))

    def _call(self, operation: str, send: Callable[[Any], Any]) -> Any:
        call = RemoteCall(DYNAMODB, operation, REGION)
        try:
            for _ in range(self._disturbance.before(call) - 1):
                send(self._memory)
            try:
                return send(self._memory)
            finally:
                self._disturbance.after(call)
        except (ClientError, HTTPClientError) as error:
            self._error = error
        return send(self._real)

    def _meet(self, **_: Any) -> Any:
        if isinstance(self._error, ClientError):
            status = self._error.response["ResponseMetadata"]["HTTPStatusCode"]
            return AWSResponse("", status, {}, None), self._error.response
        assert self._error is not None, "the real table is asked for errors only"
        raise self._error
