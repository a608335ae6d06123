"""The moves of the clock: time goes on to the next moment that matters."""

from __future__ import annotations

from collections.abc import Iterator

from tests.explore.configuration import LATER, Configuration
from tests.explore.move import Move
from tests.explore.world import World


def waits(world: World, configuration: Configuration) -> Iterator[Move]:
    """The waits that a state allows. After a wait, the service has done everything that it promises to do in that time.

    A wait costs one of the path's waits if it is long, or if something could have gone on meanwhile and comes late.
    """
    if world.invocations and not configuration.is_stalling:
        return
    for seconds in configuration.waits:
        left, numbers = world.left, world.numbers
        if seconds >= LATER:
            if world.invocations:
                continue
            numbers = numbers.caught_up()
        if seconds >= LATER or _is_late(world):
            if not left.waits:
                continue
            left = left._replace(waits=left.waits - 1)
        become = world._replace(now=world.now + seconds, left=left, numbers=numbers)
        yield Move((("Time", None, f"{seconds} s go by"),), become)


def _is_late(world: World) -> bool:
    """Whether anything could go on now, so that a wait makes it late."""
    is_due = any(each.due is not None and each.due <= world.now for each in world.executions)
    return is_due or bool(world.deliveries) or bool(world.invocations)
