"""What CloudFormation would never send is refused as that, by both functions of both handlers, without a trace."""

from typing import Any

import pytest

from connect_phone_numbers import handler
from replicated_instance import handler as replicated_instance_handler
from tests.bad_input.bench import Bench, refusal
from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import MISSING, VALUES, with_value
from tests.handler.lifecycle import Context

KEYS = ["RequestType", "StackId", "LogicalResourceId", "RequestId", "PhysicalResourceId", "ResourceProperties"]
RIGHT = {
    # Letters and digits.
    ("LogicalResourceId", "a word"),
    ("LogicalResourceId", "digits"),
    ("RequestId", "a word"),
    ("RequestId", "digits"),
    # A map: what is in it is another matter.
    ("ResourceProperties", "an empty map"),
    ("ResourceProperties", "a map"),
    ("ResourceProperties", "many keys"),
}
EVENTS: list[Any] = [None, [], "Create", 7, True, {}, [{"RequestType": "Create"}], {"RequestType": "create"}]


def wrong_values(key: str) -> dict[str, Any]:
    """Those that no event may have at a key. Any text is a PhysicalResourceId."""
    return {
        name: value
        for name, value in VALUES.items()
        if (key, name) not in RIGHT and not (key == "PhysicalResourceId" and isinstance(value, str) and value)
    }


@pytest.mark.parametrize("key", KEYS)
def test_a_malformed_event_is_refused_by_what_is_malformed(bench: Bench, key: str) -> None:
    event = bench.resource().event("Update", bench.search, PhysicalResourceId="claim-0")
    for name, value in wrong_values(key).items():
        reason = bench.refusal(with_value(event, key, value))
        assert reason.startswith(f"Malformed event, nothing was done: {key} is "), name
        assert_clear(reason)


@pytest.mark.parametrize("event", EVENTS, ids=repr)
def test_what_is_no_event_at_all_is_refused(bench: Bench, event: Any) -> None:
    reason = bench.refusal(event)
    assert reason.startswith("Malformed event, nothing was done: ")
    assert_clear(reason)


@pytest.mark.parametrize("kind", ["Create", "Update", "Delete"])
@pytest.mark.parametrize("key", ["StackId", "LogicalResourceId", "RequestId"])
def test_no_kind_of_operation_is_carried_out_for_nobody(bench: Bench, kind: str, key: str) -> None:
    event = bench.resource().event(kind, bench.search, PhysicalResourceId="claim-0")
    assert f"{key} is None" in bench.refusal(with_value(event, key, MISSING))


def test_the_secret_of_an_event_is_not_in_the_reason(bench: Bench) -> None:
    event = bench.resource().event("Create", bench.search)
    assert "secret" in event["ResponseURL"]
    for broken in (with_value(event, "StackId", MISSING), [event], event["ResponseURL"]):
        assert "secret" not in bench.refusal(broken)


@pytest.mark.parametrize("key", KEYS)
def test_the_replicas_handler_refuses_them_likewise(bench: Bench, key: str) -> None:
    event = bench.resource().event("Update", {}, PhysicalResourceId="replica-0")
    functions = (replicated_instance_handler.on_event, replicated_instance_handler.is_complete)
    for name, value in wrong_values(key).items():
        for function in functions:
            reason = refusal(function, with_value(event, key, value))
            assert reason.startswith(f"Malformed event, nothing was done: {key} is "), name
            assert_clear(reason)


def test_stacks_of_every_partition_are_known(bench: Bench) -> None:
    uuid = "5d3a1c60-0000-11ee-9999-0a1b2c3d4e5f"
    for partition, region in [("aws", "us-east-1"), ("aws-us-gov", "us-gov-west-1"), ("aws-cn", "cn-north-1")]:
        stack_id = f"arn:{partition}:cloudformation:{region}:123456789012:stack/{'s' * 128}/{uuid}"
        target = f"arn:{partition}:connect:{region}:123456789012:instance/0b1c"
        event = bench.resource().event("Create", {**bench.search, "TargetArn": target})
        event |= {"StackId": stack_id, "LogicalResourceId": "L" * 255, "RequestId": uuid}
        assert handler.on_event(event, Context("i"))["PhysicalResourceId"].startswith("claim-")
