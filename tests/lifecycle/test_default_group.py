"""An instance that is replicated: its numbers are in its default group then, and that is where they were asked for."""

import pytest

from tests.lifecycle.scenes import REPLICA, adopting
from tests.simulation.world import World


def replicate(world: World) -> str:
    """The ARN of the default group that the instance has then."""
    world.connect.replicate_instance(InstanceId=world.instance_arn.rpartition("/")[2], ReplicaRegion=REPLICA)
    world.advance(5)
    [group] = world.connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
    return str(group["Arn"])


@pytest.mark.parametrize("moves", [True, False])
def test_a_number_stays_there_and_is_changed_in_place(world: World, moves: bool) -> None:
    world.control.configure({"replication_moves_numbers": moves})
    resource, old = world.resource(), {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    arn = resource.create(old).physical_resource_id
    group = replicate(world)
    new = {**old, "PhoneNumberDescription": "Support", "ContactFlowArns": [world.flow_arns[1]]}
    updated = resource.update(old, new, arn)
    assert (updated.physical_resource_id, updated.data["TargetArn"]) == (arn, world.instance_arn)
    assert world.sent("UpdatePhoneNumber") == []
    assert world.describe(arn)["TargetArn"] == (group if moves else world.instance_arn)
    world.advance(5)
    twins = [flow.replace("us-east-1", REPLICA) for flow in new["ContactFlowArns"]]
    assert sorted(world.flows_of(arn)) == sorted([*new["ContactFlowArns"], *(twins if moves else ())])
    assert resource.delete(new, arn).succeeded
    assert world.held() == []


def test_it_is_parked_there_and_taken_again(world: World) -> None:
    resource = world.resource()
    properties = {**world.search, "ReleasePolicy": "PARK", "ContactFlowArns": [world.flow_arns[0]]}
    arn = resource.create(properties).physical_resource_id
    group = replicate(world)
    assert resource.delete(properties, arn).succeeded
    world.advance(30)
    assert (world.parked(), world.flows_of(arn)) == ([world.describe(arn)["PhoneNumber"]], [])
    assert world.resource("Next").create(properties).physical_resource_id == arn
    assert (world.sent("UpdatePhoneNumber"), world.describe(arn)["TargetArn"]) == ([], group)


def test_it_is_taken_over_there(world: World) -> None:
    number = str(world.control.console_claim(world.instance_arn)["phone_number"])
    world.advance(5)
    replicate(world)
    taken = world.resource().create(adopting(world, number))
    assert taken.succeeded, taken.reason
    assert world.sent("UpdatePhoneNumber") == []


def test_where_the_group_itself_is_asked_for_a_number_of_the_instance_is_moved_to_it(world: World) -> None:
    world.control.configure({"replication_moves_numbers": False})
    resource = world.resource()
    arn = resource.create(world.search).physical_resource_id
    group = replicate(world)
    updated = resource.update(world.search, {**world.search, "TargetArn": group}, arn)
    assert (updated.physical_resource_id, world.describe(arn)["TargetArn"]) == (arn, group)


def test_a_flow_goes_where_the_instance_is_asked_for_instead_of_its_default_group(world: World) -> None:
    group, resource = replicate(world), world.resource()
    old = {**world.search, "TargetArn": group, "ContactFlowArns": [world.flow_arns[0]]}
    arn = resource.create(old).physical_resource_id
    assert world.flows_of(arn) != []
    assert resource.update(old, world.search, arn).succeeded
    world.advance(30)
    assert (world.sent("UpdatePhoneNumber"), world.flows_of(arn)) == ([], [])


def test_the_group_of_another_instance_is_another_place(world: World) -> None:
    resource, other = world.resource(), world.add_instance()
    arn = resource.create(world.search).physical_resource_id
    replicate(world)
    updated = resource.update(world.search, {**world.search, "TargetArn": other.instance_arn}, arn)
    assert updated.succeeded, updated.reason
    assert world.describe(arn)["TargetArn"] == other.instance_arn
