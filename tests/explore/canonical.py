"""The key of a state. States with the same key are the same situation, and are explored once.

The key leaves out differences that no rule of the function sees. A time counts by its age, and only as exactly as the
rules ask: 10 s and 16 s after a claim are the same situation, 130 s after it is another. Times that are compared with
each other count by their order: reservations and the quota's counted operations, and the signing of events. Versions
count by how far they are behind. Texts for people do not count.

The exploration is inexact in one way: two situations with the same key may differ in several short waits that add up to
a threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from connect_phone_numbers.ledger.layout import OPERATION, QUOTA
from tests.explore.invocation import Progress
from tests.explore.items import ABSENT, Items
from tests.explore.situation import Situation
from tests.explore.world import World


class Canonical:
    """Gives each state its key."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._parts: dict[Hashable, int] = {}
        self._situations: dict[Hashable, tuple[int, Situation]] = {}
        self._of_item: dict[tuple[int, int], int] = {}
        self._of_progress: dict[tuple[int, int], int] = {}
        self._of_part: dict[tuple[int, int], int] = {}
        self._alive: list[Any] = []
        """Objects whose identity is used in keys. They are kept alive, so that no other object gets their identity."""

    def key(self, world: World) -> Hashable:
        """The state's key."""
        number, situation = self._situation(world)
        partitions = sorted(
            self._partition(partition, number, situation) for pk, partition in world.ledger.items() if pk != "LEDGER"
        )

        def part(value: Any, look: Callable[[Any], Hashable]) -> int:
            return self._looked_at(value, number, look)

        return (
            tuple(partitions),
            part(world.numbers, situation.service),
            part(world.resources, situation.value),
            part(world.deliveries, situation.deliveries),
            part(world.executions, situation.executions),
            part(world.started, situation.started),
            tuple(
                sorted(
                    (part(each.source, situation.source), self._progress(each.progress, number, situation))
                    for each in world.invocations
                )
            ),
            world.by_hand,
        )

    def _looked_at(self, value: Any, number: int, look: Callable[[Any], Hashable]) -> int:
        key = (id(value), number)
        known = self._of_part.get(key)
        if known is None:
            self._alive.append(value)
            known = self._of_part[key] = self._part(look(value))
        return known

    def _situation(self, world: World) -> tuple[int, Situation]:
        quotas = tuple(
            self._items.number_of(item)
            for pk, items in world.ledger.items()
            if pk.startswith(QUOTA)
            for sk, item in items.items()
            if sk == "QUOTA"
        )
        moments = tuple(each.moments for each in world.resources)
        key = (world.now, quotas, moments)
        known = self._situations.get(key)
        if known is None:
            situation = Situation(world.now, [self._items.item(number) for number in quotas], moments)
            known = self._situations[key] = (len(self._situations), situation)
        return known

    def _part(self, value: Hashable) -> int:
        return self._parts.setdefault(value, len(self._parts))

    def _partition(self, partition: Mapping[str, Any], number: int, situation: Situation) -> int:
        key = (id(partition), number)
        known = self._of_part.get(key)
        if known is None:
            self._alive.append(partition)
            items = (
                self._item(self._items.number_of(item), number, situation)
                for sk, item in sorted(partition.items())
                if not sk.startswith(OPERATION)
            )
            known = self._of_part[key] = self._part(tuple(items))
        return known

    def _item(self, item: int, number: int, situation: Situation) -> int:
        if item == ABSENT:
            return ABSENT
        known = self._of_item.get((item, number))
        if known is None:
            known = self._of_item[item, number] = self._part(situation.item(self._items.item(item)))
        return known

    def _progress(self, progress: Progress, number: int, situation: Situation) -> int:
        known = self._of_progress.get((progress.number, number))
        if known is None:
            local = situation.local(progress.knows, self._part)
            of_task = (progress.task.program, progress.task.holder)
            known = self._of_progress[progress.number, number] = self._part((*of_task, local))
        return known
