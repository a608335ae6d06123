"""A traffic distribution group as the target: only an ACTIVE one can take numbers."""

import pytest

from tests.lifecycle.scenes import REPLICA, group_of, reasons
from tests.simulation.world import World


def test_one_that_is_being_created_is_waited_for(world: World) -> None:
    group = world.add_group(REPLICA)
    created = world.resource().create({**world.search, "TargetArn": group})
    assert created.succeeded, created.reason
    assert world.describe(created.physical_resource_id)["TargetArn"] == group
    assert f"{group} is CREATION_IN_PROGRESS" in reasons(world)
    assert len(world.sent("SearchAvailablePhoneNumbers")) == 1, "nobody searches for a group that takes nothing"


def test_one_that_failed_is_named_with_its_status(world: World) -> None:
    world.control.fail_next_traffic_distribution_groups()
    group = group_of(world)
    refused = world.resource().deploy({**world.search, "TargetArn": group})
    assert f"The traffic distribution group {group} is CREATION_FAILED" in refused.reason
    assert world.sent("ClaimPhoneNumber") == []


def test_one_that_is_not_there(world: World) -> None:
    nowhere = world.instance_arn.replace("instance", "traffic-distribution-group")
    refused = world.resource().deploy({**world.search, "TargetArn": nowhere})
    assert f"The traffic distribution group {nowhere} is not there" in refused.reason


@pytest.mark.parametrize("number_at", ["group", "instance"])
def test_its_numbers_count_to_its_instance(world: World, number_at: str) -> None:
    group = group_of(world)
    for index in range(5):
        target = group if index % 2 else world.instance_arn
        assert world.resource(f"Number{index}").create({**world.search, "TargetArn": target}).succeeded
    target = group if number_at == "group" else world.instance_arn
    assert "holds 5 of the 5" in world.resource().deploy({**world.search, "TargetArn": target}).reason


def test_a_group_that_may_not_be_looked_at_does_not_count_apart(world: World) -> None:
    """Its numbers would be missing from its instance's, and one too many would be claimed there."""
    world.control.set_quota(world.instance_arn, 1)
    world.control.console_claim(group_of(world))
    world.advance(10)
    world.control.inject_fault("DescribeTrafficDistributionGroup", "access_denied", count=1000)
    refused = world.resource().deploy(world.search)
    assert "DescribeTrafficDistributionGroup" in refused.reason
    assert world.sent("ClaimPhoneNumber") == []
