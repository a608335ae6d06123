"""Moving a number to another target, and back."""

from typing import Any

from tests.lifecycle.scenes import group_of
from tests.simulation.world import World


def test_the_number_and_its_flow_move(world: World) -> None:
    other = world.add_instance()
    old = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    new = {**old, "TargetArn": other.instance_arn, "ContactFlowArns": [other.flow_arns[1]]}
    resource = world.resource()
    arn = resource.create(old).physical_resource_id
    updated = resource.update(old, new, arn)
    assert updated.physical_resource_id == arn, updated.reason
    assert updated.data["TargetArn"] == world.describe(arn)["TargetArn"] == other.instance_arn
    assert world.flows_of(arn) == [other.flow_arns[1]]


def test_a_number_that_was_moved_behind_the_stacks_back_comes_back_with_its_flow(world: World) -> None:
    old = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    resource = world.resource()
    arn = resource.create(old).physical_resource_id
    world.connect.update_phone_number(PhoneNumberId=arn, TargetArn=world.add_instance().instance_arn)
    world.advance(5)
    assert resource.update(old, {**old, "PhoneNumberDescription": "Support"}, arn).succeeded
    assert world.describe(arn)["TargetArn"] == world.instance_arn
    assert world.flows_of(arn) == [world.flow_arns[0]]


def test_a_template_that_follows_a_move_by_hand_gives_the_number_its_flow_again(world: World) -> None:
    world.control.configure({"replication_moves_numbers": False})
    old = {**world.search, "TargetArn": group_of(world), "ContactFlowArns": [world.flow_arns[0]]}
    resource = world.resource()
    arn = resource.create(old).physical_resource_id
    world.connect.update_phone_number(PhoneNumberId=arn, TargetArn=world.instance_arn)
    world.advance(60)
    assert world.flows_of(arn) == [], "the move ended the association"
    assert resource.update(old, {**old, "TargetArn": world.instance_arn}, arn).succeeded
    assert world.flows_of(arn) == [world.flow_arns[0]]


def test_a_number_is_not_moved_into_a_full_instance(world: World) -> None:
    other = world.add_instance()
    world.control.set_quota(other.instance_arn, 1)
    world.control.console_claim(other.instance_arn)
    resource = world.resource()
    created = resource.create(world.search)
    updated = resource.update(world.search, other.search, created.physical_resource_id)
    assert "holds 1 of the 1" in updated.reason
    assert f": a move to {other.instance_arn} is not sent: " in updated.reason
    assert world.sent("UpdatePhoneNumber") == []


def test_a_move_that_the_service_fails_stays_where_it_was(world: World) -> None:
    for target in (world.add_instance().instance_arn, group_of(world)):
        resource = world.resource()
        arn = resource.create(world.search).physical_resource_id
        new: dict[str, Any] = {**world.search, "TargetArn": target}
        world.control.fail_next_updates("The limit of claimed phone numbers for this target has been reached.")
        updated = resource.update(world.search, new, arn)
        assert f"could not be moved from {world.instance_arn} to {target}: The limit of claimed" in updated.reason
        assert resource.update(new, world.search, arn).succeeded
        assert world.describe(arn)["TargetArn"] == world.instance_arn


def test_a_move_costs_no_budget(world: World) -> None:
    other = world.add_instance()
    resource = world.resource()
    arn = resource.create(world.search).physical_resource_id
    for old, new in ((world.search, other.search), (other.search, world.search)):
        assert resource.update(old, new, arn).succeeded
    world.advance(300)
    assert world.resource().create(world.search).succeeded
    assert world.operations() == ["CLAIM", "CLAIM"]
