"""The ledger's items, each kept once: equal items are one object, with a number."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from tests.simulation.item_values import Frozen

ABSENT = -1
"""Stands for an item that is not there."""


class Items:
    """Every item that was ever in the ledger."""

    def __init__(self) -> None:
        self._by_value: dict[Hashable, int] = {}
        self._by_identity: dict[int, int] = {}
        self._items: list[Mapping[str, Frozen]] = []

    def keep(self, item: Mapping[str, Frozen]) -> Mapping[str, Frozen]:
        """The one object for items that are equal to this one."""
        if id(item) in self._by_identity:
            return item
        value = _hashable(item)
        number = self._by_value.setdefault(value, len(self._items))
        if number == len(self._items):
            self._items.append(item)
            self._by_identity[id(item)] = number
        return self._items[number]

    def number_of(self, item: Mapping[str, Frozen]) -> int:
        """The number of an item that was kept."""
        return self._by_identity[id(item)]

    def item(self, number: int) -> Mapping[str, Frozen]:
        """The item of a number; empty for ABSENT."""
        return {} if number == ABSENT else self._items[number]


def _hashable(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((name, _hashable(value[name])) for name in sorted(value))
    if isinstance(value, tuple):
        return ("list", *(_hashable(each) for each in value))
    return value
