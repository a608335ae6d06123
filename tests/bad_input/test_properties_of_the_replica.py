"""Whatever stands in a property of a replicated instance is used as it is, or refused before anything was done."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from replicated_instance import handler
from tests.bad_input.bench import Bench, refusal
from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import VALUES, with_value
from tests.handler.lifecycle import Context

RIGHT = {
    "InstanceArn": set[str](),
    "ReplicaRegion": set[str](),
    "ReplicaAlias": {"missing", "null", "empty", "a word", "digits"},
}
GARBAGE = ["missing", "null", "too long", "half of a surrogate pair", "a map", "deep", "any instance"]


@pytest.fixture
def asked_for(bench: Bench) -> dict[str, Any]:
    return {"InstanceArn": bench.instance_arn, "ReplicaRegion": "us-west-2", "ReplicaAlias": "resilient"}


@pytest.fixture
def no_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(region: str) -> Any:
        raise AssertionError(f"a client of {region} is asked for")

    monkeypatch.setattr(handler, "_connect_in", call)


FUNCTIONS: list[Callable[[Any, Any], dict[str, Any]]] = [handler.on_event, handler.is_complete]


@pytest.mark.usefixtures("no_calls")
@pytest.mark.parametrize("kind", ["Create", "Update"])
@pytest.mark.parametrize("property_name", RIGHT)
def test_what_is_wrong_is_refused_by_name(
    bench: Bench, asked_for: dict[str, Any], property_name: str, kind: str
) -> None:
    for name, value in VALUES.items():
        if name in RIGHT[property_name]:
            continue
        wrong = with_value(asked_for, property_name, value)
        event = bench.resource().event(kind, wrong, PhysicalResourceId="replica-0")
        for function in FUNCTIONS:
            reason = refusal(function, event)
            assert reason.startswith("Invalid replicated instance Support: "), name
            assert property_name in reason, name
            assert_clear(reason)


@pytest.mark.parametrize("name", sorted(RIGHT["ReplicaAlias"]))
def test_what_is_right_is_taken(bench: Bench, asked_for: dict[str, Any], name: str) -> None:
    event = bench.resource().event("Create", with_value(asked_for, "ReplicaAlias", VALUES[name]))
    assert handler.on_event(event, Context("i"))["PhysicalResourceId"].startswith("replica-")


def test_a_property_that_does_not_exist_is_refused(bench: Bench, asked_for: dict[str, Any]) -> None:
    event = bench.resource().event("Create", {**asked_for, "Region": "us-west-2"})
    assert "unknown property 'Region': ReplicaRegion may be meant" in refusal(handler.on_event, event)


@pytest.mark.usefixtures("no_calls")
@pytest.mark.parametrize("physical_resource_id", ["replica-0", "arn:", "arn:aws:connect:us-east-1::x", "rubbish"])
@pytest.mark.parametrize("properties", [None, [], "text", {"InstanceArn": 7}, {"Unknown": "shape"}], ids=repr)
def test_a_delete_that_names_no_replica_has_nothing_to_do(
    bench: Bench, physical_resource_id: str, properties: Any
) -> None:
    event = bench.resource().event("Delete", {}, PhysicalResourceId=physical_resource_id)
    event["ResourceProperties"] = properties
    assert handler.on_event(event, Context("i")) == {"PhysicalResourceId": physical_resource_id}
    assert handler.is_complete(event, Context("i")) == {"IsComplete": True}


@pytest.mark.usefixtures("fresh_clients")
@pytest.mark.parametrize("property_name", [*RIGHT, "OfTomorrow"])
def test_a_delete_ends_the_replica_whatever_its_properties_are(
    bench: Bench, asked_for: dict[str, Any], property_name: str
) -> None:
    replicas = boto3.client("connect", region_name="us-west-2")
    for name in GARBAGE:
        resource = bench.resource()
        created = drive(bench, resource.event("Create", asked_for))
        properties = with_value(asked_for, property_name, VALUES[name])
        drive(bench, resource.event("Delete", properties, PhysicalResourceId=created["PhysicalResourceId"]))
        assert replicas.list_instances()["InstanceSummaryList"] == [], name


@pytest.fixture
def fresh_clients() -> Any:
    handler.forget_clients()
    yield
    handler.forget_clients()


def drive(bench: Bench, event: dict[str, Any]) -> dict[str, Any]:
    """The answer that completes an operation."""
    event = {**event, **handler.on_event(event, Context("i"))}
    for _ in range(100):
        answer = handler.is_complete(event, Context("i"))
        if answer["IsComplete"]:
            return answer
        bench.control.advance(5)
    raise AssertionError("it is never complete")
