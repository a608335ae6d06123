"""A group's traffic distribution, and its users."""

from fnmatch import fnmatchcase
from typing import Any

import pytest
from aws_cdk import CfnParameter, RemovalPolicy, Stack
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Template

from constructs_lib import PhoneNumberValidationError, TrafficDistribution, TrafficDistributionGroupUser

from .support import GROUP_ARN, INSTANCE_ARN, new_group, new_instance, new_stack, policy, resources, resources_of

PERMISSIONS = "ConnectTrafficDistributionPermissions"
HALVES = {"us-east-1": 50, "us-west-2": 50}
USER_ARN = f"{INSTANCE_ARN}/agent/22222222-3333-4444-5555-666666666666"
ANY_GROUP = "arn:aws:connect:*:123456789012:traffic-distribution-group/*"
ANY_INSTANCE = "arn:aws:connect:*:123456789012:instance/*"


def only(template: Template, resource_type: str) -> dict[str, Any]:
    [resource] = resources(template, resource_type).values()
    del resource["Properties"]["ServiceToken"], resource["Properties"]["ServiceTimeout"]
    return resource


def test_a_distribution_is_a_resource_in_the_services_words() -> None:
    stack = new_stack()
    TrafficDistribution(
        stack,
        "Distribution",
        traffic_distribution_group=GROUP_ARN,
        telephony_config={"us-east-1": 70, "us-west-2": 30},
        agent_config=HALVES,
        sign_in_config={"us-east-1": True, "us-west-2": False},
        removal_policy=RemovalPolicy.RETAIN,
    )
    template = Template.from_stack(stack)
    resource = only(template, "Custom::ConnectTrafficDistribution")
    assert resource["Properties"] == {
        "TrafficDistributionGroupArn": GROUP_ARN,
        "TelephonyConfig": {
            "Distributions": [
                {"Region": "us-east-1", "Percentage": "70"},
                {"Region": "us-west-2", "Percentage": "30"},
            ]
        },
        "AgentConfig": {"Distributions": [{"Region": region, "Percentage": "50"} for region in HALVES]},
        "SignInConfig": {
            "Distributions": [
                {"Region": "us-east-1", "Enabled": "true"},
                {"Region": "us-west-2", "Enabled": "false"},
            ]
        },
    }
    assert resource["DeletionPolicy"] == "Retain"
    for action in ("connect:GetTrafficDistribution", "connect:UpdateTrafficDistribution"):
        assert resources_of(policy(template, PERMISSIONS), action) == [ANY_GROUP]


def test_it_comes_after_the_group_and_its_permission() -> None:
    stack = new_stack()
    group = new_group(stack, new_instance(stack).attr_arn)
    distribution = TrafficDistribution(stack, "D", traffic_distribution_group=group, telephony_config=HALVES)
    template = Template.from_stack(stack)
    resource = only(template, "Custom::ConnectTrafficDistribution")
    assert resource["Properties"]["TrafficDistributionGroupArn"] == {"Ref": stack.get_logical_id(group)}
    assert any("ConnectTrafficDistributionPermissions" in each for each in resource["DependsOn"])
    assert stack.resolve(distribution.traffic_distribution_group_arn)["Fn::GetAtt"][1] == "TrafficDistributionGroupArn"


def test_a_user_is_associated_by_its_construct_or_arn() -> None:
    stack = new_stack()
    instance = new_instance(stack)
    user = connect.CfnUser(
        stack,
        "Ana",
        instance_arn=instance.attr_arn,
        username="ana",
        phone_config=connect.CfnUser.UserPhoneConfigProperty(phone_type="SOFT_PHONE"),
        routing_profile_arn=f"{INSTANCE_ARN}/routing-profile/basic",
        security_profile_arns=[f"{INSTANCE_ARN}/security-profile/agent"],
    )
    group = new_group(stack, instance.attr_arn)
    TrafficDistributionGroupUser(stack, "Member", traffic_distribution_group=group, user=user)
    template = Template.from_stack(stack)
    properties = only(template, "Custom::ConnectTrafficDistributionGroupUser")["Properties"]
    assert properties["UserArn"] == {"Ref": stack.get_logical_id(user)}

    stack = new_stack()
    member = TrafficDistributionGroupUser(stack, "Member", traffic_distribution_group=GROUP_ARN, user=USER_ARN)
    template = Template.from_stack(stack)
    assert only(template, "Custom::ConnectTrafficDistributionGroupUser")["Properties"] == {
        "TrafficDistributionGroupArn": GROUP_ARN,
        "UserArn": USER_ARN,
    }
    assert stack.resolve(member.user_arn)["Fn::GetAtt"][1] == "UserArn"
    allowed = policy(template, PERMISSIONS)
    associate, disassociate = (f"connect:{verb}TrafficDistributionGroupUser" for verb in ("Associate", "Disassociate"))
    assert sorted(resources_of(allowed, associate)) == sorted([GROUP_ARN, INSTANCE_ARN, USER_ARN])
    assert sorted(resources_of(allowed, disassociate)) == sorted([ANY_GROUP, ANY_INSTANCE])


