"""The function killed at its remote calls, before the call and after its effect: behind boto3, as it runs.

At every seventh here, at each with SWEEP=1 in the environment. `tests/faults` does so, and more, on a faster path.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from connect_phone_numbers import handler
from tests.handler.interruption import RemoteCalls
from tests.handler.lifecycle import FUNCTION_TIMEOUT, MARKER, Lifecycle, Response
from tests.handler.world import World

Properties = Callable[[World], dict[str, Any]]

STRIDE = 1 if os.environ.get("SWEEP") else 7
CALLS_AT_MOST = 60
"""More than any of these operations makes; a sweep ends with the first index that no call has."""


def by_search(world: World) -> dict[str, Any]:
    return {**world.search, "ContactFlowArns": [world.flow_arns[0]], "Tags": [{"Key": "team", "Value": "support"}]}


def exact(world: World) -> dict[str, Any]:
    return {**world.exact("+12065550142"), "ContactFlowArns": [world.flow_arns[0]]}


def somebody_elses(world: World) -> dict[str, Any]:
    return world.exact("+12065550101")


@pytest.fixture(params=[False, True], ids=["before", "after"])
def after_its_effect(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def calls(world: World) -> Iterator[RemoteCalls]:
    world.control.set_quota(world.instance_arn, 500)
    watched = RemoteCalls()
    handler.forget_clients()
    yield watched
    boto3.DEFAULT_SESSION = None


def patient(world: World, index: int) -> Lifecycle:
    """A resource whose waiter looks seldom: what it waits for is the end of a dead invocation's lock."""
    resource = world.resource(f"Killed{index}")
    resource.query_interval = FUNCTION_TIMEOUT // 2
    return resource


def available(world: World, properties: dict[str, Any], index: int) -> dict[str, Any]:
    """The properties with a number that no schedule before has used up."""
    if properties.get("PhoneNumber") == "+12065550142":
        return {**properties, "PhoneNumber": f"+1206555{110 + index:04d}"}
    return properties


def roll_back(world: World, resource: Lifecycle, created: Response, properties: dict[str, Any]) -> None:
    deleted = resource.delete(properties, created.physical_resource_id)
    assert deleted.succeeded, deleted.reason


@pytest.mark.parametrize("properties_of", [by_search, exact, somebody_elses])
def test_a_create_killed_and_rolled_back_leaves_nothing(
    world: World, calls: RemoteCalls, properties_of: Properties, after_its_effect: bool
) -> None:
    for fatal in range(0, CALLS_AT_MOST, STRIDE):
        properties = available(world, properties_of(world), fatal)
        resource = patient(world, fatal)
        world.control.clear_journal()
        calls.kill_at(fatal, after_its_effect=after_its_effect)
        created = resource.create(properties)
        made = list(calls.operations)
        calls.revive()
        if len(made) <= fatal:
            print(f"{properties_of.__name__}: {fatal // STRIDE} schedules")  # noqa: T201
            return
        if created.physical_resource_id == MARKER:
            assert world.sent("ClaimPhoneNumber") == [], "a failure in on_event comes before any claim"
        roll_back(world, resource, created, properties)
        assert world.held() == [], f"killed at call {fatal}, {made[fatal]}"
        assert world.live_claims() == [], f"killed at call {fatal}, {made[fatal]}"
    pytest.fail(f"a create makes more than {CALLS_AT_MOST} calls")


def test_a_create_killed_and_repeated_takes_one_number(
    world: World, calls: RemoteCalls, after_its_effect: bool
) -> None:
    properties = by_search(world)
    for fatal in range(0, CALLS_AT_MOST, STRIDE):
        resource = patient(world, fatal)
        event = resource.event("Create", properties)
        calls.kill_at(fatal, after_its_effect=after_its_effect)
        first = resource.run(event)
        made = list(calls.operations)
        calls.revive()
        # The lock of the dead invocation ends with its time.
        world.advance(FUNCTION_TIMEOUT)
        again = resource.run(event)
        assert again.succeeded, again.reason
        assert world.held() == [again.data["PhoneNumber"]], f"killed at call {fatal}, {made[-1]}"
        roll_back(world, resource, again, properties)
        if first.succeeded:
            return
    pytest.fail(f"a create makes more than {CALLS_AT_MOST} calls")


