"""A number of a traffic distribution group."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aws_cdk import App, CfnParameter, RemovalPolicy, Stack, Tags
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Annotations, Match, Template

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberSearch,
    PhoneNumberType,
    PhoneNumberValidationError,
    ReplicatedInstance,
    TdgPhoneNumber,
)

from .support import (
    ACCOUNT,
    CONTACT_FLOW_ARN,
    CONTEXT,
    GROUP_ARN,
    INSTANCE_ARN,
    new_group,
    new_instance,
    new_stack,
    number,
    permissions,
    resources,
    resources_of,
)

REPLICA_FLOW_ARN = CONTACT_FLOW_ARN.replace("us-east-1", "us-west-2")
GOOD: dict[str, Any] = {"traffic_distribution_group": GROUP_ARN, "phone_number": "+12065550100"}


def new_flow(stack: Stack, id: str, instance_arn: str) -> connect.CfnContactFlow:
    return connect.CfnContactFlow(stack, id, content="{}", instance_arn=instance_arn, name=id, type="CONTACT_FLOW")


def test_it_is_a_number_with_a_flow_in_each_region() -> None:
    stack = new_stack()
    TdgPhoneNumber(
        stack,
        "Support",
        traffic_distribution_group=GROUP_ARN,
        search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID, prefixes=["+1206"]),
        contact_flows=[CONTACT_FLOW_ARN, REPLICA_FLOW_ARN],
        description="Support line",
        tags={"team": "support"},
        take_parked=False,
        removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    )
    Tags.of(stack).add("stage", "test")
    template = Template.from_stack(stack)
    resource = number(template, "Support")
    del resource["Properties"]["ServiceToken"], resource["Properties"]["ServiceTimeout"]
    assert resource["Properties"] == {
        "TargetArn": GROUP_ARN,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberPrefixes": ["+1206"],
        "PhoneNumberDescription": "Support line",
        "ContactFlowArns": [CONTACT_FLOW_ARN, REPLICA_FLOW_ARN],
        "TakeParked": "false",
        "Tags": [{"Key": "stage", "Value": "test"}, {"Key": "team", "Value": "support"}],
    }
    assert resource["DeletionPolicy"] == "RetainExceptOnCreate"
    statements = permissions(template)
    assert resources_of(statements, "connect:ClaimPhoneNumber") == [GROUP_ARN]
    replica = INSTANCE_ARN.replace("us-east-1", "us-west-2")
    assert sorted(resources_of(statements, "connect:AssociatePhoneNumberContactFlow")) == [
        f"{INSTANCE_ARN}/contact-flow/*",
        f"{replica}/contact-flow/*",
        f"arn:aws:connect:us-west-2:{ACCOUNT}:phone-number/*",
    ]
    Annotations.from_stack(stack).has_no_warning("*", Match.any_value())


def test_numbers_are_deleted_before_their_group_and_that_before_the_replica() -> None:
    stack = new_stack()
    instance = new_instance(stack)
    flow = new_flow(stack, "Flow", instance.attr_arn)
    replica = ReplicatedInstance(stack, "Replica", instance=instance, replica_region="us-west-2")
    replica.node.add_dependency(flow)
    group = new_group(stack, replica.instance_arn)
    flows = [flow, replica.contact_flow_arn(flow)]
    TdgPhoneNumber(
        stack, "ByConstruct", traffic_distribution_group=group, contact_flows=flows, phone_number="+12065550100"
    )
    arn = group.attr_traffic_distribution_group_arn
    TdgPhoneNumber(stack, "ByArn", traffic_distribution_group=arn, contact_flows=flows, phone_number="+12065550101")
    # from_stack refuses templates with cycles.
    template = Template.from_stack(stack)
    [group_id] = resources(template, "AWS::Connect::TrafficDistributionGroup")
    [replica_id] = resources(template, "Custom::ConnectReplicatedInstance")
    [flow_id] = resources(template, "AWS::Connect::ContactFlow")
    assert number(template, "ByConstruct")["Properties"]["TargetArn"] == {"Ref": group_id}
    assert number(template, "ByArn")["Properties"]["TargetArn"] == {
        "Fn::GetAtt": [group_id, "TrafficDistributionGroupArn"]
    }
    [group_resource] = resources(template, "AWS::Connect::TrafficDistributionGroup").values()
    assert group_resource["Properties"]["InstanceArn"] == {"Fn::GetAtt": [replica_id, "InstanceArn"]}
    home, away = number(template, "ByArn")["Properties"]["ContactFlowArns"]
    assert home == {"Ref": flow_id}
    assert away == {
        "Fn::Join": [
            "",
            [
                f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/",
                {"Fn::GetAtt": [replica_id, "ReplicaId"]},
                "/contact-flow/",
                {"Fn::Select": [3, {"Fn::Split": ["/", {"Ref": flow_id}]}]},
            ],
        ]
    }
    Annotations.from_stack(stack).has_no_warning("*", Match.any_value())


def test_a_flow_may_transfer_to_another_number_of_the_group() -> None:
    """The policy must not depend on flows: one that names a number would depend on itself."""
    stack = new_stack()
    instance = new_instance(stack)
    replica = ReplicatedInstance(stack, "Replica", instance=instance, replica_region="us-west-2")
    group = new_group(stack, replica.instance_arn)
    sales = TdgPhoneNumber(stack, "Sales", traffic_distribution_group=group, phone_number="+12065550100")
    transfer = connect.CfnContactFlow(
        stack,
        "Transfer",
        content=sales.phone_number,
        instance_arn=instance.attr_arn,
        name="To sales",
        type="CONTACT_FLOW",
    )
    TdgPhoneNumber(
        stack,
        "Support",
        traffic_distribution_group=group,
        phone_number="+12065550101",
        contact_flows=[transfer, replica.contact_flow_arn(transfer)],
    )
    # from_stack refuses templates with cycles.
    template = Template.from_stack(stack)
    assert "Transfer" not in json.dumps(permissions(template))
    [instance_id] = resources(template, "AWS::Connect::Instance")
    flows = resources_of(permissions(template), "connect:AssociatePhoneNumberContactFlow")
    assert {"Fn::Join": ["", [{"Fn::GetAtt": [instance_id, "Arn"]}, "/contact-flow/*"]]} in flows


def refusal(stack: Stack, **changes: Any) -> PhoneNumberValidationError:
    with pytest.raises(PhoneNumberValidationError) as caught:
        TdgPhoneNumber(stack, "Refused", **{**GOOD, **changes})
    assert stack.node.try_find_child("Refused") is None
    return caught.value


@pytest.mark.parametrize(
    ("code", "changes", "words"),
    [
        ("TargetIsAnInstance", {"traffic_distribution_group": INSTANCE_ARN}, [INSTANCE_ARN, "ClaimedPhoneNumber"]),
        ("InvalidTarget", {"traffic_distribution_group": "group"}, ["'group'"]),
        (
            "TargetInAnotherRegion",
            {"traffic_distribution_group": GROUP_ARN.replace("us-east-1", "us-west-2")},
            ["us-west-2", "us-east-1"],
        ),
        (
            "TwoContactFlowsInOneRegion",
            {"contact_flows": [CONTACT_FLOW_ARN, f"{CONTACT_FLOW_ARN}2"]},
            ["2 flows in us-east-1"],
        ),
        ("TwoContactFlowsInOneRegion", {"contact_flows": [CONTACT_FLOW_ARN] * 2}, ["2 flows in us-east-1"]),
        ("InvalidContactFlow", {"contact_flows": "Welcome"}, ["'Welcome'"]),
        ("PhoneNumberOrSearch", {"phone_number": None}, ["neither"]),
    ],
)
def test_what_is_refused(code: str, changes: dict[str, Any], words: list[str]) -> None:
    error = refusal(new_stack(), **changes)
    assert error.codes == (code,)
    for word in words:
        assert word in str(error)


def test_two_flows_of_the_stacks_own_region_are_refused() -> None:
    stack = new_stack()
    flows = [new_flow(stack, id, INSTANCE_ARN) for id in ("Open", "Closed")]
    assert refusal(stack, contact_flows=flows).codes == ("TwoContactFlowsInOneRegion",)


def test_more_flows_than_regions_are_refused() -> None:
    stack = new_stack()
    flows = [CfnParameter(stack, f"Flow{i}").value_as_string for i in range(3)]
    assert refusal(stack, contact_flows=flows).codes == ("TooManyContactFlows",)


def test_a_group_of_a_stack_in_another_region_is_refused() -> None:
    app = App(context=CONTEXT)
    elsewhere = new_stack(app, "Elsewhere", region="us-west-2")
    group = new_group(elsewhere, INSTANCE_ARN)
    error = refusal(new_stack(app), traffic_distribution_group=group)
    assert error.codes == ("TargetInAnotherRegion",)


def test_an_instance_construct_is_refused() -> None:
    stack = new_stack()
    assert refusal(stack, traffic_distribution_group=new_instance(stack)).codes == ("TargetIsAnInstance",)


@pytest.mark.parametrize(
    ("flows", "mirrored", "words"),
    [
        ([CONTACT_FLOW_ARN], False, "flow of one Region only (us-east-1)"),
        (
            [CONTACT_FLOW_ARN, CONTACT_FLOW_ARN.replace("us-east-1", "eu-west-2")],
            True,
            "us-east-1 is paired with us-west-2",
        ),
    ],
)
def test_what_is_warned_of(flows: list[str], mirrored: bool, words: str) -> None:
    stack = new_stack()
    TdgPhoneNumber(stack, "Number", contact_flows=flows, contact_flows_mirrored=mirrored, **GOOD)
    [warning] = Annotations.from_stack(stack).find_warning("*", Match.any_value())
    assert words in str(warning.entry.data)


class TestMirroredFlows:
    """Amazon Connect has a number enter the same flow in both Regions."""

    def test_one_flow_is_enough(self) -> None:
        stack = new_stack()
        TdgPhoneNumber(stack, "Number", contact_flows=[CONTACT_FLOW_ARN], **GOOD)
        assert number(Template.from_stack(stack), "Number")["Properties"]["ContactFlowArns"] == [CONTACT_FLOW_ARN]
        Annotations.from_stack(stack).has_no_warning("*", Match.any_value())

    def test_two_that_differ_are_refused(self) -> None:
        error = refusal(new_stack(), contact_flows=[CONTACT_FLOW_ARN, f"{REPLICA_FLOW_ARN[:-4]}0000"])
        assert error.codes == ("ContactFlowsDiffer",)
        for word in (CONTACT_FLOW_ARN[-36:], f"{REPLICA_FLOW_ARN[-36:-4]}0000", "contact_flows_mirrored=False"):
            assert word in str(error)

    def test_two_constructs_that_differ_are_refused(self) -> None:
        stack = new_stack()
        instance = new_instance(stack)
        first, second = (new_flow(stack, id, instance.attr_arn) for id in ("First", "Second"))
        replica = ReplicatedInstance(stack, "Replica", instance=instance, replica_region="us-west-2")
        error = refusal(stack, contact_flows=[first, replica.contact_flow_arn(second)])
        assert error.codes == ("ContactFlowsDiffer",)
        assert "two different flows, ContactCenter/First and ContactCenter/Second" in str(error)

    def test_what_is_known_at_the_deployment_alone_is_not_refused(self) -> None:
        stack = new_stack()
        flow = new_flow(stack, "Flow", INSTANCE_ARN)
        parameter = CfnParameter(stack, "Twin").value_as_string
        for index, twin in enumerate((REPLICA_FLOW_ARN, parameter)):
            more = {**GOOD, "phone_number": f"+1206555010{index}"}
            TdgPhoneNumber(stack, f"Number{index}", contact_flows=[flow, twin], **more)

    def test_without_mirroring_each_region_may_have_its_own(self) -> None:
        stack, flows = new_stack(), [CONTACT_FLOW_ARN, f"{REPLICA_FLOW_ARN[:-4]}0000"]
        TdgPhoneNumber(stack, "Number", contact_flows=flows, contact_flows_mirrored=False, **GOOD)
        properties = number(Template.from_stack(stack), "Number")["Properties"]
        assert (properties["ContactFlowArns"], properties["ContactFlowsMirrored"]) == (flows, "false")
        Annotations.from_stack(stack).has_no_warning("*", Match.any_value())

    def test_a_choice_is_true_or_false(self) -> None:
        assert refusal(new_stack(), contact_flows_mirrored="false").codes == ("InvalidContactFlowsMirrored",)


def test_logical_ids_are_those_of_other_numbers() -> None:
    """So that a ClaimedPhoneNumber may become a TdgPhoneNumber, and the number move, in place."""
    ids = []
    for kind, target in ((ClaimedPhoneNumber, "target"), (TdgPhoneNumber, "traffic_distribution_group")):
        stack = new_stack()
        arguments: dict[str, Any] = {target: GROUP_ARN, "phone_number": "+12065550100"}
        kind(stack, "Number", **arguments)
        ids.append(list(resources(Template.from_stack(stack), "Custom::ConnectPhoneNumber")))
    assert ids[0] == ids[1]
