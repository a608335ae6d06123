"""The ledger's table: calls of `Table`, carried out on immutable contents."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.ledger.table import TransactionConflictError, Write
from tests.explore.calls import CONFLICT, LOST, REFUSED, Answer, Call
from tests.explore.items import ABSENT, Items
from tests.simulation.item_values import Frozen, thaw
from tests.simulation.memory_table import Contents, MemoryTable


class _Written(NamedTuple):
    """The effect of a call on the items that it names. The call is kept alive, so that no other gets its identity."""

    call: Call
    value: Hashable
    error: str
    after: tuple[int, ...]


class Ledger:
    """Carries out calls on contents. All contents share equal items."""

    def __init__(self) -> None:
        self.items = Items()
        self._table = MemoryTable()
        self._effects: dict[tuple[int, tuple[int, ...]], _Written] = {}
        self._thawed: dict[int, dict[str, Any]] = {}

    def contents(self, *items: Mapping[str, Any]) -> Contents:
        """Contents with these items."""
        self._table.restore({})
        puts = [
            Write("Put", {"PK": item["PK"], "SK": item["SK"]}, item={k: v for k, v in item.items() if k not in _KEYS})
            for item in items
        ]
        for put in puts:
            self._table.transact(put)
        return self._kept(self._table.snapshot(), puts)

    def perform(self, contents: Contents, call: Call) -> tuple[Contents, Hashable, str]:
        """Carry out a call. Returns the new contents, the answer's value, and its error."""
        match call.operation, call.arguments:
            case "get", key:
                return contents, self._number(contents, key["PK"], key["SK"]), ""
            case "get_all", keys:
                found = (self._number(contents, key["PK"], key["SK"]) for key in keys)
                return contents, tuple(number for number in found if number != ABSENT), ""
            case "query", (partition, prefix):
                items = contents.get(partition, {})
                found = tuple(self.items.number_of(items[sk]) for sk in sorted(items) if sk.startswith(prefix))
                return contents, found, ""
            case "scan", _:
                partitions = (contents[pk] for pk in sorted(contents))
                found = tuple(self.items.number_of(items[sk]) for items in partitions for sk in sorted(items))
                return contents, found, ""
            case "next", (partition, prefix, after):
                items = contents.get(partition, {})
                sk = min((sk for sk in items if sk > after and sk.startswith(prefix)), default=None)
                return contents, ABSENT if sk is None else self.items.number_of(items[sk]), ""
            case "update" | "delete", write:
                return self._written(contents, call, (write,))
            case "transact", writes:
                return self._written(contents, call, writes)
        raise NotImplementedError(call.operation)

    def told(self, call: Call, answer: Answer) -> Any:
        """The value that `Table` returns for a recorded answer.

        Raises:
            TryAgainLater: the answer was lost, or the call was refused.
            TransactionConflictError: the transaction wrote nothing.
        """
        value: Any = answer.value
        if answer.error in (LOST, REFUSED):
            raise TryAgainLater(f"{call.operation} (ledger)")
        if answer.error == CONFLICT:
            raise TransactionConflictError(list(value))
        match call.operation:
            case "get" | "next":
                return self._read(value)
            case "get_all" | "query" | "scan":
                return [self._read(number) for number in value]
            case "update":
                return None if value is None else self._read(value)
        return value

    def _read(self, number: int) -> dict[str, Any]:
        """A copy of an item for its reader. The attributes' values are shared: no reader changes them."""
        if number not in self._thawed:
            self._thawed[number] = thaw(self.items.item(number))
        return dict(self._thawed[number])

    def _written(self, contents: Contents, call: Call, writes: Sequence[Write]) -> tuple[Contents, Hashable, str]:
        """A write's effect. It depends only on the items that the write names, and is worked out once for them."""
        before = tuple(self._number(contents, write.key["PK"], write.key["SK"]) for write in writes)
        known = self._effects.get((id(call), before))
        if known is None:
            become, value, error = self._write(contents, call, writes)
            after = tuple(self._number(become, write.key["PK"], write.key["SK"]) for write in writes)
            self._effects[id(call), before] = _Written(call, value, error, after)
            return become, value, error
        for write, old, new in zip(writes, before, known.after, strict=True):
            if old != new:
                contents = _with_item(contents, write.key["PK"], write.key["SK"], self.items.item(new))
        return contents, known.value, known.error

    def _write(self, contents: Contents, call: Call, writes: Sequence[Write]) -> tuple[Contents, Hashable, str]:
        self._table.restore(contents)
        match call.operation:
            case "delete":
                holds = self._table.delete(writes[0])
                return self._table.snapshot(), holds, ""
            case "update":
                if self._table.update(writes[0]) is None:
                    return contents, None, ""
                become = self._kept(self._table.snapshot(), writes)
                return become, self._number(become, writes[0].key["PK"], writes[0].key["SK"]), ""
        try:
            self._table.transact(*writes)
        except TransactionConflictError as conflict:
            return contents, tuple(conflict.failed), CONFLICT
        return self._kept(self._table.snapshot(), writes), None, ""

    def _kept(self, contents: Contents, writes: Any) -> Contents:
        """The contents with each written item replaced by its shared object. The write has just made the partitions."""
        for write in writes:
            partition: Any = contents.get(write.key["PK"], {})
            written = partition.get(write.key["SK"])
            if written is not None:
                partition[write.key["SK"]] = self.items.keep(written)
        return contents

    def _number(self, contents: Contents, pk: str, sk: str) -> int:
        item: Mapping[str, Frozen] | None = contents.get(pk, {}).get(sk)
        return ABSENT if item is None else self.items.number_of(item)


_KEYS = ("PK", "SK")


def _with_item(contents: Contents, pk: str, sk: str, item: Mapping[str, Frozen]) -> Contents:
    """The contents with this item in place of the old one. An empty item is a deletion."""
    rest = {key: each for key, each in contents.get(pk, {}).items() if key != sk}
    partition = {**rest, sk: item} if item else rest
    return {**contents, pk: partition} if partition else {key: each for key, each in contents.items() if key != pk}
