"""A replica of an instance in a second Region, from its create to its delete."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from replicated_instance import handler
from tests.handler import lifecycle
from tests.handler.lifecycle import FunctionKilled, Lifecycle
from tests.handler.world import REGION, World

REPLICA_REGION = "us-west-2"


@pytest.fixture(autouse=True)
def functions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lifecycle, "handler", handler)
    yield
    handler.forget_clients()


def asked_for(world: World, **more: str) -> dict[str, Any]:
    return {"InstanceArn": world.instance_arn, "ReplicaRegion": REPLICA_REGION, "ReplicaAlias": "resilient", **more}


def replica_arn(world: World) -> str:
    return world.instance_arn.replace(REGION, REPLICA_REGION)


def replicas() -> list[str]:
    connect = boto3.client("connect", region_name=REPLICA_REGION)
    return [instance["Arn"] for instance in connect.list_instances()["InstanceSummaryList"]]


def replicate_by_hand(world: World) -> None:
    instance_id = world.instance_arn.rpartition("/")[2]
    world.connect.replicate_instance(InstanceId=instance_id, ReplicaRegion=REPLICA_REGION, ReplicaAlias="by-hand")
    world.advance(5)


def test_it_is_created_waited_for_and_deleted(world: World) -> None:
    resource = world.resource("Replica")
    event = resource.event("Create", asked_for(world))
    assert resource.run(event, polls=1).reason == "Operation timed out"
    created = resource.run(event)
    assert created.succeeded, created.reason
    assert created.physical_resource_id == replica_arn(world)
    assert created.data == {
        "InstanceArn": world.instance_arn,
        "ReplicaArn": replica_arn(world),
        "ReplicaId": world.instance_arn.rpartition("/")[2],
        "ReplicaRegion": REPLICA_REGION,
    }
    assert len(world.sent("ReplicateInstance")) == 1
    # Ready: a group, which the service refuses while the replication goes on, can be created.
    group = world.connect.create_traffic_distribution_group(Name="group", InstanceId=created.data["ReplicaId"])
    world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group["Id"])
    world.advance(5)
    assert resource.delete(asked_for(world), created.physical_resource_id).succeeded
    assert replicas() == []
    assert resource.delete(asked_for(world), created.physical_resource_id).succeeded, "not found is deleted"


@pytest.mark.parametrize("operation", ["ReplicateInstance", "TagResource", "DescribeInstance", "ListTagsForResource"])
@pytest.mark.parametrize("fault", ["throttle", "internal_error", "drop_before_effect", "drop_after_effect"])
def test_a_call_that_is_not_answered_is_made_again(world: World, operation: str, fault: str) -> None:
    world.control.inject_fault(operation, fault)
    created = world.resource("Replica").create(asked_for(world))
    assert created.succeeded, created.reason
    assert replicas() == [replica_arn(world)]


@pytest.mark.parametrize("operation", ["replicate", "tag", "describe"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_create_that_is_cut_off_leaves_nothing_once_it_is_rolled_back(
    world: World, monkeypatch: pytest.MonkeyPatch, operation: str, moment: str
) -> None:
    real = getattr(handler.Instances, operation)

    def cut_off(*arguments: Any) -> Any:
        if moment == "after":
            real(*arguments)
        raise FunctionKilled

    resource = world.resource("Replica")
    with monkeypatch.context() as patch:
        patch.setattr(handler.Instances, operation, cut_off)
        created = resource.create(asked_for(world))
    assert not created.succeeded
    world.advance(5)
    assert resource.delete(asked_for(world), created.physical_resource_id).succeeded
    assert replicas() == []


def test_an_instance_that_somebody_else_replicated_is_refused_and_its_replica_left_alone(world: World) -> None:
    replicate_by_hand(world)
    refused = world.resource("Replica").deploy(asked_for(world))
    assert f"The instance {world.instance_arn} is replicated already (us-west-2), and not by this" in refused.reason
    assert replicas() == [replica_arn(world)]


def test_a_replica_of_another_stack_is_left_alone(world: World) -> None:
    assert world.resource("Replica").create(asked_for(world)).succeeded
    refused = world.resource("Replica").deploy(asked_for(world, ReplicaAlias="another"))
    assert "is replicated already" in refused.reason
    assert replicas() == [replica_arn(world)]


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
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(world: World, properties: dict[str, str], sentence: str) -> None:
    assert sentence in world.resource("Replica").deploy(asked_for(world, **properties)).reason
    assert replicas() == []


def test_the_services_own_precondition_comes_out(world: World) -> None:
    world.control.configure({"replication_needs_saml": True})
    assert "Only SAML instances can be replicated" in world.resource("Replica").deploy(asked_for(world)).reason


def test_an_instance_that_is_not_there(world: World) -> None:
    missing = f"{world.instance_arn[:-4]}0000"
    refused = world.resource("Replica").deploy(asked_for(world, InstanceArn=missing))
    assert f"The instance {missing} is not there" in refused.reason


@pytest.fixture
def deployed(world: World) -> tuple[Lifecycle, dict[str, Any], str]:
    resource, properties = world.resource("Replica"), asked_for(world)
    return resource, properties, resource.create(properties).physical_resource_id


def test_an_update_of_nothing(world: World, deployed: tuple[Lifecycle, dict[str, Any], str]) -> None:
    resource, properties, arn = deployed
    updated = resource.update(properties, properties, arn)
    assert (updated.succeeded, updated.physical_resource_id) == (True, arn)
    assert len(world.sent("ReplicateInstance")) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ReplicaRegion": "us-west-1"}, "can't become one in us-west-1: an instance has one replica"),
        ({"ReplicaAlias": "other"}, "has the alias 'resilient', which can't become 'other'"),
    ],
)
def test_a_change_that_the_service_does_not_know_is_refused_and_rolled_back(
    world: World, deployed: tuple[Lifecycle, dict[str, Any], str], change: dict[str, str], sentence: str
) -> None:
    resource, properties, arn = deployed
    changed = {**properties, **change}
    refused = resource.update(properties, changed, arn)
    assert sentence in refused.reason
    rolled_back = resource.update(changed, properties, refused.physical_resource_id)
    assert (rolled_back.succeeded, rolled_back.physical_resource_id) == (True, arn)
    assert replicas() == [replica_arn(world)]


def test_another_instance_is_another_replica(world: World, deployed: tuple[Lifecycle, dict[str, Any], str]) -> None:
    resource, properties, arn = deployed
    other = world.new_instance()[0]
    changed = {**properties, "InstanceArn": other, "ReplicaAlias": "other"}
    updated = resource.update(properties, changed, arn)
    assert updated.physical_resource_id == other.replace(REGION, REPLICA_REGION)
    assert resource.delete(properties, arn).succeeded
    assert replicas() == [updated.physical_resource_id]


def test_a_replica_that_disappeared_is_named(world: World, deployed: tuple[Lifecycle, dict[str, Any], str]) -> None:
    resource, properties, arn = deployed
    boto3.client("connect", region_name=REPLICA_REGION).delete_instance(InstanceId=arn.rpartition("/")[2])
    assert f"The replica {arn} is not there any more" in resource.update(properties, properties, arn).reason


def test_a_replica_that_a_group_needs_is_not_deleted(
    world: World, deployed: tuple[Lifecycle, dict[str, Any], str]
) -> None:
    resource, properties, arn = deployed
    world.connect.create_traffic_distribution_group(Name="group", InstanceId=arn.rpartition("/")[2])
    assert "still has traffic distribution groups: group" in resource.delete(properties, arn).reason
    assert replicas() == [arn]


def test_a_replica_that_has_another_owner_now_is_left_alone(
    world: World, deployed: tuple[Lifecycle, dict[str, Any], str]
) -> None:
    resource, properties, arn = deployed
    connect = boto3.client("connect", region_name=REPLICA_REGION)
    connect.tag_resource(resourceArn=arn, tags={"connect-replicated-instance:stack-id": "another"})
    assert resource.delete(properties, arn).succeeded
    assert replicas() == [arn]


def test_a_delete_whose_properties_cannot_be_read(deployed: tuple[Lifecycle, dict[str, Any], str]) -> None:
    resource, _, arn = deployed
    assert resource.delete({"InstanceArn": "gone"}, arn).succeeded
    assert replicas() == []
