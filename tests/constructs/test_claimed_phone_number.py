"""What a number becomes in the template."""

from __future__ import annotations

import pytest
from aws_cdk import CfnOutput, RemovalPolicy, Resource
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType, ReplicatedInstance

from .support import (
    CONTACT_FLOW_ARN,
    GROUP_ARN,
    INSTANCE_ARN,
    SOURCE_PHONE_NUMBER_ARN,
    new_group,
    new_instance,
    new_stack,
    number,
    resources,
)

ANY = PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID)
ATTRIBUTES = ("phone_number", "phone_number_id", "phone_number_arn", "phone_number_country_code", "phone_number_type")


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    support = ClaimedPhoneNumber(
        stack,
        "Support",
        target=INSTANCE_ARN,
        search=PhoneNumberSearch(country_code="US", type=PhoneNumberType.DID, prefixes=["+1206", "+1425"]),
        description="Support line",
        tags={"team": "support"},
        contact_flow=CONTACT_FLOW_ARN,
    )
    ClaimedPhoneNumber(stack, "Exact", target=GROUP_ARN, phone_number="+12065550142")
    for policy in (RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE):
        ClaimedPhoneNumber(stack, f"Kept{policy.name}", target=INSTANCE_ARN, search=ANY, removal_policy=policy)
    for attribute in (*ATTRIBUTES, "target_arn"):
        CfnOutput(stack, attribute.title().replace("_", ""), value=getattr(support, attribute))
    CfnOutput(stack, "Reference", value=connect.CfnPhoneNumber.arn_for_phone_number(support))
    instance = new_instance(stack)
    flow = connect.CfnContactFlow(
        stack, "Flow", content="{}", instance_arn=instance.attr_arn, name="Welcome", type="CONTACT_FLOW"
    )
    group = new_group(stack, instance.attr_arn)
    ClaimedPhoneNumber(stack, "OfInstance", target=instance, contact_flow=flow, phone_number="+12065550144")
    ClaimedPhoneNumber(stack, "OfGroup", target=group, contact_flow=flow, phone_number="+12065550145")
    return Template.from_stack(stack)


def test_a_search_with_everything(template: Template) -> None:
    resource = number(template, "Support")
    token = resource["Properties"].pop("ServiceToken")
    assert token == {"Fn::GetAtt": ["ConnectPhoneNumberProviderFunctionC3426EB9", "Arn"]}
    assert resource["Properties"] == {
        "ServiceTimeout": "2880",
        "TargetArn": INSTANCE_ARN,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberPrefixes": ["+1206", "+1425"],
        "PhoneNumberDescription": "Support line",
        "ContactFlowArns": [CONTACT_FLOW_ARN],
        "Tags": [{"Key": "team", "Value": "support"}],
    }


def test_what_is_not_given_is_left_out(template: Template) -> None:
    properties = number(template, "Exact")["Properties"]
    assert properties.keys() == {"ServiceToken", "ServiceTimeout", "TargetArn", "PhoneNumber"}
    assert (properties["TargetArn"], properties["PhoneNumber"]) == (GROUP_ARN, "+12065550142")


def test_an_import() -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Texted", target=INSTANCE_ARN, source_phone_number_arn=SOURCE_PHONE_NUMBER_ARN)
    properties = number(Template.from_stack(stack), "Texted")["Properties"]
    assert properties.keys() == {"ServiceToken", "ServiceTimeout", "TargetArn", "SourcePhoneNumberArn"}
    assert properties["SourcePhoneNumberArn"] == SOURCE_PHONE_NUMBER_ARN


def test_constructs_as_target_and_flow(template: Template) -> None:
    [instance] = resources(template, "AWS::Connect::Instance")
    [flow] = resources(template, "AWS::Connect::ContactFlow")
    [group] = resources(template, "AWS::Connect::TrafficDistributionGroup")
    of_instance, of_group = (number(template, id)["Properties"] for id in ("OfInstance", "OfGroup"))
    # Ref of these types is the ARN.
    assert of_instance["TargetArn"] == {"Ref": instance}
    assert of_group["TargetArn"] == {"Ref": group}
    assert of_instance["ContactFlowArns"] == of_group["ContactFlowArns"] == [{"Ref": flow}]


@pytest.mark.parametrize("attribute", [*ATTRIBUTES, "target_arn"])
def test_attributes_are_the_custom_resources(template: Template, attribute: str) -> None:
    name = attribute.title().replace("_", "")
    [output] = template.find_outputs(name).values()
    [logical_id] = [id for id in resources(template, "Custom::ConnectPhoneNumber") if id.startswith("Support")]
    assert output["Value"] == {"Fn::GetAtt": [logical_id, name]}


def test_cdks_own_constructs_take_it_for_a_phone_number(template: Template) -> None:
    [output] = template.find_outputs("Reference").values()
    assert output["Value"]["Fn::GetAtt"][1] == "PhoneNumberArn"


@pytest.mark.parametrize(
    ("id", "deletion", "replacement"),
    [
        ("Support", "Delete", "Delete"),
        ("KeptRETAIN", "Retain", "Retain"),
        ("KeptRETAIN_ON_UPDATE_OR_DELETE", "RetainExceptOnCreate", "Retain"),
    ],
)
def test_removal_policies(template: Template, id: str, deletion: str, replacement: str) -> None:
    resource = number(template, id.replace("_", ""))
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == (deletion, replacement)


def test_logical_ids_are_a_contract(template: Template) -> None:
    """A changed logical id replaces: a number is released and another claimed."""
    assert set(resources(template, "Custom::ConnectPhoneNumber")) == {
        "ExactAD7F3A4C",
        "KeptRETAINAFEA2CD1",
        "KeptRETAINONUPDATEORDELETED3D89F9E",
        "OfGroupED9B2649",
        "OfInstance99771326",
        "Support5CFB64A3",
    }


@pytest.mark.parametrize(
    ("policy", "deletion", "replacement"),
    [
        (RemovalPolicy.RETAIN, "Retain", "Retain"),
        (RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, "RetainExceptOnCreate", "Retain"),
        (RemovalPolicy.DESTROY, "Delete", "Delete"),
    ],
)
def test_cdks_own_way_to_set_a_removal_policy(policy: RemovalPolicy, deletion: str, replacement: str) -> None:
    stack = new_stack()
    constructs: list[Resource] = [
        ClaimedPhoneNumber(stack, "Number", target=INSTANCE_ARN, phone_number="+12065550100"),
        ReplicatedInstance(stack, "Replica", instance=INSTANCE_ARN, replica_region="us-west-2"),
    ]
    for construct in constructs:
        construct.apply_removal_policy(policy)
    template = Template.from_stack(stack)
    for resource_type in ("Custom::ConnectPhoneNumber", "Custom::ConnectReplicatedInstance"):
        [resource] = resources(template, resource_type).values()
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == (deletion, replacement)
