"""What numbers are claimed to: only an ACTIVE target can take them, and one that was just made may not be yet."""

import pytest

from connect_phone_numbers.model.patience import TARGET_READY_WITHIN
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
    assert f"The target {group} is CREATION_FAILED: only an ACTIVE one can take numbers" in refused.reason
    assert world.sent("ClaimPhoneNumber") == []


def test_one_that_is_not_there(world: World) -> None:
    nowhere = world.instance_arn.replace("instance", "traffic-distribution-group")
    refused = world.resource().deploy({**world.search, "TargetArn": nowhere})
    assert f"DescribeTrafficDistributionGroup ({nowhere}) was refused: ResourceNotFoundException" in refused.reason
    assert "Create it again, or name another target." in refused.reason
    assert any(f"{nowhere} is not there yet" in why for why in reasons(world)), "it may be on its way"


@pytest.mark.parametrize("is_searched", [True, False])
@pytest.mark.parametrize("selection", ["search", "exact", "import"])
def test_an_instance_that_is_not_ready_yet_is_waited_for(world: World, selection: str, *, is_searched: bool) -> None:
    """As CloudFormation's Express mode leaves it to those that depend on it."""
    source = world.control.request_source("+12065550999")
    properties = {
        "search": world.search,
        "exact": world.exact("+12065550142"),
        "import": {"TargetArn": world.instance_arn, "SourcePhoneNumberArn": source},
    }[selection]
    world.control.configure({"unready_instances_searched": is_searched})
    world.control.delay_instance(world.instance_arn, 60)
    created = world.resource().create(properties)
    assert created.succeeded, created.reason
    assert f"{world.instance_arn} is CREATION_IN_PROGRESS" in reasons(world)
    assert world.operations() == ["CLAIM"], "no claim was sent in vain: it might have counted"
    assert len(world.sent("ClaimPhoneNumber")) + len(world.sent("ImportPhoneNumber")) == 1


def test_a_number_is_not_moved_to_an_instance_that_is_not_ready_yet(world: World) -> None:
    resource, other = world.resource(), world.add_instance()
    created = resource.create(world.search)
    world.control.delay_instance(other.instance_arn, 60)
    moved = resource.update(world.search, other.search, created.physical_resource_id)
    assert moved.succeeded, moved.reason
    assert f"{other.instance_arn} is CREATION_IN_PROGRESS" in reasons(world)
    assert len(world.sent("UpdatePhoneNumber")) == 1


def test_an_instance_that_is_not_there_is_waited_for_no_longer_than_stated(world: World) -> None:
    nowhere = world.instance_arn[:-4] + "0000"
    began = world.now()
    refused = world.resource().deploy({**world.search, "TargetArn": nowhere})
    assert f"DescribeInstance ({nowhere}) was refused: ResourceNotFoundException" in refused.reason
    assert TARGET_READY_WITHIN <= world.now() - began < TARGET_READY_WITHIN + 60
    assert world.operations() == []


def test_an_instance_that_the_ledger_knows_is_not_asked_for_again(world: World) -> None:
    for number in ("+12065550142", "+12065550143"):
        assert world.resource(f"Number{number[-1]}").create(world.exact(number)).succeeded
        world.advance(600)
    assert len(world.sent("DescribeInstance")) == 1


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
