"""The first state of an exploration."""

from __future__ import annotations

from connect_phone_numbers.ledger.layout import SETTINGS_KEY
from tests.explore import stack
from tests.explore.cloudformation import with_resource
from tests.explore.configuration import Configuration
from tests.explore.ledger import Ledger
from tests.explore.moves import Moves
from tests.explore.numbers import Numbers
from tests.explore.promises import is_at_rest
from tests.explore.stack import Resource
from tests.explore.world import Left, World

NOW = 1_900_000_000
_STEPS = 2000
_PAUSE = 400
"""Seconds between the preparation and the exploration: longer than the ledger uses any reading."""


def begin(configuration: Configuration, ledger: Ledger, moves: Moves) -> World:
    """The first state. The resources that exist at the beginning are created, without faults."""
    world = World(
        NOW,
        ledger.contents({**SETTINGS_KEY, "MadeAt": NOW}),
        Numbers(configuration.numbers),
        tuple(Resource(name) for name in configuration.creates),
        Left(0),
    )
    for index, resource in enumerate(world.resources):
        asks = configuration.begins_with.get(resource.name)
        if asks is not None:
            world = _settled(with_resource(world, index, stack.create(resource, asks, world.now)), moves)
    for name in configuration.parked:
        index = next(i for i, each in enumerate(world.resources) if each.name == name)
        world = _settled(with_resource(world, index, stack.delete(world.resources[index], world.now)), moves)
    return world


def _settled(world: World, moves: Moves) -> World:
    """The world once everything under way has ended, one step after the other."""
    for _ in range(_STEPS):
        if is_at_rest(world):
            return world._replace(now=world.now + _PAUSE)
        move = next(each for each in moves.of(world) if not each.is_fault)
        assert not move.wrong, move.wrong
        world = move.world
    raise AssertionError("what is there at first does not come to rest")
