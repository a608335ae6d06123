"""A user's association with a traffic distribution group."""

from typing import Any

import pytest

from connect_phone_numbers.model.patience import ALLOWED_WITHIN
from tests.lifecycle.scenes import group_of, refuse
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import TRAFFIC_DISTRIBUTION_GROUP_USER
from tests.simulation.world import World


def new_user(world: World, username: str = "ana") -> str:
    instance_id = world.instance_arn.rpartition("/")[2]
    created = world.connect.create_user(
        InstanceId=instance_id, Username=username, SecurityProfileIds=["agents"], RoutingProfileId="basic"
    )
    return str(created["UserArn"])


def users(world: World, group_arn: str) -> list[str]:
    answer = world.connect.list_traffic_distribution_group_users(TrafficDistributionGroupId=group_arn)
    return [user["UserId"] for user in answer["TrafficDistributionGroupUserSummaryList"]]


def new(world: World) -> Lifecycle:
    return world.resource("User", TRAFFIC_DISTRIBUTION_GROUP_USER)


@pytest.fixture
def group(world: World) -> str:
    return group_of(world)


def asked_for(group: str, user_arn: str) -> dict[str, Any]:
    return {"TrafficDistributionGroupArn": group, "UserArn": user_arn}


def test_it_comes_once_the_user_is_mirrored_and_goes(world: World, group: str) -> None:
    world.control.configure({"mirroring_seconds": 1700.0})
    resource, user_arn = new(world), new_user(world)
    created = resource.create(asked_for(group, user_arn))
    assert created.succeeded, created.reason
    assert created.data == asked_for(group, user_arn)
    assert users(world, group) == [user_arn.rpartition("/")[2]]
    for _ in range(2):
        assert resource.delete(asked_for(group, user_arn), created.physical_resource_id).succeeded
    assert users(world, group) == []


def test_a_user_that_never_comes_to_the_replica_is_named(world: World, group: str) -> None:
    world.control.configure({"mirroring": False})
    began = world.now()
    refused = new(world).deploy(asked_for(group, new_user(world)))
    assert world.now() - began > 30 * 60
    assert "The user has to be there in the instance and in its replica" in refused.reason


def test_a_user_that_is_not_there_is_named(world: World, group: str) -> None:
    refused = new(world).deploy(asked_for(group, f"{world.instance_arn}/agent/nobody"))
    assert "User not found" in refused.reason


def test_a_user_that_is_not_there_is_not_waited_for_whatever_the_refusal_says(world: World, group: str) -> None:
    refuse(world, "AssociateTrafficDistributionGroupUser", "InvalidRequestException")
    began = world.now()
    mistyped = f"{world.instance_arn}/agent/nobody"
    refused = new(world).deploy(asked_for(group, mistyped))
    assert f"DescribeUser ({mistyped}) was refused: ResourceNotFoundException: User not found" in refused.reason
    assert world.now() - began < ALLOWED_WITHIN + 60


def test_a_rollback_succeeds_where_its_policy_lacks_the_user_of_the_failed_update(world: World, group: str) -> None:
    resource, ana = new(world), asked_for(group, new_user(world))
    nobody = asked_for(group, f"{world.instance_arn}/agent/nobody")
    named = resource.create(ana).physical_resource_id
    assert not resource.update(ana, nobody, named).succeeded
    refuse(world, "DisassociateTrafficDistributionGroupUser", "AccessDeniedException")
    assert resource.update(nobody, ana, named).succeeded


def test_a_user_that_a_rollback_may_not_disassociate_is_disassociated_by_the_next_operation(
    world: World, group: str
) -> None:
    resource, ana, ben = new(world), asked_for(group, new_user(world)), asked_for(group, new_user(world, "ben"))
    named = resource.create(ana).physical_resource_id
    resource.cancel(resource.update_event(ana, ben, named), 2)
    refuse(world, "DisassociateTrafficDistributionGroupUser", "AccessDeniedException")
    assert resource.update(ben, ana, named).succeeded
    assert len(users(world, group)) == 2
    world.remote_calls.before.clear()
    assert resource.delete(ana, named).succeeded
    assert users(world, group) == []


def test_what_a_rollback_could_not_delete_is_disassociated_by_the_next_update(world: World, group: str) -> None:
    """The rollback of a replacement sends a Delete of the new one. It is skipped after three tries."""
    resource, ana, ben = new(world), asked_for(group, new_user(world)), asked_for(group, new_user(world, "ben"))
    named = resource.create(ana).physical_resource_id
    replaced = resource.update(ana, ben, named).physical_resource_id
    refuse(world, "DisassociateTrafficDistributionGroupUser", "AccessDeniedException")
    assert not resource.delete(ben, replaced).succeeded
    world.remote_calls.before.clear()
    assert resource.update(ana, {**ana, "ServiceTimeout": "2881"}, named).succeeded
    assert users(world, group) == [ana["UserArn"].rpartition("/")[2]]


