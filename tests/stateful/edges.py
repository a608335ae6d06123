"""The handler's clients: the local Connect and a table in memory, each call of which goes through `RemoteCalls`."""

from collections.abc import Callable, Sequence
from typing import Any

from connect_phone_numbers.service_call import service_call
from connect_phone_numbers.table import Item, Key, Write
from tests.handler.direct_client import DirectClient
from tests.handler.memory_table import MemoryTable
from tests.stateful.remote_calls import RemoteCalls

Watch = Callable[[str, dict[str, Any]], None]


class Client(DirectClient):
    """Amazon Connect and Service Quotas."""

    def __init__(self, region: str, calls: RemoteCalls, before: Watch, after: Watch) -> None:
        """`before` and `after` see each call that reaches the service, with its parameters."""
        super().__init__(region, lambda _: None)
        self._calls = calls
        self._before = before
        self._after = after
        self._request: dict[str, Any] = {}

    def claim_phone_number(self, **request: Any) -> Any:
        return self._watched(request, super().claim_phone_number)

    def release_phone_number(self, **request: Any) -> None:
        self._watched(request, super().release_phone_number)

    def tag_resource(self, **request: Any) -> None:
        self._watched(request, super().tag_resource)

    def untag_resource(self, **request: Any) -> None:
        self._watched(request, super().untag_resource)

    def update_phone_number(self, **request: Any) -> Any:
        return self._watched(request, self._update_phone_number)

    def update_phone_number_metadata(self, **request: Any) -> None:
        self._watched(request, self._update_phone_number_metadata)

    def associate_phone_number_contact_flow(self, **request: Any) -> None:
        self._watched(request, self._associate)

    def disassociate_phone_number_contact_flow(self, **request: Any) -> None:
        self._watched(request, self._disassociate)

    def get_service_quota(self, **request: Any) -> dict[str, Any]:
        get = super().get_service_quota
        return dict(self._calls.send("get_service_quota", lambda: get(**request)))

    def _update_phone_number(self, **request: Any) -> Any:
        return self._call(
            "update_phone_number", request["PhoneNumberId"], request["TargetArn"], None, request["ClientToken"]
        )

    def _update_phone_number_metadata(self, **request: Any) -> Any:
        return self._call(
            "update_phone_number_metadata",
            request["PhoneNumberId"],
            request["PhoneNumberDescription"],
            request["ClientToken"],
        )

    def _associate(self, **request: Any) -> Any:
        return self._call(
            "associate_phone_number_contact_flow",
            request["PhoneNumberId"],
            request["InstanceId"],
            request["ContactFlowId"],
        )

    def _disassociate(self, **request: Any) -> Any:
        return self._call("disassociate_phone_number_contact_flow", request["PhoneNumberId"], request["InstanceId"])

    def _watched(self, request: dict[str, Any], send: Callable[..., Any]) -> Any:
        self._request = request
        return send(**request)

    def _call(self, operation: str, *arguments: Any, **named: Any) -> Any:
        request, self._request = self._request, {}
        send = super()._call

        def effect() -> Any:
            self._before(operation, request)
            answer = send(operation, *arguments, **named)
            self._after(operation, request)
            return answer

        return self._calls.send(operation, effect)


class LedgerTable:
    """Stands in for `table.Table`; errors come out as that one's do."""

    def __init__(self, memory: MemoryTable, calls: RemoteCalls) -> None:
        self._memory = memory
        self._calls = calls

    def get(self, key: Key) -> Any:
        return self._send("GetItem", lambda: self._memory.get(key))

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        return list(self._send("BatchGetItem", lambda: self._memory.get_all(keys))) if keys else []

    def query(self, partition: str, after: str = "") -> list[Item]:
        return list(self._send("Query", lambda: self._memory.query(partition, after)))

    def update(self, write: Write) -> Any:
        return self._send("UpdateItem", lambda: self._memory.update(write))

    def delete(self, write: Write) -> Any:
        return self._send("DeleteItem", lambda: self._memory.delete(write))

    def transact(self, *writes: Write) -> None:
        # botocore gives a transaction a token: sent again, it takes effect once.
        self._send("TransactWriteItems", lambda: self._memory.transact(*writes), is_repeatable=False)

    def _send(self, operation: str, effect: Callable[[], Any], is_repeatable: bool = True) -> Any:
        with service_call(operation, "ledger"):
            return self._calls.send(operation, effect, is_repeatable)
