"""The administrator guide's workflow for numbers of a traffic distribution group, step by step.

https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html, "Example
workflow". What CloudFormation's own type does (step 2), and the choice of flows (steps 7.1.1 and 7.2.1), the test does;
all else the function. It asks more often than the workflow says: each step's call comes first where it is compared.
"""

from typing import Any

import pytest

from tests.lifecycle.scenes import REPLICA
from tests.simulation.logical_resource import REPLICATED_INSTANCE
from tests.simulation.response import Response
from tests.simulation.world import World

HOME = "us-east-1"
ASSOCIATE = "AssociatePhoneNumberContactFlow"

Call = tuple[str, str, dict[str, Any]]
"""Operation, Region, and those of its parameters that the workflow names."""


def made(world: World, *named: Call) -> list[Call]:
    """The successful calls that have these names and parameters, in order, each once."""
    found = []
    for entry in world.control.journal():
        for operation, region, parameters in named:
            is_it = (entry["operation"], entry["region_name"]) == (operation, region)
            is_it = is_it and parameters.items() <= entry["parameters"].items() and entry["error_code"] is None
            if is_it and (operation, region, parameters) not in found:
                found.append((operation, region, parameters))
    return found


def flows_listed(world: World, region: str) -> list[str]:
    """Steps 7.1.1 and 7.2.1: the instance's flows, as its Region lists them."""
    instance_id = world.instance_arn.rpartition("/")[2]
    listed = world.provider.connect_in(region).list_contact_flows(InstanceId=instance_id)["ContactFlowSummaryList"]
    return sorted(flow["Arn"] for flow in listed)


def steps(instance_id: str, group: str, created: Response, flows: list[str]) -> list[Call]:
    """The workflow's calls for a number, with a flow in the home Region, or with one in each."""
    arn = created.physical_resource_id
    return [
        ("ReplicateInstance", HOME, {"InstanceId": instance_id, "ReplicaRegion": REPLICA}),
        ("CreateTrafficDistributionGroup", HOME, {"InstanceId": instance_id}),
        ("DescribeTrafficDistributionGroup", HOME, {"TrafficDistributionGroupId": group}),
        ("SearchAvailablePhoneNumbers", HOME, {"TargetArn": group}),
        ("ClaimPhoneNumber", HOME, {"TargetArn": group, "PhoneNumber": created.data["PhoneNumber"]}),
        ("DescribePhoneNumber", HOME, {"PhoneNumberId": arn}),
        *(
            # From the replica's Region, the number is known by its full ARN alone.
            (ASSOCIATE, region, {"PhoneNumberId": arn, "InstanceId": instance_id, "ContactFlowId": flow[-36:]})
            for region, flow in zip((HOME, REPLICA), flows, strict=False)
        ),
    ]


def require_answered(world: World, group: str, created: Response, flows: set[str]) -> None:
    """The number is the group's, known in both Regions, and enters these flows."""
    arn = created.physical_resource_id
    described = world.describe(arn)
    assert (described["PhoneNumberStatus"]["Status"], described["TargetArn"]) == ("CLAIMED", group)
    assert set(world.flows_of(arn)) == flows
    away = world.provider.connect_in(REPLICA).describe_phone_number(PhoneNumberId=arn)
    assert away["ClaimedPhoneNumberSummary"]["PhoneNumber"] == created.data["PhoneNumber"]


@pytest.mark.parametrize("one_flow", [True, False], ids=["one flow", "a flow per Region"])
@pytest.mark.parametrize("mirroring", [True, False], ids=["mirrored", "apart"])
def test_the_calls_are_the_workflows_in_its_order(world: World, mirroring: bool, one_flow: bool) -> None:
    world.control.configure({"mirroring": mirroring})
    instance_id = world.instance_arn.rpartition("/")[2]

    # 1. Create a replica of the instance.
    replicated = {"InstanceArn": world.instance_arn, "ReplicaRegion": REPLICA}
    assert world.resource("Replica", REPLICATED_INSTANCE).create(replicated).succeeded

    # 2. Create a traffic distribution group that links the two.
    group = str(world.connect.create_traffic_distribution_group(Name="resilient", InstanceId=instance_id)["Arn"])

    # 7.1.1 and 7.2.1: the flows of both, which have the same ids.
    home, away = flows_listed(world, HOME), flows_listed(world, REPLICA)
    assert away == [arn.replace(HOME, REPLICA) for arn in home]
    # Apart, each Region may have another flow.
    flow, twin = home[0], away[0] if mirroring else away[1]
    flows = [flow] if one_flow else [flow, twin]
    properties = {**world.search, "TargetArn": group, "ContactFlowArns": flows}
    properties |= {} if mirroring else {"ContactFlowsMirrored": "false"}

    # 3. to 7., and 6. once more.
    for name in ("Support", "Sales"):
        created = world.resource(name).create(properties)
        assert created.succeeded, created.reason
        expected = steps(instance_id, group, created, flows)
        assert made(world, *expected) == expected
        world.advance(60)
        # With one flow, it is mirroring that has calls answered in the other Region.
        require_answered(world, group, created, {flow, twin} if mirroring or not one_flow else {flow})
    sent = [entry["operation"] for entry in world.control.journal() if entry["error_code"] is None]
    assert (sent.count("ReplicateInstance"), sent.count("ClaimPhoneNumber")) == (1, 2)
    assert sent.count(ASSOCIATE) == (2 if one_flow else 4)