def test_a_user_of_another_instance_is_refused_at_once(world: World, group: str) -> None:
    stranger = new_user(world.add_instance())
    began = world.now()
    refused = new(world).deploy(asked_for(group, stranger))
    assert f"{group}, which belongs to {world.instance_arn}. Name a user of that instance." in refused.reason
    assert world.now() - began < 10


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"UserArn": "ana"}, "UserArn 'ana' is not the ARN of a user"),
        ({"UserArn": ""}, "UserArn None is not the ARN of a user"),
        ({"TrafficDistributionGroupArn": ""}, "TrafficDistributionGroupArn is missing"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(world: World, group: str, changed: Any, sentence: str) -> None:
    assert sentence in new(world).deploy({**asked_for(group, new_user(world)), **changed}).reason


def test_another_user_takes_the_place_of_the_first(world: World, group: str) -> None:
    resource = new(world)
    old, replaced = (asked_for(group, new_user(world, name)) for name in ("ana", "ben"))
    first = resource.create(old).physical_resource_id
    second = resource.update(old, replaced, first).physical_resource_id
    assert resource.delete(old, first).succeeded
    assert [second.rpartition("/")[2]] == users(world, group)


@pytest.mark.parametrize("is_over", [True, False])
def test_a_late_delete_ends_the_user_that_it_names(world: World, group: str, is_over: bool) -> None:
    """After the last operation, or before another one."""
    resource = new(world)
    ana, ben, eve = (asked_for(group, new_user(world, name)) for name in ("ana", "ben", "eve"))
    first = resource.create(ana).physical_resource_id
    second = resource.update(ana, ben, first).physical_resource_id
    late = resource.delete_event(ana, first)
    world.advance(5)
    third = resource.update(ben, eve, second).physical_resource_id
    if is_over:
        resource.run(late)
        assert resource.delete(ben, second).succeeded
    else:
        assert resource.delete(ben, second).succeeded
        resource.run(late)
    world.settle()
    assert users(world, group) == [third.rpartition("/")[2]]


def test_a_late_delete_spares_a_user_that_is_wanted_again(world: World, group: str) -> None:
    resource = new(world)
    ana, ben = (asked_for(group, new_user(world, name)) for name in ("ana", "ben"))
    first = resource.create(ana).physical_resource_id
    second = resource.update(ana, ben, first).physical_resource_id
    late = resource.delete_event(ana, first)
    world.advance(5)
    assert resource.update(ben, ana, second).physical_resource_id == first
    assert resource.delete(ben, second).succeeded
    resource.run(late)
    world.settle()
    assert users(world, group) == [first.rpartition("/")[2]]


def test_an_update_that_is_rolled_back_leaves_no_other_user(world: World, group: str) -> None:
    resource = new(world)
    old, replaced = (asked_for(group, new_user(world, name)) for name in ("ana", "ben"))
    first = resource.create(old).physical_resource_id
    # It is associated, and CloudFormation hears of a failure all the same.
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="AssociateTrafficDistributionGroupUser"))
    resource.cancel(resource.update_event(old, replaced, first), 1)
    assert resource.update(replaced, old, first).physical_resource_id == first
    assert users(world, group) == [first.rpartition("/")[2]]


@pytest.mark.parametrize(
    "kind", [FaultKind.THROTTLED, FaultKind.UNAVAILABLE, FaultKind.NOT_SENT, FaultKind.ANSWER_LOST]
)
def test_a_call_that_is_not_answered_is_made_again(world: World, group: str, kind: FaultKind) -> None:
    resource, wanted = new(world), asked_for(group, new_user(world))
    world.disturb(Fault(kind, operation="AssociateTrafficDistributionGroupUser"))
    created = resource.create(wanted)
    assert created.succeeded, created.reason
    world.disturb(Fault(kind, operation="DisassociateTrafficDistributionGroupUser"))
    assert resource.delete(wanted, created.physical_resource_id).succeeded
    assert users(world, group) == []


def test_a_delete_after_an_update_that_was_not_rolled_back_leaves_no_user(world: World, group: str) -> None:
    """Its id is that of the first user, and its properties may be those of the update."""
    resource = new(world)
    first, second = (asked_for(group, new_user(world, name)) for name in ("ana", "bo"))
    created = resource.create(first)
    resource.cancel(resource.update_event(first, second, created.physical_resource_id), after=0.01)
    world.settle()
    assert len(users(world, group)) == 2
    assert resource.delete(second, created.physical_resource_id).succeeded
    assert users(world, group) == []
