"""The ledger's table in memory, a thousand times as fast as a table behind a client.

It understands the expressions that a ledger needs, and refuses any other. `test_memory_table` compares it with a real
table. Reads are consistent, and a transaction is all or nothing. But a Query, a Scan and a BatchGetItem read item by
item, each at its own moment, as in DynamoDB: `between_items` lets another writer in between.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from connect_phone_numbers.ledger.table import Item, Key, Write
from tests.simulation.condition_expression import parse_condition
from tests.simulation.item_values import Frozen, freeze, item_bytes, thaw
from tests.simulation.service_error import TransactionCanceledError
from tests.simulation.table_errors import ValidationError, through_table
from tests.simulation.update_expression import parse_update

ITEM_BYTES = 400 * 1024
TRANSACTION_WRITES = 100
BATCH_KEYS = 100

Partition = Mapping[str, Mapping[str, Frozen]]
Contents = Mapping[str, Partition]
"""Items by PK, then by SK. The mappings are never changed."""


class MemoryTable:
    """Replaces `table.Table`."""

    def __init__(self) -> None:
        self._contents: Contents = {}
        self.between_items: Callable[[], None] = lambda: None
        """Called between two items of a Query, a Scan or a BatchGetItem."""

    def snapshot(self) -> Contents:
        """A copy of the table, at no cost: later writes do not change it."""
        return self._contents

    def restore(self, snapshot: Contents) -> None:
        """Restore the table from a snapshot."""
        self._contents = snapshot

    def items(self) -> list[Item]:
        """Every item, in the order of the keys. For tests: this is no call of the function."""
        return [thaw(items[sk]) for _, items in sorted(self._contents.items()) for sk in sorted(items)]

    def clear(self) -> None:
        """Delete every item."""
        self._contents = {}

    def get(self, key: Key) -> Item:
        return dict(thaw(self._item(_id(key)) or {}))

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        if len(keys) > BATCH_KEYS or len({_id(key) for key in keys}) < len(keys):
            self._refuse(ValidationError("Too many items requested, or one twice"), lambda table: table.get_all(keys))
        return list(self._one_by_one(iter([_id(key) for key in keys])))

    def query(self, partition: str, prefix: str = "") -> list[Item]:
        return list(self._one_by_one(self._keys_of(partition, prefix)))

    def scan(self) -> list[Item]:
        return list(self._one_by_one(self._keys()))

    def update(self, write: Write) -> Item | None:
        assert write.action == "Update"
        if not self._do_alone(write, lambda table: table.update(write)):
            return None
        return self.get(write.key)

    def delete(self, write: Write) -> bool:
        assert write.action == "Delete"
        return self._do_alone(write, lambda table: table.delete(write))

    def transact(self, *writes: Write) -> None:
        try:
            _require_transaction(writes)
            reasons, become = [], self._contents
            for write in writes:
                reason, become = self._try(write, become)
                reasons.append(reason)
            if set(reasons) != {"None"}:
                raise TransactionCanceledError(reasons)
        except ClientError as error:
            self._refuse(error, lambda table: table.transact(*writes))
        self._contents = become

    def _do_alone(self, write: Write, call: Callable[[Any], Any]) -> bool:
        try:
            holds, become = _do(write, _values(write), self._contents)
        except ClientError as error:
            self._refuse(error, call)
        self._contents = become
        return holds

    def _try(self, write: Write, contents: Contents) -> tuple[str, Contents]:
        values = _values(write)
        try:
            holds, become = _do(write, values, contents)
        except ValidationError:
            return "ValidationError", contents
        return "None" if holds else "ConditionalCheckFailed", become

    def _refuse(self, error: ClientError, call: Callable[[Any], Any]) -> Any:
        through_table(error, call)
        raise AssertionError(f"the table takes {error} for an answer") from error

    def _item(self, key: tuple[str, str]) -> Mapping[str, Frozen] | None:
        return self._contents.get(key[0], {}).get(key[1])

    def _one_by_one(self, keys: Iterator[tuple[str, str]]) -> Iterator[Item]:
        for index, key in enumerate(keys):
            if index:
                self.between_items()
            item = self._item(key)
            if item is not None:
                yield thaw(item)

    def _keys_of(self, partition: str, prefix: str) -> Iterator[tuple[str, str]]:
        """The sort keys in order. Each is looked up only after the item before it was read."""
        last = ""
        items: Mapping[str, Frozen] | None = None
        ahead: list[str] = []
        while True:
            if items is not self._contents.get(partition, {}):
                items = self._contents.get(partition, {})
                ahead = sorted((sk for sk in items if sk > last and sk.startswith(prefix)), reverse=True)
            if not ahead:
                return
            last = ahead.pop()
            yield partition, last

    def _keys(self) -> Iterator[tuple[str, str]]:
        for partition in sorted(self._contents):
            yield from self._keys_of(partition, "")


def _do(write: Write, values: Mapping[str, Frozen], contents: Contents) -> tuple[bool, Contents]:
    """Whether a write's condition holds, and the contents after the write."""
    pk, sk = _id(write.key)
    partition = contents.get(pk, {})
    before = partition.get(sk)
    if not parse_condition(write.condition)[0](before or {}, values):
        return False, contents
    if write.action == "Delete":
        return True, _with_partition(contents, pk, {key: item for key, item in partition.items() if key != sk})
    become = _become(write, dict(before or write.key), values)
    if item_bytes(become) > ITEM_BYTES:
        raise ValidationError("Item size has exceeded the maximum allowed size")
    return True, _with_partition(contents, pk, {**partition, sk: become})


def _with_partition(contents: Contents, pk: str, partition: Partition) -> Contents:
    if partition:
        return {**contents, pk: partition}
    return {key: items for key, items in contents.items() if key != pk}


def _become(write: Write, before: dict[str, Frozen], values: Mapping[str, Frozen]) -> dict[str, Frozen]:
    if write.action == "Put":
        return dict(freeze({**write.key, **write.item}))
    if write.action != "Update":
        raise NotImplementedError(write.action)
    if not write.expression:
        return before
    become = parse_update(write.expression).apply(before, values)
    if any(become.get(name) != before[name] for name in write.key):
        raise ValidationError("Cannot update attribute. This attribute is part of the key")
    return become


def _id(key: Key) -> tuple[str, str]:
    if set(key) != {"PK", "SK"} or not all(key.values()):
        raise ValidationError(f"The provided key element does not match the schema: {dict(key)}")
    return key["PK"], key["SK"]


def _values(write: Write) -> dict[str, Frozen]:
    """The values of a write's placeholders. Raises ValidationError where the expressions have others."""
    used = set(parse_condition(write.condition)[1])
    update = parse_update(write.expression) if write.action == "Update" and write.expression else None
    if update is not None:
        used |= update.placeholders
    if used != set(write.values):
        raise ValidationError(f"Values unused or not defined in expressions: {sorted(used ^ set(write.values))}")
    values = {name: freeze(value) for name, value in write.values.items()}
    if update is not None:
        update.require_numbers(values)
    return values


def _require_transaction(writes: Sequence[Write]) -> None:
    if not 1 <= len(writes) <= TRANSACTION_WRITES:
        raise ValidationError(f"A transaction has 1 to {TRANSACTION_WRITES} writes, not {len(writes)}")
    if len({_id(write.key) for write in writes}) < len(writes):
        raise ValidationError("Transaction request cannot include multiple operations on one item")
