"""The ledger's items. Equal items are one object with a number."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from tests.simulation.item_values import Frozen

ABSENT = -1
"""The number of a missing item."""


class Items:
    """All items that were ever in the ledger."""

    def __init__(self) -> None:
        self._by_value: dict[Hashable, int] = {}
        self._by_identity: dict[int, int] = {}
        self._items: list[Mapping[str, Frozen]] = []

    def keep(self, item: Mapping[str, Frozen]) -> Mapping[str, Frozen]:
        """The object that stands for all items equal to this one."""
        if id(item) in self._by_identity:
            return item
        value = _hashable(item)
        number = self._by_value.setdefault(value, len(self._items))
        if number == len(self._items):
            self._items.append(item)
            self._by_identity[id(item)] = number
        return self._items[number]

    def number_of(self, item: Mapping[str, Frozen]) -> int:
        """The number of an item that `keep` returned."""
        return self._by_identity[id(item)]

    def item(self, number: int) -> Mapping[str, Frozen]:
        """The item with this number. Empty for ABSENT."""
        return {} if number == ABSENT else self._items[number]


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((name, _hashable(value[name])) for name in sorted(value))
    if isinstance(value, tuple):
        return ("list", *(_hashable(each) for each in value))
    return value
