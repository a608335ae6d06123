"""A replica of an instance in a second Region, from its create to its delete."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.lifecycle.scenes import REPLICA, refuse
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import REPLICATED_INSTANCE
from tests.simulation.response import Response
from tests.simulation.world import World

HOME = "us-east-1"
KILLS = [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER]
CALLS = ["ReplicateInstance", "TagResource", "DescribeInstance", "ListTagsForResource"]


def asked_for(world: World, **more: str) -> dict[str, Any]:
    return {"InstanceArn": world.instance_arn, "ReplicaRegion": REPLICA, "ReplicaAlias": "resilient", **more}


def replica_of(world: World) -> str:
    return world.instance_arn.replace(HOME, REPLICA)


def replicas(world: World) -> list[str]:
    listed = world.provider.connect_in(REPLICA).list_instances()["InstanceSummaryList"]
    return [instance["Arn"] for instance in listed]


def new(world: World) -> Lifecycle:
    return world.resource("Replica", REPLICATED_INSTANCE)


def test_it_is_created_waited_for_and_deleted(world: World) -> None:
    resource = new(world)
    created = resource.create(asked_for(world))
    assert created.physical_resource_id == replica_of(world), created.reason
    assert created.data == {
        "InstanceArn": world.instance_arn,
        "ReplicaArn": replica_of(world),
        "ReplicaId": world.instance_arn.rpartition("/")[2],
        "ReplicaRegion": REPLICA,
    }
    assert len(world.sent("ReplicateInstance")) == 1
    assert "Replicating the instance" in world.state_machine.executions[0].states
    # Ready: a group, which the service refuses while the replication goes on, can be created.
    group = world.connect.create_traffic_distribution_group(Name="group", InstanceId=created.data["ReplicaId"])
    world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group["Id"])
    world.advance(5)
    assert resource.delete(asked_for(world), created.physical_resource_id).succeeded
    assert replicas(world) == []
    assert resource.delete(asked_for(world), created.physical_resource_id).succeeded, "not found is deleted"


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize(
    "kind", [FaultKind.THROTTLED, FaultKind.UNAVAILABLE, FaultKind.NOT_SENT, FaultKind.ANSWER_LOST]
)
def test_a_call_that_is_not_answered_is_made_again(world: World, operation: str, kind: FaultKind) -> None:
    world.disturb(Fault(kind, operation=operation))
    created = new(world).create(asked_for(world))
    assert created.succeeded, created.reason
    assert replicas(world) == [replica_of(world)]


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize("kind", KILLS)
@pytest.mark.parametrize("after", [0.5, 30, 300])
def test_a_create_that_is_cut_off_and_given_up_leaves_nothing(
    world: World, operation: str, kind: FaultKind, after: float
) -> None:
    world.disturb(Fault(kind, operation=operation))
    resource = new(world)
    given_up = resource.cancel(resource.create_event(asked_for(world)), after)
    assert resource.delete(asked_for(world), given_up.physical_resource_id).succeeded
    world.settle()
    assert replicas(world) == []


def replicate_by_hand(world: World, instance_arn: str) -> None:
    instance_id = instance_arn.rpartition("/")[2]
    world.connect.replicate_instance(InstanceId=instance_id, ReplicaRegion=REPLICA, ReplicaAlias="by-hand")
    world.advance(5)


def refuse_to_replicate(world: World, why: str) -> None:
    """With a code of the service, or by an unknown error of it, which may have had an effect."""
    if why == "unavailable":
        for at in range(1000):
            world.disturb(Fault(FaultKind.UNAVAILABLE, at=at, operation="ReplicateInstance"))
    else:
        refuse(world, "ReplicateInstance", why)


REFUSALS = [
    "AccessDeniedException",
    "InvalidRequestException",
    "ResourceConflictException",
    "ResourceNotReadyException",
    "ServiceQuotaExceededException",
    "ThrottlingException",
    "unavailable",
]


@pytest.mark.parametrize("why", REFUSALS)
def test_a_create_that_fails_leaves_a_replica_that_others_made(world: World, why: str) -> None:
    replicate_by_hand(world, world.instance_arn)
    refuse_to_replicate(world, why)
    assert not new(world).deploy(asked_for(world, ReplicaAlias="by-hand")).succeeded
    world.settle()
    assert replicas(world) == [replica_of(world)]


@pytest.mark.parametrize("why", [why for why in REFUSALS if why != "unavailable"])
def test_what_others_replicate_after_a_refusal_is_left_alone(world: World, why: str) -> None:
    refuse_to_replicate(world, why)
    resource = new(world)
    given_up = resource.cancel(resource.create_event(asked_for(world)), after=30)
    world.remote_calls.before.clear()
    replicate_by_hand(world, world.instance_arn)
    assert resource.delete(asked_for(world), given_up.physical_resource_id).succeeded
    world.settle()
    assert replicas(world) == [replica_of(world)]


@pytest.mark.parametrize("why", REFUSALS)
def test_an_update_that_fails_leaves_a_replica_that_others_made(world: World, why: str) -> None:
    resource, old, (other, *_) = new(world), asked_for(world), world.new_instance()
    arn = resource.create(old).physical_resource_id
    replicate_by_hand(world, other)
    refuse_to_replicate(world, why)
    wanted = {**old, "InstanceArn": other, "ReplicaAlias": "by-hand"}
    assert not resource.update(old, wanted, arn).succeeded
    assert resource.update(wanted, old, arn).succeeded
    world.settle()
    assert sorted(replicas(world)) == sorted([arn, other.replace(HOME, REPLICA)])


def test_one_that_others_made_in_the_place_of_ours_is_left_alone(world: World) -> None:
    resource = new(world)
    arn = resource.create(asked_for(world)).physical_resource_id
    world.provider.connect_in(REPLICA).delete_instance(InstanceId=arn.rpartition("/")[2])
    world.advance(60)
    replicate_by_hand(world, world.instance_arn)
    assert resource.delete(asked_for(world), arn).succeeded
    assert replicas(world) == [arn]


def test_an_instance_that_somebody_else_replicated_is_refused_and_its_replica_left_alone(world: World) -> None:
    replicate_by_hand(world, world.instance_arn)
    refused = new(world).deploy(asked_for(world))
    assert f"The instance {world.instance_arn} is replicated already (us-west-2), and not by this" in refused.reason
    assert replicas(world) == [replica_of(world)]


def test_a_replica_of_another_stack_is_left_alone(world: World) -> None:
    assert new(world).create(asked_for(world)).succeeded
    assert "is replicated already" in new(world).deploy(asked_for(world, ReplicaAlias="another")).reason
    assert replicas(world) == [replica_of(world)]


@pytest.mark.parametrize(
    ("properties", "sentence"),
    [
        (
            {"ReplicaRegion": "eu-west-2"},
            "can't be replicated to eu-west-2: An instance of us-east-1 can be replicated",
        ),
        ({"ReplicaAlias": "contact-center"}, "can't be replicated to us-west-2: An instance has that alias"),
        ({"ReplicaRegion": "us-east-1"}, "is the Region of the instance itself"),
        ({"ReplicaRegion": "Oregon"}, "ReplicaRegion 'Oregon' is not a Region"),
        ({"ReplicaAlias": "d-1234"}, "ReplicaAlias 'd-1234' is not allowed"),
        ({"InstanceArn": "contact-center"}, "InstanceArn 'contact-center' is not an Amazon Connect ARN"),
        ({"Region": REPLICA}, "unknown property 'Region': did you mean ReplicaRegion?"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(world: World, properties: dict[str, str], sentence: str) -> None:
    refused = new(world).deploy(asked_for(world, **properties))
    assert sentence in refused.reason
    assert replicas(world) == []


def test_the_services_own_precondition_comes_out(world: World) -> None:
    plain = world.connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="plain",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    refused = new(world).deploy(asked_for(world, InstanceArn=plain["Arn"]))
    assert "Only SAML instances can be replicated" in refused.reason


def test_an_instance_that_is_not_ready_is_waited_for(world: World) -> None:
    world.control.inject_fault("ReplicateInstance", "ResourceNotReadyException", count=3)
    created = new(world).create(asked_for(world))
    assert created.succeeded, created.reason


def test_an_instance_that_is_not_there(world: World) -> None:
    missing = f"{world.instance_arn[:-4]}0000"
    assert f"The instance {missing} is not there" in new(world).deploy(asked_for(world, InstanceArn=missing)).reason


@dataclass
class Deployed:
    resource: Lifecycle
    properties: dict[str, Any]
    arn: str

    def update(self, **changed: str) -> Response:
        return self.resource.update(self.properties, {**self.properties, **changed}, self.arn)

    def delete(self) -> Response:
        return self.resource.delete(self.properties, self.arn)


@pytest.fixture
def deployed(world: World) -> Deployed:
    resource, properties = new(world), asked_for(world)
    return Deployed(resource, properties, resource.create(properties).physical_resource_id)


def test_an_update_of_nothing(world: World, deployed: Deployed) -> None:
    assert deployed.update().physical_resource_id == deployed.arn
    assert len(world.sent("ReplicateInstance")) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ReplicaRegion": "us-west-1"}, "can't become one in us-west-1: an instance has one replica"),
        ({"ReplicaAlias": "other"}, "has the alias 'resilient', which can't become 'other'"),
    ],
)
def test_a_change_that_the_service_does_not_know_is_refused_and_rolled_back(
    world: World, deployed: Deployed, change: dict[str, str], sentence: str
) -> None:
    refused = deployed.update(**change)
    assert sentence in refused.reason
    changed = {**deployed.properties, **change}
    back = deployed.resource.update(changed, deployed.properties, refused.physical_resource_id)
    assert (back.succeeded, back.physical_resource_id) == (True, deployed.arn)
    assert replicas(world) == [deployed.arn]


def test_another_instance_is_another_replica(world: World, deployed: Deployed) -> None:
    updated = deployed.update(InstanceArn=world.new_instance()[0], ReplicaAlias="other")
    assert updated.succeeded, updated.reason
    assert deployed.delete().succeeded
    assert replicas(world) == [updated.physical_resource_id]


@pytest.mark.parametrize("kind", [None, FaultKind.DENIED, *KILLS])
@pytest.mark.parametrize("operation", ["ReplicateInstance", "TagResource"])
@pytest.mark.parametrize("after", [0.5, 30, 300])
def test_what_an_update_asked_for_that_is_rolled_back_is_deleted(
    world: World, deployed: Deployed, operation: str, kind: FaultKind | None, after: float
) -> None:
    """CloudFormation was never given the other instance's replica: it will not name it."""
    resource, old = deployed.resource, deployed.properties
    new_properties = {**old, "InstanceArn": world.new_instance()[0], "ReplicaAlias": "other"}
    if kind is not None:
        world.disturb(Fault(kind, operation=operation))
    resource.cancel(resource.update_event(old, new_properties, deployed.arn), after)
    world.remote_calls.calm()
    back = resource.update(new_properties, old, deployed.arn)
    assert (back.succeeded, back.physical_resource_id) == (True, deployed.arn), back.reason
    assert replicas(world) == [deployed.arn]
    assert deployed.delete().succeeded
    assert replicas(world) == []