def test_a_delete_killed_and_tried_again_leaves_nothing(
    world: World, calls: RemoteCalls, after_its_effect: bool
) -> None:
    properties = by_search(world)
    for fatal in range(0, CALLS_AT_MOST, STRIDE):
        resource = patient(world, fatal)
        created = resource.create(properties)
        calls.kill_at(fatal, after_its_effect=after_its_effect)
        first = resource.delete(properties, created.physical_resource_id)
        made = list(calls.operations)
        calls.revive()
        again = resource.delete(properties, created.physical_resource_id)
        assert again.succeeded, again.reason
        assert world.held() == [], f"killed at call {fatal}, {made[-1]}"
        assert world.live_claims() == []
        if first.succeeded:
            return
    pytest.fail(f"a delete makes more than {CALLS_AT_MOST} calls")


def test_an_update_killed_and_rolled_back_changes_nothing(
    world: World, calls: RemoteCalls, after_its_effect: bool
) -> None:
    old = {**by_search(world), "PhoneNumberPrefixes": ["+1206"], "PhoneNumberDescription": "Support"}
    news = [
        {**old, "PhoneNumberDescription": "Sales", "ContactFlowArns": [world.flow_arns[1]], "Tags": []},
        {**old, "PhoneNumberPrefixes": ["+1425"]},
    ]
    for new in news:
        resource = patient(world, 0)
        created = resource.create(old)
        arn = created.physical_resource_id
        before, flows = world.describe(arn), world.flows_of(arn)
        for fatal in range(0, CALLS_AT_MOST, STRIDE):
            calls.kill_at(fatal, after_its_effect=after_its_effect)
            updated = resource.update(old, new, arn)
            made = list(calls.operations)
            calls.revive()
            rolled_back = resource.update(new, old, updated.physical_resource_id)
            assert rolled_back.physical_resource_id == arn, rolled_back.reason
            if updated.physical_resource_id != arn:
                roll_back(world, resource, updated, new)
            assert (world.describe(arn), world.flows_of(arn)) == (before, flows), f"killed at {made[-1]}"
            assert world.held() == [created.data["PhoneNumber"]], f"killed at call {fatal}, {made[-1]}"
            if len(made) <= fatal:
                break
        roll_back(world, resource, created, old)


def test_parking_and_adoption_killed_and_repeated_lose_nothing(
    world: World, calls: RemoteCalls, after_its_effect: bool
) -> None:
    properties = {**by_search(world), "ReleasePolicy": "PARK"}
    first = patient(world, 0)
    number = first.create(properties)
    resource, arn = first, number.physical_resource_id
    for fatal in range(0, CALLS_AT_MOST, STRIDE):
        calls.kill_at(fatal, after_its_effect=after_its_effect)
        parked = resource.delete(properties, arn)
        made = len(calls.operations)
        calls.revive()
        assert resource.delete(properties, arn).succeeded
        assert world.parked() == world.held() == [number.data["PhoneNumber"]]
        resource = patient(world, fatal + 1)
        calls.kill_at(fatal, after_its_effect=after_its_effect)
        adopted = resource.create(properties)
        made = max(made, len(calls.operations))
        calls.revive()
        if not adopted.succeeded:
            roll_back(world, resource, adopted, properties)
            assert world.parked() == world.held() == [number.data["PhoneNumber"]]
            resource = patient(world, CALLS_AT_MOST + fatal)
            adopted = resource.create(properties)
        assert adopted.physical_resource_id == arn, adopted.reason
        if parked.succeeded and made <= fatal:
            assert world.operations() == ["CLAIM"]
            return
    pytest.fail(f"parking or adopting makes more than {CALLS_AT_MOST} calls")
