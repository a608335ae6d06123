"""CloudFormation changes a stack's policies before it deletes what has left the template: the Delete is allowed still.

Each resource is created, and then deleted under the policies of a template in which only others of its type are left.
The rollback of an update deletes what the update created under the earlier template, which is the same.
"""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk.assertions import Template

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberQuotaIncrease,
    ReplicatedInstance,
    TrafficDistribution,
    TrafficDistributionGroupUser,
)
from constructs_lib.private.replication_policies import STACK_ID_TAG
from replicated_instance import replica
from tests.constructs.support import new_stack
from tests.lifecycle.scenes import REPLICA, adopting, group_of
from tests.replicated_instance.test_replicated_instance import asked_for, replicas
from tests.security.access import Access
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import (
    PHONE_NUMBER,
    QUOTA_INCREASE,
    REPLICATED_INSTANCE,
    TRAFFIC_DISTRIBUTION,
    TRAFFIC_DISTRIBUTION_GROUP_USER,
)
from tests.simulation.world import World
from tests.traffic_distribution.test_group_user import new_user

OTHER_GROUP = "arn:aws:connect:us-east-1:123456789012:traffic-distribution-group/cccccccc-1111-4111-8111-cccccccccccc"
Properties = dict[str, Any]


@pytest.fixture(scope="module")
def others() -> Template:
    """A stack with one of each resource, at an instance and a group that no test uses."""
    stack = new_stack()
    instance_arn = "arn:aws:connect:us-east-1:123456789012:instance/bbbbbbbb-1111-4111-8111-bbbbbbbbbbbb"
    group: Any = {"traffic_distribution_group": OTHER_GROUP}
    ClaimedPhoneNumber(stack, "Number", target=instance_arn, phone_number="+12065550100")
    ReplicatedInstance(stack, "Replica", instance=instance_arn, replica_region=REPLICA)
    PhoneNumberQuotaIncrease(stack, "More", instance=instance_arn, desired_value=20)
    TrafficDistribution(stack, "Halves", telephony_config={"us-east-1": 50, REPLICA: 50}, **group)
    user_arn = f"{instance_arn}/agent/dddddddd-1111-4111-8111-dddddddddddd"
    TrafficDistributionGroupUser(stack, "Member", user=user_arn, **group)
    return Template.from_stack(stack)


def restrict(world: World, template: Template, resource: Lifecycle) -> Access:
    """Let the function do only what the template allows from now on, as a part of the resource's stack."""

    def tags(instance_arn: str) -> dict[str, str]:
        client = world.provider.connect_in(instance_arn.split(":")[3])
        return dict(client.list_tags_for_resource(resourceArn=instance_arn)["tags"])

    access = Access(template, stack_id=resource.stack_id, tags=tags)
    world.remote_calls.before.append(access.decide)
    return access


def at_instance(world: World, **more: Any) -> Properties:
    return {**world.exact("+12065550142"), "ContactFlowArns": [world.flow_arns[0]], **more}


def at_group(world: World, **more: Any) -> Properties:
    flows = [world.flow_arns[0], world.flow_arns[0].replace("us-east-1", REPLICA)]
    return {**world.exact("+12065550142"), "TargetArn": group_of(world), "ContactFlowArns": flows, **more}


def ported(world: World) -> Properties:
    number = world.control.console_claim(world.instance_arn)["phone_number"]
    world.advance(5)
    return {**adopting(world, number), "ContactFlowArns": [world.flow_arns[0]]}


def imported(world: World) -> Properties:
    return {"TargetArn": world.instance_arn, "SourcePhoneNumberArn": world.control.request_source("+12065550999")}


def distribution(world: World) -> Properties:
    shares = [{"Region": "us-east-1", "Percentage": 70}, {"Region": REPLICA, "Percentage": 30}]
    return {"TrafficDistributionGroupArn": group_of(world), "TelephonyConfig": {"Distributions": shares}}


def group_user(world: World) -> Properties:
    return {"TrafficDistributionGroupArn": group_of(world), "UserArn": new_user(world)}


def quota_increase(world: World) -> Properties:
    return {"InstanceArn": world.instance_arn, "DesiredValue": "20"}


SCENES: dict[str, tuple[str, Callable[[World], Properties]]] = {
    "number of an instance": (PHONE_NUMBER, lambda world: at_instance(world, ReleasePolicy="RELEASE")),
    "number of an instance, parked": (PHONE_NUMBER, lambda world: at_instance(world, ReleasePolicy="PARK")),
    "number of a group": (PHONE_NUMBER, lambda world: at_group(world, ReleasePolicy="RELEASE")),
    "number of a group, parked": (PHONE_NUMBER, lambda world: at_group(world, ReleasePolicy="PARK")),
    "adopted number": (PHONE_NUMBER, ported),
    "imported number": (PHONE_NUMBER, imported),
    "replica": (REPLICATED_INSTANCE, asked_for),
    "traffic distribution": (TRAFFIC_DISTRIBUTION, distribution),
    "user of a group": (TRAFFIC_DISTRIBUTION_GROUP_USER, group_user),
    "quota increase": (QUOTA_INCREASE, quota_increase),
}


@pytest.mark.parametrize("scene", SCENES)
def test_it_is_deleted_though_the_policy_names_only_others(world: World, others: Template, scene: str) -> None:
    resource_type, properties_of = SCENES[scene]
    properties = properties_of(world)
    resource = world.resource("Left", resource_type)
    created = resource.create(properties)
    assert created.succeeded, created.reason
    access = restrict(world, others, resource)
    deleted = resource.delete(properties, created.physical_resource_id)
    assert (access.denied, deleted.reason) == ([], "")
    assert deleted.succeeded


@pytest.mark.parametrize("after", [3, 8, 30])
@pytest.mark.parametrize("scene", SCENES)
def test_a_create_that_is_given_up_is_deleted_as_well(world: World, others: Template, scene: str, after: int) -> None:
    """As the rollback of an update that added the resource."""
    resource_type, properties_of = SCENES[scene]
    properties = properties_of(world)
    resource = world.resource("Left", resource_type)
    given_up = resource.cancel(resource.create_event(properties), after)
    access = restrict(world, others, resource)
    deleted = resource.delete(properties, given_up.physical_resource_id)
    assert (access.denied, deleted.reason) == ([], "")
    assert deleted.succeeded


def test_a_number_of_a_group_is_parked_where_it_does_not_keep_the_group(world: World, others: Template) -> None:
    properties = at_group(world, ReleasePolicy="PARK")
    resource = world.resource("Left")
    created = resource.create(properties)
    restrict(world, others, resource)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.describe(created.physical_resource_id)["TargetArn"] == world.instance_arn


def test_only_the_stacks_own_replica_may_be_deleted(world: World, others: Template) -> None:
    resource, properties = world.resource("Left", REPLICATED_INSTANCE), asked_for(world)
    created = resource.create(properties)
    restrict(world, others, world.resource("Other", REPLICATED_INSTANCE))
    assert "DeleteInstance" in resource.delete(properties, created.physical_resource_id).reason
    assert replicas(world) == [created.physical_resource_id]


def test_the_policies_name_the_others_only(world: World, others: Template) -> None:
    """Else the tests above would show nothing."""
    resource = world.resource("Left")
    access = restrict(world, others, resource)
    assert not resource.create(at_instance(world)).succeeded
    assert any(denied.startswith("connect:ClaimPhoneNumber") for denied in access.denied)


def test_the_policys_tag_is_the_functions() -> None:
    assert STACK_ID_TAG == replica.STACK_ID_TAG