def test_a_replica_that_cannot_be_deleted_is_no_obstacle_to_a_rollback(world: World, deployed: Deployed) -> None:
    resource, old = deployed.resource, deployed.properties
    other = world.new_instance()[0]
    new_properties = {**old, "InstanceArn": other, "ReplicaAlias": "other"}
    resource.cancel(resource.update_event(old, new_properties, deployed.arn), 30)
    world.connect.create_traffic_distribution_group(Name="group", InstanceId=other.rpartition("/")[2])
    assert resource.update(new_properties, old, deployed.arn).succeeded
    assert replicas(world) == [deployed.arn, other.replace(HOME, REPLICA)]


def test_a_replica_that_disappeared_is_named(world: World, deployed: Deployed) -> None:
    world.provider.connect_in(REPLICA).delete_instance(InstanceId=deployed.arn.rpartition("/")[2])
    assert f"The replica {deployed.arn} is not there any more" in deployed.update().reason


def test_a_replica_that_a_group_needs_is_not_deleted(world: World, deployed: Deployed) -> None:
    world.connect.create_traffic_distribution_group(Name="group", InstanceId=deployed.arn.rpartition("/")[2])
    assert "still has traffic distribution groups: group" in deployed.delete().reason
    assert replicas(world) == [deployed.arn]


