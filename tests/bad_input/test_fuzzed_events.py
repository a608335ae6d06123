"""Events that are broken at random: an answer or a clear sentence, and never a second number or an entry for nobody.

`FUZZED_EVENTS=20000` runs as many of each kind; without it, a sample.
"""

import copy
import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import MISSING, VALUES
from tests.simulation.cloudformation import Event
from tests.simulation.logical_resource import (
    QUOTA_INCREASE,
    REPLICATED_INSTANCE,
    TRAFFIC_DISTRIBUTION,
    TRAFFIC_DISTRIBUTION_GROUP_USER,
)
from tests.simulation.response import RESPONSE_BYTES
from tests.simulation.world import World
from tests.traffic_distribution.test_group_user import new_user

EVENTS = int(os.environ.get("FUZZED_EVENTS", "100"))
fuzzed = settings(
    max_examples=EVENTS,
    deadline=None,
    derandomize="FUZZED_EVENTS" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

any_text = st.text(st.characters(exclude_categories=[]), max_size=40)
any_scalar = st.none() | st.booleans() | st.integers() | st.floats() | any_text
any_json = st.recursive(
    any_scalar, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(any_text, inner, max_size=5), max_leaves=20
)
KNOWN = [value for value in VALUES.values() if value is not MISSING]


@pytest.fixture
def valid_events(world: World) -> list[dict[str, Any]]:
    resource = world.resource()
    full = {
        **world.search,
        "PhoneNumberPrefixes": ["+1206"],
        "PhoneNumberDescription": "Support",
        "Tags": [{"Key": "team", "Value": "support"}],
        "TakeParked": "true",
        "ReleasePolicy": "PARK",
    }
    source_arn = world.control.request_source("+12065550999")
    events = [
        resource.create_event(world.exact("+12065550100")),
        resource.create_event({**full, "ContactFlowArns": [world.flow_arns[0]]}),
        resource.update_event(world.exact("+12065550100"), full, "claim-0"),
        resource.delete_event(full, "claim-0"),
        world.resource().create_event({"TargetArn": world.instance_arn, "SourcePhoneNumberArn": source_arn}),
    ]
    return [dict(event) for event in [*events, *events_of_other_types(world)]]


def events_of_other_types(world: World) -> list[Event]:
    group_arn = world.add_group("us-west-2")
    world.advance(5)
    shares = [{"Region": "us-east-1", "Percentage": 70}, {"Region": "us-west-2", "Percentage": 30}]
    of_group = {"TrafficDistributionGroupArn": group_arn}
    valid = {
        REPLICATED_INSTANCE: {
            "InstanceArn": world.new_instance()[0],
            "ReplicaRegion": "us-west-2",
            "ReplicaAlias": "resilient",
        },
        QUOTA_INCREASE: {"InstanceArn": world.instance_arn, "DesiredValue": 20},
        TRAFFIC_DISTRIBUTION: {**of_group, "TelephonyConfig": {"Distributions": shares}},
        TRAFFIC_DISTRIBUTION_GROUP_USER: {**of_group, "UserArn": new_user(world)},
    }
    resources = {resource_type: world.resource("Other", resource_type) for resource_type in valid}
    return [
        *(resources[resource_type].create_event(properties) for resource_type, properties in valid.items()),
        *(resources[resource_type].delete_event(properties, "other-0") for resource_type, properties in valid.items()),
    ]


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Every key of every map, and every index of every list, with what it is in."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in places_in(value[key])]


@st.composite
def broken(draw: Callable[..., Any], event: dict[str, Any]) -> dict[str, Any]:
    """The event with one to three of its parts left out, replaced or renamed."""
    event = copy.deepcopy(event)
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(places_in(event) or [(event, "RequestType")]))
        change = draw(st.sampled_from(["leave out", "replace", "replace by a known one", "rename"]))
        if change == "replace" or isinstance(container, list):
            container[key] = draw(any_json)
        elif change == "replace by a known one":
            container[key] = copy.deepcopy(draw(st.sampled_from(KNOWN)))
        else:
            kept = container.pop(key, None)
            if change == "rename":
                container[draw(any_text)] = kept
    return event


def check(world: World, event: Any) -> None:
    """Carry an event out to its end, and go back to how it was."""
    start = world.snapshot()
    world.function.errors.clear()
    world.invoke(event)
    world.timeline.run(most=5_000)
    assert world.function.mistakes == []
    for error in world.function.errors:
        assert_clear(str(error))
    for _, body in world.cloudformation.refused:
        assert len(body) <= RESPONSE_BYTES
        answer = json.loads(body)
        if answer["Status"] == "FAILED":
            assert_clear(answer["Reason"])
    assert len(world.held()) <= 1
    records = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
    assert all("/" in record["PK"] for record in records), "of a stack"
    assert [execution.status for execution in world.state_machine.executions] == ["SUCCEEDED"] * len(records)
    world.restore(start)


def test_the_events_are_valid_before_they_are_broken(world: World, valid_events: list[dict[str, Any]]) -> None:
    for event in valid_events:
        start = world.snapshot()
        assert world.invoke(event) == {"Arrival": "NEWEST"}
        world.settle()
        [(_, body)] = world.cloudformation.refused
        assert json.loads(body)["Status"] == "SUCCESS", body
        world.restore(start)


@fuzzed
@given(data=st.data())
def test_a_valid_event_that_is_broken_here_and_there(
    world: World, valid_events: list[dict[str, Any]], data: st.DataObject
) -> None:
    check(world, data.draw(broken(data.draw(st.sampled_from(valid_events)))))


@fuzzed
@given(event=any_json)
def test_anything_that_is_json(world: World, event: Any) -> None:
    check(world, event)


@fuzzed
@given(properties=any_json, old=any_json)
def test_anything_that_is_json_as_the_properties_of_a_valid_event(
    world: World, valid_events: list[dict[str, Any]], properties: Any, old: Any
) -> None:
    for event in valid_events:
        check(world, {**event, "ResourceProperties": properties, "OldResourceProperties": old})


@fuzzed
@given(data=st.data())
def test_the_state_machines_events(world: World, data: st.DataObject) -> None:
    """Nobody but the state machine sends them; what they name is not there."""
    resource = data.draw(any_text | any_text.map(lambda text: f"RESOURCE#{text}") | st.just("RESOURCE#stack#Number"))
    operation = data.draw(any_text | any_text.map(lambda text: f"20261121T190000Z.{text}"))
    event = {"Resource": resource, "Operation": operation, "Failure": data.draw(any_json)}
    world.invoke(event)
    assert world.function.mistakes == []
    assert (world.held(), world.live_claims()) == ([], [])
