"""Every update, as a success and as a failure at each of its calls that is rolled back.

CloudFormation rolls an update in place back by an Update with old and new swapped; one that replaced the number also by
a Delete of the new one alone. Whatever happens, the stack ends with the number, target, description, tags and flows it
had, and no third number was claimed.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.lifecycle.scenes import REPLICA, group_of, prefixed
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.response import Response
from tests.simulation.stack import Declared
from tests.simulation.stack_resource import Physical, Rollback
from tests.simulation.world import World

Properties = dict[str, Any]
Change = Callable[[World, Properties], Properties]
REFUSED_FOR = 300


def description(_: World, old: Properties) -> Properties:
    return {**old, "PhoneNumberDescription": "Sales"}


def tags(_: World, old: Properties) -> Properties:
    return {**old, "Tags": [{"Key": "team", "Value": "sales"}, {"Key": "new", "Value": "1"}]}


def flow_changed(world: World, old: Properties) -> Properties:
    return {**old, "ContactFlowArns": [world.flow_arns[1]]}


def flow_removed(_: World, old: Properties) -> Properties:
    return {key: value for key, value in old.items() if key != "ContactFlowArns"}


def to_another_instance(world: World, old: Properties) -> Properties:
    other = world.add_instance()
    return {**old, "TargetArn": other.instance_arn, "ContactFlowArns": [other.flow_arns[0]]}


def to_a_group(world: World, old: Properties) -> Properties:
    # It begins at the instance itself, as it is rolled back to.
    world.control.configure({"replication_moves_numbers": False})
    flows = [world.flow_arns[1], world.flow_arns[1].replace("us-east-1", REPLICA)]
    return {**old, "TargetArn": group_of(world), "ContactFlowArns": flows}


def wider_search(_: World, old: Properties) -> Properties:
    return {**old, "PhoneNumberPrefixes": ["+1206", "+1425"]}


def all_in_place(world: World, old: Properties) -> Properties:
    return description(world, tags(world, to_another_instance(world, old)))


def another_search(_: World, old: Properties) -> Properties:
    return {**old, "PhoneNumberPrefixes": ["+1425"], "PhoneNumberDescription": "Sales"}


def an_exact_number(_: World, old: Properties) -> Properties:
    return {**{key: old[key] for key in ("TargetArn", "Tags", "ContactFlowArns")}, "PhoneNumber": "+13125550142"}


IN_PLACE = [description, tags, flow_changed, flow_removed, to_another_instance, to_a_group, wider_search, all_in_place]
REPLACING = [another_search, an_exact_number]
CALLS = [
    "ClaimPhoneNumber",
    "UpdatePhoneNumber",
    "UpdatePhoneNumberMetadata",
    "TagResource",
    "UntagResource",
    "AssociatePhoneNumberContactFlow",
    "DisassociatePhoneNumberContactFlow",
]


@pytest.fixture
def old(world: World) -> Properties:
    tags = [{"Key": "team", "Value": "support"}]
    return {
        **prefixed(world, "+1206"),
        "PhoneNumberDescription": "Support",
        "Tags": tags,
        "ContactFlowArns": [world.flow_arns[0]],
    }


def state(world: World, arn: str) -> dict[str, Any]:
    described = world.describe(arn)
    kept = ("PhoneNumber", "TargetArn", "PhoneNumberDescription", "Tags")
    return {**{key: described.get(key) for key in kept}, "flows": sorted(world.flows_of(arn))}


def create(world: World, properties: Properties) -> tuple[Lifecycle, Response]:
    resource = world.resource()
    created = resource.create(properties)
    assert created.succeeded, created.reason
    return resource, created


def is_as_wanted(world: World, arn: str, wanted: Properties) -> bool:
    now = state(world, arn)
    own = {key: value for key, value in now["Tags"].items() if not key.startswith("connect-phone-number:")}
    return bool(
        now["TargetArn"] == wanted["TargetArn"]
        and (now["PhoneNumberDescription"] or "") == wanted.get("PhoneNumberDescription", "")
        and own == {tag["Key"]: tag["Value"] for tag in wanted["Tags"]}
        and now["flows"] == sorted(wanted.get("ContactFlowArns", []))
    )


@pytest.mark.parametrize("change", IN_PLACE)
def test_in_place_and_back(world: World, old: Properties, change: Change) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before = state(world, arn)
    updated = resource.update(old, new, arn)
    assert updated.physical_resource_id == arn, updated.reason
    assert is_as_wanted(world, arn, new)
    assert resource.update(new, old, arn).physical_resource_id == arn
    assert state(world, arn) == before
    assert len(world.sent("ClaimPhoneNumber")) == 1


@pytest.mark.parametrize("change", IN_PLACE)
def test_in_place_failing_at_each_call(world: World, old: Properties, change: Change) -> None:
    resource, created = create(world, old)
    arn, new = created.physical_resource_id, change(world, old)
    before, failures = state(world, arn), 0
    for operation in CALLS:
        world.control.inject_fault(operation, "access_denied", count=REFUSED_FOR)
        updated = resource.update(old, new, arn)
        world.control.clear_faults()
        failures += not updated.succeeded
        rolled_back = resource.update(new, old, arn)
        assert rolled_back.physical_resource_id == arn
        assert rolled_back.succeeded, rolled_back.reason
        assert state(world, arn) == before, f"failed at {operation}"
    assert failures or change is wider_search, "an update that makes no call can't fail"
    assert world.held() == [created.data["PhoneNumber"]]


@pytest.mark.parametrize("change", REPLACING)
def test_a_replacing_update_claims_first_and_releases_in_the_clean_up(
    world: World, old: Properties, change: Change
) -> None:
    stack, new = world.stack(), change(world, old)
    assert world.run(stack.deploy({"Number": Declared(old)}))
    before = world.held()
    assert world.run(stack.deploy({"Number": Declared(new)}))
    [number] = world.held()
    assert [number] != before
    physical = stack.resources["Number"].physical
    assert physical is not None
    assert is_as_wanted(world, physical.physical_resource_id, new)
    assert world.operations() == ["CLAIM", "CLAIM", "RELEASE"]
    assert world.run(stack.delete())
    assert (world.held(), world.live_claims()) == ([], [])


@pytest.mark.parametrize("rollback", Rollback)
@pytest.mark.parametrize("fails_at", ["", "ClaimPhoneNumber", "AssociatePhoneNumberContactFlow", "the response"])
@pytest.mark.parametrize("change", REPLACING)
def test_a_replacing_update_and_back(
    world: World, old: Properties, change: Change, fails_at: str, rollback: Rollback
) -> None:
    resource, created = create(world, old)
    arn, before = created.physical_resource_id, state(world, created.physical_resource_id)
    of_stack = resource.in_stack()
    of_stack.physical = Physical(arn, old)
    world.control.inject_fault(fails_at, "access_denied", count=REFUSED_FOR)
    world.cloudformation.loses_next_success = fails_at == "the response"
    updated = world.run(of_stack.update(change(world, old)))
    world.control.clear_faults()
    assert updated.succeeded is (not fails_at)
    assert (updated.physical_resource_id == arn) is bool(fails_at), "nothing new for CloudFormation to delete"
    world.run(of_stack.roll_back_update(rollback))
    assert all(response.succeeded for response in world.run(of_stack.clean_up()))
    assert state(world, arn) == before
    assert world.held() == [created.data["PhoneNumber"]]
    assert len(world.live_claims()) == 1
    assert len(world.sent("ClaimPhoneNumber")) <= 2 or fails_at == "ClaimPhoneNumber"


@pytest.mark.parametrize("was_removed", [True, False])
def test_a_retained_number_survives_the_cancelled_update_that_asks_for_it_again(
    world: World, was_removed: bool
) -> None:
    first, second = prefixed(world, "+1206"), prefixed(world, "+1425")
    resource = world.resource()
    retained = resource.create(first)
    world.advance(100)
    live = resource.create(second) if was_removed else resource.update(first, second, retained.physical_resource_id)
    world.advance(100)
    resource.cancel(resource.update_event(second, first, live.physical_resource_id), after=0.1)
    world.settle()
    rolled_back = resource.update(first, second, live.physical_resource_id)
    assert rolled_back.physical_resource_id == live.physical_resource_id
    assert set(world.held()) == {retained.data["PhoneNumber"], live.data["PhoneNumber"]}


def test_a_number_that_no_clean_up_could_release_does_not_survive_it(world: World) -> None:
    first, second = prefixed(world, "+1206"), prefixed(world, "+1425")
    resource = world.resource()
    replaced = resource.create(first)
    described = {**first, "PhoneNumberDescription": "Support"}
    assert resource.update(first, described, replaced.physical_resource_id).succeeded
    live = resource.update(described, second, replaced.physical_resource_id)
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=1000)
    assert not resource.delete(described, replaced.physical_resource_id).succeeded
    resource.cancel(resource.update_event(second, first, live.physical_resource_id), after=0.1)
    world.settle()
    world.control.clear_faults()
    assert resource.update(first, second, live.physical_resource_id).succeeded
    assert world.held() == [live.data["PhoneNumber"]]
