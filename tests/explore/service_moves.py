"""The moves that Amazon Connect makes by itself, at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.explore.configuration import Configuration, Fault
from tests.explore.move import Move
from tests.explore.numbers import Number, Status
from tests.explore.world import World


def service_moves(world: World, configuration: Configuration) -> Iterator[Move]:
    """The next moves of the service."""
    for number in world.numbers.numbers:
        if number.status is Status.IN_PROGRESS:
            yield _move(world, replace(number, status=Status.CLAIMED), "is CLAIMED now")
            if Fault.CLAIM_FAILS in configuration.faults and world.left.faults:
                failed = replace(number, status=Status.FAILED, is_listed=False, is_described=True)
                yield _move(world, failed, "could not be claimed: FAILED", is_fault=True)
        if number.status is Status.RELEASING:
            gone = replace(number, status=Status.GONE, is_listed=configuration.behaviour.list_lags)
            yield _move(world, gone, "is gone")
        if number.status is Status.FREE and Fault.NUMBER_TAKEN in configuration.faults and world.left.faults:
            yield _move(world, replace(number, status=Status.ANOTHERS), "is claimed by another account", is_fault=True)
        if not number.shows:
            yield _move(world, number.shown(), "shows as it is")


def _move(world: World, number: Number, what: str, *, is_fault: bool = False) -> Move:
    left = world.left._replace(faults=world.left.faults - 1) if is_fault else world.left
    become = world._replace(numbers=world.numbers.with_number(number), left=left)
    return Move((("Amazon Connect", None, f"{number.phone_number} {what}"),), become, is_fault=is_fault)
