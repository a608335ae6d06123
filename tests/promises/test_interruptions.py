"""The function's process ended at each of its remote calls, before and after the call's effect, whatever it was doing.

An operation that is cut off goes on by itself: Lambda repeats the event, the state machine the step. And what
CloudFormation gives up meanwhile is taken back. At every fifth call here, at each with SWEEP=1 in the environment.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.lifecycle.scenes import prefixed
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.world import World

STRIDE = 1 if os.environ.get("SWEEP") else 5
KILLS = [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER]

Properties = dict[str, Any]


def by_search(world: World) -> Properties:
    tags = [{"Key": "team", "Value": "support"}]
    return {**prefixed(world, "+1206"), "ContactFlowArns": [world.flow_arns[0]], "Tags": tags}


def each_call(world: World, kill: FaultKind) -> Iterator[int]:
    """The world as it is now, again and again, with the function killed at a later call, until no call has it."""
    start, at = world.snapshot(), 0
    while True:
        world.restore(start)
        world.remote_calls.calm()
        world.remote_calls.forget()
        world.disturb(Fault(kill, at=at))
        yield at
        if not world.remote_calls.struck:
            assert at > 8, "it makes more calls than that"
            return
        at += STRIDE


@pytest.mark.parametrize("kill", KILLS)
@pytest.mark.parametrize(
    "asked", [by_search, lambda world: world.exact("+12065550142"), lambda world: world.exact("+12065550101")]
)
def test_a_create_is_carried_out_once_or_leaves_nothing(
    world: World, asked: Callable[[World], Properties], kill: FaultKind
) -> None:
    properties, resource = asked(world), world.resource()
    for at in each_call(world, kill):
        created = resource.create(properties)
        if properties.get("PhoneNumber") == "+12065550101":
            assert "can't be claimed" in created.reason
        else:
            assert world.held() == [created.data["PhoneNumber"]], at
        assert resource.delete(properties, created.physical_resource_id).succeeded
        world.settle()
        assert (world.held(), world.live_claims()) == ([], []), at
        assert len(world.operations()) <= 2


@pytest.mark.parametrize("kill", KILLS)
def test_a_create_that_is_given_up_meanwhile_leaves_nothing(world: World, kill: FaultKind) -> None:
    properties, resource = by_search(world), world.resource()
    for at in each_call(world, kill):
        cancelled = resource.cancel(resource.create_event(properties), after=2)
        assert resource.delete(properties, cancelled.physical_resource_id).succeeded
        world.settle()
        assert (world.held(), world.live_claims()) == ([], []), at


@pytest.mark.parametrize("kill", KILLS)
@pytest.mark.parametrize("policy", ["RELEASE", "PARK"])
def test_a_delete_is_carried_out(world: World, policy: str, kill: FaultKind) -> None:
    resource, properties = world.resource(), {**by_search(world), "ReleasePolicy": policy}
    created = resource.create(properties)
    for at in each_call(world, kill):
        assert resource.delete(properties, created.physical_resource_id).succeeded, at
        assert world.held() == world.parked() == ([created.data["PhoneNumber"]] if policy == "PARK" else []), at
        assert world.operations() == (["CLAIM"] if policy == "PARK" else ["CLAIM", "RELEASE"])
        assert world.live_claims() == []


def state(world: World, arn: str) -> Any:
    return world.describe(arn), world.flows_of(arn), world.held(), [claim["fate"] for claim in world.live_claims()]


@pytest.mark.parametrize("kill", KILLS)
@pytest.mark.parametrize(
    "changed", [{"PhoneNumberDescription": "Sales", "Tags": []}, {"PhoneNumberPrefixes": ["+1425"]}]
)
def test_an_update_can_be_rolled_back(world: World, changed: Properties, kill: FaultKind) -> None:
    old: Properties = {**by_search(world), "PhoneNumberDescription": "Support"}
    new = {**old, "ContactFlowArns": [world.flow_arns[1]], **changed}
    resource = world.resource()
    arn = resource.create(old).physical_resource_id
    before = state(world, arn)
    for at in each_call(world, kill):
        updated = roll_back(resource, old, new, arn)
        assert updated.succeeded, (at, updated.reason)
        world.settle()
        assert state(world, arn) == before, at


def roll_back(resource: Lifecycle, old: Properties, new: Properties, arn: str) -> Any:
    updated = resource.update(old, new, arn)
    back = resource.update(new, old, updated.physical_resource_id)
    assert back.physical_resource_id == arn
    if updated.physical_resource_id != arn:
        assert resource.delete(new, updated.physical_resource_id).succeeded
    return updated


@pytest.mark.parametrize("kill", KILLS)
def test_a_parked_number_is_taken_once(world: World, kill: FaultKind) -> None:
    properties = {**by_search(world), "ReleasePolicy": "PARK"}
    parker, taker = world.resource("Parker"), world.resource("Taker")
    arn = parker.create(properties).physical_resource_id
    assert parker.delete(properties, arn).succeeded
    for at in each_call(world, kill):
        assert taker.create(properties).physical_resource_id == arn, at
        assert (world.parked(), world.operations()) == ([], ["CLAIM"]), at
