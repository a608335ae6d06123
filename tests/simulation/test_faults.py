"""What goes wrong at a remote call, or with a whole invocation, in the whole thing."""

from typing import Any

from tests.simulation.fault import Fault, kinds_for
from tests.simulation.world import World


def test_every_kind_of_fault_at_a_call_of_each_service(world: World) -> None:
    """Each lasts a few seconds; the sweep of all calls is elsewhere."""
    before = world.snapshot()
    world.resource().create(world.search)
    calls = list(world.remote_calls.made)
    first = {call: index for index, call in reversed(list(enumerate(calls)))}
    for call, index in first.items():
        for kind in kinds_for(call):
            world.restore(before)
            world.remote_calls.calm()
            world.disturb(Fault(kind, at=index, seconds=5))
            resource = world.resource()
            created = resource.create(world.search)
            world.advance(max(1.0, world.remote_calls.disturbed_until - world.now()))
            deleted = resource.delete(world.search, created.physical_resource_id)
            world.settle()
            told: Any = (str(call), kind, created, deleted)
            assert deleted.succeeded, told
            assert world.held() == [], told
