"""Events that are broken at random: an answer or a clear sentence, and never a second number or an entry for nobody.

`FUZZED_EVENTS=20000` runs as many of each kind; without it, a sample.
"""

import copy
import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connect_phone_numbers import handler
from connect_phone_numbers.errors import PhoneNumberError
from replicated_instance import handler as replicated_instance_handler
from tests.bad_input.bench import Bench
from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import MISSING, VALUES
from tests.handler.lifecycle import Context

EVENTS = int(os.environ.get("FUZZED_EVENTS", "150"))
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
TAGS = [{"Key": "team", "Value": "support"}]


def valid_events(bench: Bench) -> list[dict[str, Any]]:
    resource, named = bench.resource(), {"PhysicalResourceId": "claim-0"}
    full = {
        **bench.search,
        "PhoneNumberPrefixes": ["+1206"],
        "PhoneNumberDescription": "Support",
        "Tags": TAGS,
        "AdoptParked": "true",
        "ReleasePolicy": "PARK",
    }
    return [
        resource.event("Create", bench.exact),
        resource.event("Create", {**full, "ContactFlowArns": [bench.flow_arns[0]]}),
        resource.event("Update", full, OldResourceProperties=bench.exact, **named),
        resource.event("Delete", full, **named),
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


def call(function: Callable[[Any, Any], Any], event: Any) -> dict[str, Any] | None:
    """The answer, or None where the event is refused; anything else is a defect."""
    try:
        answer: dict[str, Any] = function(copy.deepcopy(event), Context("invocation"))
    except PhoneNumberError as refused:
        assert_clear(str(refused))
        return None
    return answer


def check(bench: Bench, event: Any) -> None:
    before, held = bench.ledger(), bench.held()
    answer = call(handler.on_event, event)
    assert bench.held() == held
    if answer is None:
        assert bench.ledger() == before
        assert call(handler.is_complete, event) is None
        assert (bench.ledger(), bench.held()) == (before, held)
        return
    completed = call(handler.is_complete, {**event, **answer})
    assert completed is None or isinstance(completed["IsComplete"], bool)
    assert len(bench.held()) <= len(held) + 1
    if bench.held() or len(bench.ledger()) > 20:
        bench.start_afresh()


def test_the_events_are_valid_before_they_are_broken(bench: Bench) -> None:
    for index in range(len(valid_events(bench))):
        bench.start_afresh()
        event = valid_events(bench)[index]
        call(handler.on_event, event)
        answered = call(handler.is_complete, {"PhysicalResourceId": "claim-0", **event})
        assert answered is not None
        assert bool(bench.held()) == (event["RequestType"] != "Delete")


@fuzzed
@given(data=st.data())
def test_a_valid_event_that_is_broken_here_and_there(bench: Bench, data: st.DataObject) -> None:
    check(bench, data.draw(broken(data.draw(st.sampled_from(valid_events(bench))))))


@fuzzed
@given(event=any_json)
def test_anything_that_is_json(bench: Bench, event: Any) -> None:
    assert call(handler.on_event, event) is None
    check(bench, event)


@fuzzed
@given(properties=any_json, old=any_json)
def test_anything_that_is_json_as_the_properties_of_a_valid_event(bench: Bench, properties: Any, old: Any) -> None:
    for event in valid_events(bench):
        check(bench, {**event, "ResourceProperties": properties, "OldResourceProperties": old})


@fuzzed
@given(data=st.data())
def test_the_replicas_handler_at_the_start_of_an_operation(bench: Bench, data: st.DataObject) -> None:
    properties = {"InstanceArn": bench.instance_arn, "ReplicaRegion": "us-west-2", "ReplicaAlias": "resilient"}
    kind = data.draw(st.sampled_from(["Create", "Update", "Delete"]))
    event = bench.resource().event(kind, properties, PhysicalResourceId="replica-0")
    answer = call(replicated_instance_handler.on_event, data.draw(broken(event)))
    assert answer is None or isinstance(answer["PhysicalResourceId"], str)
