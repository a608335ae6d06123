"""Every update, as a success and as a failure at each of its calls that is rolled back.

CloudFormation rolls an update in place back by an Update with old and new swapped; one that replaced the number also by
a Delete of the new one alone. Whatever happens, the stack ends with the number, target, description, tags and flows it
had, and no third number was claimed.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.handler.lifecycle import Lifecycle, Response
from tests.handler.world import World

REPLICA = "us-west-2"
REFUSED_FOR = 30

Change = Callable[[World, dict[str, Any]], dict[str, Any]]


def description(_: World, old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "PhoneNumberDescription": "Sales"}


def tags(_: World, old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "Tags": [{"Key": "team", "Value": "sales"}, {"Key": "new", "Value": "1"}]}


def flow_changed(world: World, old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "ContactFlowArns": [world.flow_arns[1]]}


def flow_removed(_: World, old: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in old.items() if key != "ContactFlowArns"}


def to_another_instance(world: World, old: dict[str, Any]) -> dict[str, Any]:
    other = world.add_instance()
    return {**old, "TargetArn": other.instance_arn, "ContactFlowArns": [other.flow_arns[0]]}


def to_a_group(world: World, old: dict[str, Any]) -> dict[str, Any]:
    group = world.add_group(REPLICA)
    world.advance(5)
    replica_flow = world.flow_arns[1].replace("us-east-1", REPLICA)
    return {**old, "TargetArn": group, "ContactFlowArns": [world.flow_arns[0], replica_flow]}


def wider_search(_: World, old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "PhoneNumberPrefixes": ["+1206", "+1425"]}


def all_in_place(world: World, old: dict[str, Any]) -> dict[str, Any]:
    return description(world, tags(world, to_another_instance(world, old)))


def another_search(_: World, old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "PhoneNumberPrefixes": ["+1425"], "PhoneNumberDescription": "Sales"}


def an_exact_number(_: World, old: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in old.items() if not key.startswith("PhoneNumber")}
    return {**rest, "PhoneNumber": "+13125550142"}


IN_PLACE = [
    description,
    tags,
    flow_changed,
    flow_removed,
    to_another_instance,
    to_a_group,
    wider_search,
    all_in_place,
]
REPLACING = [another_search, an_exact_number]
CHANGES = [
    "ClaimPhoneNumber",
    "UpdatePhoneNumber",
    "UpdatePhoneNumberMetadata",
    "TagResource",
    "UntagResource",
    "AssociatePhoneNumberContactFlow",
    "DisassociatePhoneNumberContactFlow",
]


@pytest.fixture
def old(world: World) -> dict[str, Any]:
    return {
        **world.search,
        "PhoneNumberPrefixes": ["+1206"],
        "PhoneNumberDescription": "Support",
        "Tags": [{"Key": "team", "Value": "support"}],
        "ContactFlowArns": [world.flow_arns[0]],
    }


def state(world: World, arn: str) -> tuple[Any, ...]:
    described = world.describe(arn)
    kept = ("PhoneNumber", "TargetArn", "PhoneNumberDescription", "PhoneNumberStatus", "Tags")
    return (*(described.get(key) for key in kept), sorted(world.flows_of(arn)))


def create(world: World, properties: dict[str, Any]) -> tuple[Lifecycle, Response]:
    resource = world.resource()
    created = resource.create(properties)
    assert created.succeeded, created.reason
    return resource, created


def is_as_wanted(world: World, arn: str, wanted: dict[str, Any]) -> bool:
    number = world.describe(arn)
    own_tags = {key: value for key, value in number["Tags"].items() if not key.startswith("connect-phone-number:")}
    return bool(
        number["TargetArn"] == wanted["TargetArn"]
        and number.get("PhoneNumberDescription", "") == wanted.get("PhoneNumberDescription", "")
        and own_tags == {tag["Key"]: tag["Value"] for tag in wanted["Tags"]}
        and sorted(world.flows_of(arn)) == sorted(wanted.get("ContactFlowArns", []))
    )


@pytest.mark.parametrize("change", IN_PLACE)
def test_in_place_and_back(world: World, old: dict[str, Any], change: Change) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before = state(world, arn)
    updated = resource.update(old, new, arn)
    assert updated.physical_resource_id == arn, updated.reason
    assert is_as_wanted(world, arn, new)
    # Another resource of the stack failed.
    assert resource.update(new, old, arn).physical_resource_id == arn
    assert state(world, arn) == before
    assert len(world.sent("ClaimPhoneNumber")) == 1


@pytest.mark.parametrize("change", IN_PLACE)
def test_in_place_failing_at_each_call(world: World, old: dict[str, Any], change: Change) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before = state(world, arn)
    failures = 0
    for operation in CHANGES:
        world.control.inject_fault(operation, "access_denied", count=REFUSED_FOR)
        updated = resource.update(old, new, arn)
        world.control.clear_faults()
        failures += not updated.succeeded
        assert resource.update(new, old, arn).physical_resource_id == arn
        assert state(world, arn) == before, f"failed at {operation}"
    assert failures or change is wider_search, "an update that makes no call can't fail"
    assert world.held() == [created.data["PhoneNumber"]]


@pytest.mark.parametrize("change", [to_another_instance, to_a_group])
def test_a_move_that_the_service_fails(world: World, old: dict[str, Any], change: Change) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before = state(world, arn)
    world.control.fail_next_updates("The limit of claimed phone numbers for this target has been reached.")
    updated = resource.update(old, new, arn)
    assert "could not be moved from" in updated.reason
    assert resource.update(new, old, arn).physical_resource_id == arn
    after = state(world, arn)
    assert after[:3] == before[:3]
    assert after[4:] == before[4:]


@pytest.mark.parametrize("change", REPLACING)
def test_replacing(world: World, old: dict[str, Any], change: Change) -> None:
    resource, created = create(world, old)
    new = change(world, old)
    updated = resource.update(old, new, created.physical_resource_id)
    assert is_as_wanted(world, updated.physical_resource_id, new)
    assert resource.delete(old, created.physical_resource_id).succeeded
    assert world.held() == [updated.data["PhoneNumber"]]
    assert len(world.sent("ClaimPhoneNumber")) == 2


@pytest.mark.parametrize("by_update", [False, True], ids=["delete-of-the-new", "update-back"])
@pytest.mark.parametrize("change", REPLACING)
def test_replacing_and_back(world: World, old: dict[str, Any], change: Change, by_update: bool) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before = state(world, arn)
    updated = resource.update(old, new, arn)
    if by_update:
        assert resource.update(new, old, updated.physical_resource_id).physical_resource_id == arn
    assert resource.delete(new, updated.physical_resource_id).succeeded
    assert state(world, arn) == before
    assert world.held() == [created.data["PhoneNumber"]]
    assert len(world.sent("ClaimPhoneNumber")) == 2


@pytest.mark.parametrize("change", REPLACING)
@pytest.mark.parametrize("operation", ["ClaimPhoneNumber", "AssociatePhoneNumberContactFlow"])
def test_replacing_failing(world: World, old: dict[str, Any], change: Change, operation: str) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before = state(world, arn)
    world.control.inject_fault(operation, "access_denied", count=REFUSED_FOR)
    updated = resource.update(old, new, arn)
    world.control.clear_faults()
    assert not updated.succeeded
    assert updated.physical_resource_id == arn, "CloudFormation knows of no new number to delete"
    assert resource.update(new, old, arn).physical_resource_id == arn
    assert state(world, arn) == before
    assert world.held() == [created.data["PhoneNumber"]]
    assert len(world.live_claims()) == 1
