"""What CloudFormation would never send is refused as that, without a trace; and told, where it can be."""

from typing import Any

import pytest

from tests.bad_input.sentence import assert_clear
from tests.bad_input.values import MISSING, VALUES, with_value
from tests.simulation.lambda_function import Failure
from tests.simulation.world import World

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


def wrong_values(key: str) -> dict[str, Any]:
    """Those that no event may have at a key. Any text is a PhysicalResourceId."""
    return {
        name: value
        for name, value in VALUES.items()
        if (key, name) not in RIGHT and not (key == "PhysicalResourceId" and isinstance(value, str) and value)
    }


def refusal(world: World, event: Any) -> str:
    """Why an event is refused, of which there is no trace; whether CloudFormation is told or the invocation fails."""
    before = world.ledger(), world.held(), len(world.calls())
    outcome = world.invoke(event)
    assert (world.ledger(), world.held(), len(world.calls())) == before
    assert world.state_machine.executions == []
    if isinstance(outcome, Failure):
        return str(world.function.errors[-1])
    assert isinstance(outcome["Refused"], str)
    return outcome["Refused"]


def update(world: World) -> dict[str, Any]:
    return dict(world.resource().update_event(world.search, world.search, "claim-0"))


@pytest.mark.parametrize("key", KEYS)
def test_a_malformed_event_is_refused_by_what_is_malformed(world: World, key: str) -> None:
    event = update(world)
    for name, value in wrong_values(key).items():
        if key == "RequestType" and value is MISSING:
            continue  # it is not CloudFormation's then
        reason = refusal(world, with_value(event, key, value))
        assert reason.startswith(f"Malformed event, nothing was done: {key} is "), name
        assert_clear(reason)


def test_cloudformation_is_told_where_it_says_who_it_asks(world: World) -> None:
    resource = world.resource()
    key = resource.send({**resource.create_event(world.search), "RequestType": "Move"})
    world.settle()
    told = world.cloudformation.response(key)
    assert told is not None
    assert told.reason.startswith("Malformed event, nothing was done: RequestType is 'Move'")
    assert resource.delete(world.search, told.physical_resource_id).succeeded


@pytest.mark.parametrize(
    "url", [None, 7, "", "http://example.com/x", "file:///etc/passwd", "https://", ["https://a/b"]]
)
def test_an_address_that_is_none_is_never_called(world: World, url: object) -> None:
    assert "ResponseURL is not an https address" in refusal(world, {**update(world), "ResponseURL": url})
    assert world.cloudformation.refused == []


@pytest.mark.parametrize("key", ["StackId", "LogicalResourceId", "RequestId"])
@pytest.mark.parametrize("kind", ["Create", "Update", "Delete"])
def test_no_kind_of_operation_is_carried_out_for_nobody(world: World, kind: str, key: str) -> None:
    event = {**update(world), "RequestType": kind}
    assert f"{key} is None" in refusal(world, with_value(event, key, MISSING))


def test_the_secret_of_an_event_is_not_in_the_reason(world: World) -> None:
    event = update(world)
    assert "X-Amz-Signature" in event["ResponseURL"]
    for broken in (with_value(event, "StackId", MISSING), {"Event": event}, {"RequestType": [event["ResponseURL"]]}):
        assert "X-Amz-Signature" not in refusal(world, broken)


@pytest.mark.parametrize(
    ("partition", "region"), [("aws", "us-east-1"), ("aws-us-gov", "us-gov-west-1"), ("aws-cn", "cn-north-1")]
)
def test_stacks_of_every_partition_and_ids_of_every_length_are_known(world: World, partition: str, region: str) -> None:
    uuid = "5d3a1c60-0000-11ee-9999-0a1b2c3d4e5f"
    stack_id = f"arn:{partition}:cloudformation:{region}:123456789012:stack/{'s' * 128}/{uuid}"
    event = {**update(world), "StackId": stack_id, "LogicalResourceId": "L" * 255, "RequestId": uuid}
    assert world.invoke(event) == {"Arrival": "NEWEST"}
    assert len(world.state_machine.executions) == 1