def test_a_group_that_is_being_deleted_is_waited_for(world: World, deployed: Deployed) -> None:
    """CloudFormation's express mode does not wait for its end. DeleteInstance would be refused, and is sent once."""
    client = world.connect
    groups = [
        client.create_traffic_distribution_group(Name=f"group{n}", InstanceId=deployed.arn.rpartition("/")[2])["Id"]
        for n in range(12)
    ]
    world.control.configure({"settle_seconds": 60.0})
    world.advance(60)
    for group in groups:
        client.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    assert deployed.delete().succeeded
    assert len(world.sent("DeleteInstance")) == 1
    assert replicas(world) == []


@pytest.mark.parametrize("code", ["AccessDeniedException", "InvalidRequestException", "ResourceNotFoundException"])
def test_it_is_deleted_though_its_groups_can_not_be_listed(world: World, deployed: Deployed, code: str) -> None:
    refuse(world, "ListTrafficDistributionGroups", code)
    deleted = deployed.delete()
    assert deleted.succeeded, deleted.reason
    assert replicas(world) == []


def test_a_replica_that_has_another_owner_now_is_left_alone(world: World, deployed: Deployed) -> None:
    tags = {"connect-replicated-instance:stack-id": "another"}
    world.provider.connect_in(REPLICA).tag_resource(resourceArn=deployed.arn, tags=tags)
    assert deployed.delete().succeeded
    assert replicas(world) == [deployed.arn]


