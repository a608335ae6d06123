"""The ledger's DynamoDB table: items as plain dictionaries, conditions as answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

from ..aws.service_call import error_code, service_call
from ..errors import TryAgainLater

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Key = Mapping[str, str]
Item = dict[str, Any]

_BUSY = {"ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded"}
_CONDITION_FAILED = "ConditionalCheckFailedException"


class TransactionConflictError(TryAgainLater):
    """Nothing of a transaction was written: a condition does not hold, or another transaction was faster.

    Where no caller handles this, the step is taken again, with what the ledger has by then.

    Attributes:
        failed: the indices of the writes whose condition does not hold.
    """

    def __init__(self, failed: Sequence[int]) -> None:
        super().__init__("what was to be written to the ledger was just written by another", 1)
        self.failed = failed


@dataclass(frozen=True)
class Write:
    """A conditional write, alone or as part of a transaction.

    Attributes:
        action: `Put`, `Update` or `Delete`.
        key: of the item.
        item: what a Put writes beside the key.
        expression: what an Update does.
        condition: when it may be done; "" for always.
        values: for the placeholders of expression and condition.
    """

    action: str
    key: Key
    item: Mapping[str, Any] = field(default_factory=dict)
    expression: str = ""
    condition: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def setting(
        cls,
        key: Key,
        attributes: Mapping[str, Any],
        remove: Sequence[str] = (),
        condition: str = "",
        values: Mapping[str, Any] | None = None,
    ) -> Self:
        """An Update that sets attributes and removes others. `values`: for the placeholders of the condition."""
        clauses = [f"SET {', '.join(f'{name} = :{name}' for name in attributes)}"] if attributes else []
        clauses += [f"REMOVE {', '.join(remove)}"] if remove else []
        named = {f":{name}": value for name, value in attributes.items()}
        return cls("Update", key, {}, " ".join(clauses), condition, {**named, **(values or {})})


class Table:
    """The table.

    Every method raises `TryAgainLater` where the table can't be reached now.
    """

    def __init__(self, client: DynamoDBClient, name: str) -> None:
        """Use a DynamoDB client, and the table of this name, whose keys are `PK` and `SK`."""
        self._client = client
        self._name = name

    def get(self, key: Key) -> Item:
        """An item as it is now. Empty if there is none."""
        with service_call("GetItem", "ledger"):
            answer = self._client.get_item(TableName=self._name, Key=_serialize(key), ConsistentRead=True)
        return _deserialize(answer.get("Item", {}))

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        """Those of at most 100 items that exist. A busy table may leave some out."""
        if not keys:
            return []
        wanted = {"Keys": [_serialize(key) for key in keys], "ConsistentRead": True}
        with service_call("BatchGetItem", "ledger"):
            answer = self._client.batch_get_item(RequestItems={self._name: wanted})  # type: ignore[dict-item]
        return [_deserialize(item) for item in answer["Responses"].get(self._name, [])]

    def query(self, partition: str, prefix: str = "") -> list[Item]:
        """Every item of a partition whose `SK` begins so, in the order of `SK`."""
        condition = "PK = :partition" + (" AND begins_with(SK, :prefix)" if prefix else "")
        values = {":partition": partition, **({":prefix": prefix} if prefix else {})}
        with service_call("Query", "ledger"):
            pages = self._client.get_paginator("query").paginate(
                TableName=self._name,
                ConsistentRead=True,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=_serialize(values),
            )
            return [_deserialize(item) for page in pages for item in page["Items"]]

    def scan(self) -> list[Item]:
        """Every item of the table, each as it is when its page is read."""
        with service_call("Scan", "ledger"):
            pages = self._client.get_paginator("scan").paginate(TableName=self._name, ConsistentRead=True)
            return [_deserialize(item) for page in pages for item in page["Items"]]

    def update(self, write: Write) -> Item | None:
        """Do one Update. Returns the item as it is afterwards, or None where the condition does not hold."""
        answer = self._conditional("UpdateItem", self._client.update_item, write, ReturnValues="ALL_NEW")
        return None if answer is None else _deserialize(answer["Attributes"])

    def delete(self, write: Write) -> bool:
        """Do one Delete. Returns whether the condition held."""
        return self._conditional("DeleteItem", self._client.delete_item, write) is not None

    def transact(self, *writes: Write) -> None:
        """Do all writes, or none.

        Raises:
            TransactionConflictError: none was done.
        """
        items: Any = [{write.action: self._arguments(write)} for write in writes]
        with service_call("TransactWriteItems", "ledger"):
            try:
                self._client.transact_write_items(TransactItems=items)
            except self._client.exceptions.TransactionCanceledException as error:
                codes = [reason.get("Code", "None") for reason in error.response.get("CancellationReasons", [])]
                others = set(codes) - {"None", "ConditionalCheckFailed", "TransactionConflict"}
                if others & _BUSY:
                    raise TryAgainLater(f"the ledger is busy: {', '.join(sorted(others))}") from error
                if others:
                    raise
                failed = [index for index, code in enumerate(codes) if code == "ConditionalCheckFailed"]
                raise TransactionConflictError(failed) from error

    def _conditional(self, operation: str, call: Callable[..., Any], write: Write, **more: str) -> Any:  # noqa: ANN401
        """The answer to a write; None where its condition does not hold."""
        with service_call(operation, "ledger"):
            try:
                return call(**self._arguments(write), **more)
            except ClientError as error:
                if error_code(error) == _CONDITION_FAILED:
                    return None
                raise

    def _arguments(self, write: Write) -> Any:  # noqa: ANN401 - a different TypedDict for each action
        arguments: dict[str, Any] = {"TableName": self._name}
        if write.action == "Put":
            arguments["Item"] = _serialize({**write.key, **write.item})
        else:
            arguments["Key"] = _serialize(write.key)
        if write.expression:
            arguments["UpdateExpression"] = write.expression
        if write.condition:
            arguments["ConditionExpression"] = write.condition
        if write.values:
            arguments["ExpressionAttributeValues"] = _serialize(write.values)
        return arguments


def _serialize(values: Mapping[str, Any]) -> dict[str, Any]:
    serializer = TypeSerializer()
    return {key: serializer.serialize(value) for key, value in values.items()}


def _deserialize(item: Mapping[str, Any]) -> Item:
    return {name: _value(attribute) for name, attribute in item.items()}


def _value(attribute: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as many types as attributes have
    """An attribute's value. Our numbers are whole; boto3's own TypeDeserializer would make a Decimal of each."""
    [(kind, value)] = attribute.items()
    match kind:
        case "N":
            # A newer version's number may be another one. Its item has to be read to find out.
            return int(value) if value.lstrip("-").isdecimal() else Decimal(value)
        case "M":
            return _deserialize(value)
        case "L":
            return [_value(each) for each in value]
        case "NULL":
            return None
    return value
