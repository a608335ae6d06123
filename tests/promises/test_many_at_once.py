"""Fifty numbers at a time: all claimed, nobody throttled for long, no turn wasted."""

from collections.abc import Mapping
from typing import Any

import pytest

from connect_phone_numbers.ledger import pace
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.stack import Declared
from tests.simulation.world import World

COUNT = 50


@pytest.fixture(autouse=True)
def room(world: World) -> None:
    world.control.set_quota(world.instance_arn, 100)
    world.control.configure({"throttle": True})


def deploy(world: World) -> None:
    stack = world.stack()
    properties = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    deploying = stack.deploy({f"Number{index}": Declared(properties) for index in range(COUNT)})
    assert world.run_together(deploying) == [True], [each.reason for each in stack.responses if not each.succeeded]
    assert len(world.held()) == COUNT
    assert len(world.sent("ClaimPhoneNumber")) == COUNT


def test_all_are_claimed_within_a_minute_at_the_services_rate(world: World) -> None:
    began = world.now()
    deploy(world)
    assert world.now() - began < 90
    throttled = [call for call in world.control.journal() if call["error_code"] == "ThrottlingException"]
    assert throttled == [], "each has its turn"


@pytest.mark.parametrize("seconds", [60.0, 600.0])
def test_all_are_claimed_though_looks_are_throttled_for_a_while(world: World, seconds: float) -> None:
    """As a new account's ten concurrent executions are: it was FAILED once, though nothing had."""
    ends_at = world.now() + 5 + seconds

    def throttled(event: Mapping[str, Any]) -> InvocationFault | None:
        return InvocationFault.THROTTLED if ends_at - seconds < world.now() < ends_at else None

    world.function.next_fault = throttled
    deploy(world)
    assert world.function.errors == []


def test_a_turn_that_was_taken_is_used_though_something_else_is_waited_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is being read by another just then: the turn is kept in the resource's record."""
    taken, take = list[str](), pace.Pace._take

    def counted(self: Any, key: Any, now: int) -> int:
        slot = take(self, key, now)
        taken.append(key["SK"])
        return slot

    monkeypatch.setattr(pace.Pace, "_take", counted)
    deploy(world)
    assert taken.count("ClaimPhoneNumber") == COUNT