def test_what_was_taken_out_of_a_template_may_be_undone() -> None:
    """CloudFormation changes the policy first, and deletes what is gone from the template after that."""
    stack = new_stack()
    TrafficDistribution(stack, "D", traffic_distribution_group=f"{GROUP_ARN[:-1]}0", telephony_config=HALVES)
    TrafficDistributionGroupUser(stack, "M", traffic_distribution_group=f"{GROUP_ARN[:-1]}0", user=f"{USER_ARN[:-1]}0")
    allowed = policy(Template.from_stack(stack), PERMISSIONS)
    for action, taken_out in {
        "connect:GetTrafficDistribution": GROUP_ARN,
        "connect:UpdateTrafficDistribution": GROUP_ARN,
        "connect:DescribeUser": USER_ARN,
        "connect:DisassociateTrafficDistributionGroupUser": USER_ARN,
    }.items():
        assert any(fnmatchcase(taken_out, resource) for resource in resources_of(allowed, action)), action


def refused(make: Any, **arguments: Any) -> PhoneNumberValidationError:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        make(stack, "Refused", **arguments)
    assert stack.node.try_find_child("Refused") is None
    return caught.value


GOOD: dict[str, Any] = {"traffic_distribution_group": GROUP_ARN, "telephony_config": HALVES}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("InvalidTrafficDistributionGroup", {"traffic_distribution_group": INSTANCE_ARN}),
        ("GroupInAnotherEnvironment", {"traffic_distribution_group": GROUP_ARN.replace("us-east-1", "us-west-2")}),
        ("InvalidTelephonyConfig", {"telephony_config": {"us-east-1": 100}}),
        ("InvalidTelephonyConfig", {"telephony_config": {"us-east-1": 70, "us-west-2": 40}}),
        ("InvalidTelephonyConfig", {"telephony_config": {"us-east-1": 75, "us-west-2": 25}}),
        ("InvalidTelephonyConfig", {"telephony_config": {"us-east-1": 100.0, "us-west-2": 0}}),
        ("InvalidAgentConfig", {"agent_config": {"us-east-1": "50", "us-west-2": "50"}}),
        ("InvalidSignInConfig", {"sign_in_config": {"us-east-1": False, "us-west-2": False}}),
        ("InvalidSignInConfig", {"sign_in_config": {"us-east-1": "true", "us-west-2": True}}),
        ("DifferentRegions", {"agent_config": {"us-east-1": 50, "eu-west-2": 50}}),
        ("HomeRegionMissing", {"telephony_config": {"eu-central-1": 50, "eu-west-2": 50}}),
    ],
)
def test_what_is_wrong_with_a_distribution(code: str, changes: dict[str, Any]) -> None:
    assert code in refused(TrafficDistribution, **{**GOOD, **changes}).codes


@pytest.mark.parametrize(
    ("code", "user"),
    [
        ("InvalidUser", "ana"),
        ("InvalidUser", INSTANCE_ARN),
        ("InvalidUser", None),
        ("UserInAnotherEnvironment", USER_ARN.replace("us-east-1", "us-west-2")),
    ],
)
def test_what_is_wrong_with_a_user(code: str, user: Any) -> None:
    arguments = {"traffic_distribution_group": GROUP_ARN, "user": user}
    assert refused(TrafficDistributionGroupUser, **arguments).codes == (code,)


def test_what_only_the_deployment_knows_is_taken() -> None:
    stack = Stack()
    group, region, user = (CfnParameter(stack, name).value_as_string for name in ("Group", "Region", "User"))
    TrafficDistribution(stack, "D", traffic_distribution_group=group, telephony_config={stack.region: 100, region: 0})
    TrafficDistributionGroupUser(stack, "U", traffic_distribution_group=group, user=user)
    assert resources(Template.from_stack(stack), "Custom::ConnectTrafficDistribution")
