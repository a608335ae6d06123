"""A traffic distribution group as the target."""

import pytest

from tests.handler.world import World

HOME, REPLICA = "us-east-1", "us-west-2"


def test_a_number_is_claimed_to_it_and_routes_in_both_regions(world: World) -> None:
    group = world.add_group(REPLICA)
    world.advance(5)
    flows = [world.flow_arns[0], world.flow_arns[0].replace(HOME, REPLICA)]
    resource = world.resource()
    properties = {**world.search, "TargetArn": group, "ContactFlowArns": flows}
    created = resource.create(properties)
    assert created.succeeded, created.reason
    assert world.describe(created.physical_resource_id)["TargetArn"] == group
    assert sorted(world.flows_of(created.physical_resource_id)) == sorted(flows)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.claimed() == {}


def test_one_that_is_being_created_is_waited_for(world: World) -> None:
    group = world.add_group(REPLICA)
    resource = world.resource()
    event = resource.event("Create", {**world.search, "TargetArn": group})
    assert resource.run(event, polls=1).reason == "Operation timed out"
    assert world.sent("SearchAvailablePhoneNumbers") == []
    world.advance(5)
    assert resource.run(event).succeeded


def test_one_that_failed_is_named_with_its_status(world: World) -> None:
    world.control.fail_next_traffic_distribution_groups()
    group = world.add_group(REPLICA)
    world.advance(5)
    refused = world.resource().deploy({**world.search, "TargetArn": group})
    assert f"The traffic distribution group {group} is CREATION_FAILED" in refused.reason
    assert world.sent("ClaimPhoneNumber") == []


def test_one_that_is_not_there(world: World) -> None:
    nowhere = world.instance_arn.replace("instance", "traffic-distribution-group")
    assert "is not there" in world.resource().deploy({**world.search, "TargetArn": nowhere}).reason


def test_its_numbers_count_to_its_instance(world: World) -> None:
    group = world.add_group(REPLICA)
    world.advance(5)
    for index in range(5):
        target = group if index % 2 else world.instance_arn
        assert world.resource(f"Number{index}").create({**world.search, "TargetArn": target}).succeeded
    assert "holds 5 of the 5" in world.resource().deploy({**world.search, "TargetArn": group}).reason


@pytest.mark.parametrize("operation", ["throttle", "internal_error"])
def test_a_region_that_is_briefly_unavailable_is_tried_again(world: World, operation: str) -> None:
    group = world.add_group(REPLICA)
    world.advance(5)
    world.control.inject_fault("AssociatePhoneNumberContactFlow", operation, count=5, region_name=REPLICA)
    flows = [world.flow_arns[0], world.flow_arns[0].replace(HOME, REPLICA)]
    created = world.resource().create({**world.search, "TargetArn": group, "ContactFlowArns": flows})
    assert created.succeeded, created.reason
    assert sorted(world.flows_of(created.physical_resource_id)) == sorted(flows)


def test_a_flow_that_is_on_its_way_to_the_replica_is_waited_for(world: World) -> None:
    group = world.add_group(REPLICA)
    world.advance(5)
    late = world.flow_arns[0].replace(HOME, REPLICA)[:-4] + "0000"
    resource = world.resource()
    properties = {**world.search, "TargetArn": group, "ContactFlowArns": [late]}
    event = resource.event("Create", properties)
    assert resource.run(event, polls=20).reason == "Operation timed out"
    refused = resource.run(event)
    assert "Check that the flow is there and published" in refused.reason
    assert resource.delete(properties, refused.physical_resource_id).succeeded
    assert world.held() == []
