"""Searches: a page at a time, read once for all who ask at the same time, and never for ever."""

from tests.lifecycle.scenes import durations, prefixed
from tests.simulation.stack import Declared
from tests.simulation.world import World


def test_creates_at_once_share_a_page(world: World) -> None:
    world.control.set_quota(world.instance_arn, 30)
    stack = world.stack()
    deploying = stack.deploy({f"Number{index}": Declared(world.search) for index in range(9)})
    assert world.run_together(deploying) == [True]
    assert len(world.sent("SearchAvailablePhoneNumbers")) == 1
    assert len(world.sent("ClaimPhoneNumber")) == 9, "nobody lost a race"


def test_a_search_with_ninety_prefixes_that_finds_nothing_ends(world: World) -> None:
    """At two requests per second, its first page is old before its last one is read."""
    world.control.configure({"throttle": True})
    prefixes = [f"+12065559{index:03d}" for index in range(90)]
    began, took = world.now(), durations(world)
    refused = world.resource().deploy(prefixed(world, *prefixes))
    assert "No DID number in US with prefix" in refused.reason
    assert len(world.sent("SearchAvailablePhoneNumbers")) == 90, "each once"
    assert world.now() - began < 60
    assert max(took.values()) <= 3.0, "it waits in the state machine, not in the function"


def test_others_search_beside_one_with_many_prefixes(world: World) -> None:
    world.control.configure({"throttle": True})
    greedy, modest = world.stack(), world.stack()
    prefixes = [f"+12065559{index:03d}" for index in range(90)]
    deploying = greedy.deploy({"Number": Declared(prefixed(world, *prefixes))})
    assert world.run_together(deploying, modest.deploy({"Number": Declared(world.search)})) == [False, True]
    [response] = modest.responses
    assert response.succeeded
