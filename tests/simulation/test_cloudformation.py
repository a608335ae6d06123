"""CloudFormation's requests to custom resources, by its rules."""

from typing import Any

import pytest

from tests.simulation.answering_function import AnsweringFunction
from tests.simulation.cloudformation import CANCELLED, TIMED_OUT, TWICE, Delivery
from tests.simulation.logical_resource import LogicalResource, new_stack_id
from tests.simulation.response import Response

PROPERTIES = {"TargetArn": "arn", "Adopt": True, "Tags": [{"Key": "n", "Value": 1}]}


@pytest.fixture
def function() -> AnsweringFunction:
    return AnsweringFunction()


@pytest.fixture
def logical(function: AnsweringFunction) -> LogicalResource:
    return LogicalResource(function.cloudformation, new_stack_id(function.cloudformation), "Support")


def respond(function: AnsweringFunction, logical: LogicalResource, delivery: Delivery | None = None) -> Response:
    """The response to a Create."""
    key = function.cloudformation.send(logical.create(PROPERTIES), delivery)
    function.timeline.run_until(lambda: function.cloudformation.response(key) is not None)
    response = function.cloudformation.response(key)
    assert response is not None
    return response


def test_an_event(logical: LogicalResource) -> None:
    event = dict(logical.update({"TargetArn": "old"}, PROPERTIES, "id"))
    assert event.pop("ResponseURL").startswith(
        "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/"
        "arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/stack-1/00000001-aaaa%7CSupport%7C"
        "00000002-0000-4000-8000-000000000000"
        "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=7200&"
    )
    token = "arn:aws:lambda:us-east-1:123456789012:function:phone-numbers"
    own = {"ServiceToken": token, "ServiceTimeout": "2880"}
    assert event == {
        "RequestType": "Update",
        "ServiceToken": token,
        "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/stack-1/00000001-aaaa",
        "RequestId": "00000002-0000-4000-8000-000000000000",
        "LogicalResourceId": "Support",
        "ResourceType": "Custom::ConnectPhoneNumber",
        "ResourceProperties": {
            **own,
            "TargetArn": "arn",
            "Adopt": "true",
            "Tags": [{"Key": "n", "Value": "1"}],
        },
        "OldResourceProperties": {**own, "TargetArn": "old"},
        "PhysicalResourceId": "id",
    }


def test_the_first_answer_counts(function: AnsweringFunction, logical: LogicalResource) -> None:
    response = respond(function, logical)
    assert (response.status, response.physical_resource_id) == ("SUCCESS", "Support-1")
    assert function.put(function.events[0], PhysicalResourceId="another") == 200
    assert function.cloudformation.response(0) == response
    assert len(function.cloudformation.refused) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"Reason": "x" * 4096}, "Response object is too long."),
        ({"PhysicalResourceId": ""}, "Invalid PhysicalResourceId"),
        ({"PhysicalResourceId": "x" * 1025}, "Invalid PhysicalResourceId"),
        ({"Status": "DONE"}, "Invalid Status: DONE"),
    ],
)
def test_an_answer_that_can_not_be_accepted(
    function: AnsweringFunction, logical: LogicalResource, answer: dict[str, Any], reason: str
) -> None:
    function.answer = lambda event: answer
    response = respond(function, logical)
    assert (response.status, response.reason) == ("FAILED", reason)
    assert response.physical_resource_id == "stack-1-Support-000000000003"


@pytest.mark.parametrize("name", ["StackId", "RequestId", "LogicalResourceId"])
def test_an_answer_to_something_else_does_not_count(
    function: AnsweringFunction, logical: LogicalResource, name: str
) -> None:
    function.answer = lambda event: {name: "another"}
    assert respond(function, logical).reason == TIMED_OUT
    assert [status for status, _ in function.cloudformation.refused] == [200]