def test_one_that_is_deleted_and_made_again_asks_anew(world: World, deployed: Deployed) -> None:
    """The token of the first would be answered with what is deleted."""
    assert deployed.delete().succeeded
    world.settle()
    again = deployed.resource.create(deployed.properties)
    assert again.succeeded, again.reason
    tokens = [call["ClientToken"] for call in world.sent("ReplicateInstance")]
    assert len(set(tokens)) == len(tokens) == 2
    assert replicas(world) == [deployed.arn]


@pytest.mark.parametrize("seconds", [5.0, 300.0])
def test_a_deletion_is_asked_for_once_however_long_it_takes(world: World, deployed: Deployed, seconds: float) -> None:
    """DeleteInstance may be called once in ten seconds, and so many times in thirty days."""
    world.control.configure({"settle_seconds": seconds})
    assert deployed.delete().succeeded
    assert len(world.sent("DeleteInstance")) == 1
    assert replicas(world) == []


@pytest.mark.parametrize("kind", [None, *KILLS])
@pytest.mark.parametrize("operation", CALLS)
def test_the_delete_of_a_made_up_id_spares_the_replica_of_the_next_create(
    world: World, operation: str, kind: FaultKind | None
) -> None:
    """Rollback is switched off: what was given up is deleted after it was made anew."""
    if kind is not None:
        world.disturb(Fault(kind, operation=operation))
    resource = new(world)
    given_up = resource.cancel(resource.create_event(asked_for(world)), after=0.5)
    again = resource.create(asked_for(world))
    assert again.succeeded, again.reason
    assert resource.delete(asked_for(world), given_up.physical_resource_id).succeeded
    assert replicas(world) == [replica_of(world)]
    assert resource.delete(asked_for(world), again.physical_resource_id).succeeded
    assert replicas(world) == []


def test_one_that_was_deleted_by_hand_is_asked_for_anew(world: World, deployed: Deployed) -> None:
    """The resource was retained, and comes back."""
    world.provider.connect_in(REPLICA).delete_instance(InstanceId=deployed.arn.rpartition("/")[2])
    world.advance(60)
    assert deployed.resource.create(deployed.properties).succeeded
    assert replicas(world) == [deployed.arn]


@pytest.mark.parametrize("name", ["InstanceArn", "ReplicaRegion", "ReplicaAlias", "OfTomorrow"])
@pytest.mark.parametrize("value", ["gone", 7, None, {"a": ["b"]}, "x" * 5000])
def test_a_delete_ends_it_whatever_its_properties_are(
    world: World, deployed: Deployed, name: str, value: object
) -> None:
    assert deployed.resource.delete({**deployed.properties, name: value}, deployed.arn).succeeded
    assert replicas(world) == []


def test_a_retained_replica_survives_the_failure_of_a_later_create(world: World) -> None:
    resource, properties = new(world), asked_for(world)
    assert resource.create(properties).succeeded
    refuse(world, "ListTagsForResource", "AccessDeniedException")
    failed = resource.create(properties)
    assert "ListTagsForResource" in failed.reason
    world.remote_calls.before.clear()
    assert resource.delete(properties, failed.physical_resource_id).succeeded
    assert replicas(world) == [replica_of(world)]
    again = resource.create(properties)
    assert again.succeeded, again.reason
    assert resource.delete(properties, again.physical_resource_id).succeeded
    assert replicas(world) == []
