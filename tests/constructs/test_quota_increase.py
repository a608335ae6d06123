"""A higher quota, asked for by the stack: its resource, what the function may do for it, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk.assertions import Template

from constructs_lib import PhoneNumberProvider, PhoneNumberQuotaIncrease, PhoneNumberValidationError
from tests.security.policies import permissions_in

from .support import ACCOUNT, GROUP_ARN, INSTANCE_ARN, new_stack, resources

QUOTA = f"arn:aws:servicequotas:us-east-1:{ACCOUNT}:connect/L-8F812903"
LINKED_ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/servicequotas.amazonaws.com/AWSServiceRoleForServiceQuotas"


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    increase = PhoneNumberQuotaIncrease(stack, "More", instance=INSTANCE_ARN, desired_value=20)
    stack.export_value(increase.quota_increase_status, name="Status")
    stack.export_value(increase.quota_increase_request_id, name="RequestId")
    return Template.from_stack(stack)


def test_it_asks_for_one_instance(template: Template) -> None:
    [(logical_id, resource)] = resources(template, "Custom::ConnectPhoneNumberQuotaIncrease").items()
    properties = resource["Properties"]
    assert (properties["InstanceArn"], properties["DesiredValue"]) == (INSTANCE_ARN, "20")
    assert resource["DeletionPolicy"] == "Delete"
    [policy] = [name for name in resources(template, "AWS::IAM::Policy") if "QuotaIncrease" in name]
    assert policy in resource["DependsOn"]
    values = {output["Value"]["Fn::GetAtt"][1] for output in template.to_json()["Outputs"].values()}
    assert values == {"Status", "RequestId"}
    assert logical_id.startswith("More")


def test_what_it_may_do_more(template: Template) -> None:
    without = new_stack()
    PhoneNumberProvider(without, "Provider")
    before = {(each.action, each.resource) for each in permissions_in(Template.from_stack(without))}
    more = {
        (each.action, each.resource): each.condition
        for each in permissions_in(template)
        if each.action.startswith(("servicequotas", "iam")) and (each.action, each.resource) not in before
    }
    assert more == {
        ("servicequotas:RequestServiceQuotaIncrease", QUOTA): None,
        ("servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota", "*"): None,
        ("iam:CreateServiceLinkedRole", LINKED_ROLE): {
            "StringEquals": {"iam:AWSServiceName": "servicequotas.amazonaws.com"}
        },
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"instance": GROUP_ARN}, "InvalidInstance"),
        ({"instance": INSTANCE_ARN.replace("us-east-1", "eu-west-2")}, "TargetInAnotherRegion"),
        ({"desired_value": 0}, "InvalidDesiredValue"),
        ({"desired_value": 2.5}, "InvalidDesiredValue"),
        ({"desired_value": "20"}, "InvalidDesiredValue"),
        ({"provider": "shared"}, "InvalidProvider"),
    ],
)
def test_refused(arguments: dict[str, Any], code: str) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        PhoneNumberQuotaIncrease(stack, "More", **{"instance": INSTANCE_ARN, "desired_value": 20, **arguments})
    assert caught.value.codes == (code,)
    assert stack.node.children == []