def test_a_failure(function: AnsweringFunction, logical: LogicalResource) -> None:
    function.answer = lambda event: {"Status": "FAILED", "Reason": "none left", "PhysicalResourceId": "pending"}
    response = respond(function, logical)
    assert (response.succeeded, response.physical_resource_id, response.reason) == (False, "pending", "none left")


@pytest.mark.parametrize(("service_timeout", "seconds"), [(2880, 2880), (3600, 3600), (9999, 3600)])
def test_no_answer_in_time(function: AnsweringFunction, service_timeout: int, seconds: float) -> None:
    function.answer = lambda event: None
    logical = LogicalResource(
        function.cloudformation, new_stack_id(function.cloudformation), "Support", service_timeout=service_timeout
    )
    before = function.timeline.now()
    response = respond(function, logical)
    assert (response.reason, function.timeline.now() - before) == (TIMED_OUT, seconds)
    assert response.physical_resource_id == "stack-1-Support-000000000003"


def test_an_update_without_an_answer_keeps_its_id(function: AnsweringFunction, logical: LogicalResource) -> None:
    function.answer = lambda event: None
    key = function.cloudformation.send(logical.update(PROPERTIES, PROPERTIES, "known"))
    function.cloudformation.give_up(key)
    response = function.cloudformation.response(key)
    assert response == Response("FAILED", "known", CANCELLED)
    function.timeline.run()
    assert function.timeline.now() - function.cloudformation.now() == 0


def test_an_address_takes_answers_for_two_hours(function: AnsweringFunction, logical: LogicalResource) -> None:
    function.answer = lambda event: None
    respond(function, logical)
    function.timeline.pass_time(7199 - 2880)
    assert function.put(function.events[0]) == 200
    function.timeline.pass_time(1)
    assert function.put(function.events[0]) == 403
    assert [status for status, _ in function.cloudformation.refused] == [200, 403]


def test_an_address_that_nobody_signed(function: AnsweringFunction) -> None:
    assert function.cloudformation.put("https://example.com/", b"{}") == 403


def test_deliveries(function: AnsweringFunction, logical: LogicalResource) -> None:
    respond(function, logical, TWICE)
    function.timeline.run()
    assert function.told == ["Create Support"] * 2
    respond(function, logical, Delivery((3000.0,)))
    function.timeline.run()
    assert function.told == ["Create Support"] * 3
    event = function.cloudformation.event(0)
    function.cloudformation.deliver(event, after=60)
    function.timeline.run()
    assert function.events[-1] == event


def test_events_out_of_order(function: AnsweringFunction, logical: LogicalResource) -> None:
    function.cloudformation.send(logical.create(PROPERTIES), Delivery((10.0,)))
    function.cloudformation.send(logical.delete(PROPERTIES, "id"))
    function.timeline.run()
    assert function.told == ["Delete Support id", "Create Support"]


def test_a_request_id_that_is_used_again_has_the_same_address(
    function: AnsweringFunction, logical: LogicalResource
) -> None:
    function.answer = lambda event: None
    first = logical.create(PROPERTIES)
    respond(function, logical)
    again = logical.create(PROPERTIES, first["RequestId"])
    assert again["ResponseURL"] != first["ResponseURL"]
    key = function.cloudformation.send(again)
    assert function.put(first) == 200
    response = function.cloudformation.response(key)
    assert response is not None
    assert response.succeeded


def test_a_success_that_is_lost(function: AnsweringFunction, logical: LogicalResource) -> None:
    function.cloudformation.loses_next_success = True
    assert not respond(function, logical).succeeded
    assert respond(function, logical).succeeded


def test_a_copy_is_what_was_asked(function: AnsweringFunction, logical: LogicalResource) -> None:
    copies = function.timeline.snapshot(), function.cloudformation.snapshot()
    first = respond(function, logical)
    function.timeline.restore(copies[0])
    function.cloudformation.restore(copies[1])
    assert function.cloudformation.events == []
    assert respond(function, logical).body["RequestId"] == first.body["RequestId"]
