"""Permissions that a number grants."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import aws_iam as iam
from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber, PhoneNumberBase, PhoneNumberGrants

from .support import CONTACT_FLOW_ARN, INSTANCE_ARN, PHONE_NUMBER_ARN, new_stack, resources


def granted(grant: Any) -> list[dict[str, Any]]:
    stack = new_stack()
    role = iam.Role(stack, "Role", assumed_by=iam.AccountRootPrincipal())
    grant(ClaimedPhoneNumber.from_phone_number_arn(stack, "Number", PHONE_NUMBER_ARN).grants, role)
    [policy] = resources(Template.from_stack(stack), "AWS::IAM::Policy").values()
    return list(policy["Properties"]["PolicyDocument"]["Statement"])


@pytest.mark.parametrize(
    ("grant", "action"),
    [
        (lambda grants, role: grants.read(role), "connect:DescribePhoneNumber"),
        (lambda grants, role: grants.update(role), "connect:UpdatePhoneNumberMetadata"),
        (lambda grants, role: grants.actions(role, "connect:TagResource"), "connect:TagResource"),
    ],
)
def test_on_the_number_alone(grant: Any, action: str) -> None:
    assert granted(grant) == [{"Action": action, "Effect": "Allow", "Resource": PHONE_NUMBER_ARN}]


def test_to_associate_a_flow_takes_the_number_and_the_flow_and_to_end_that_the_number() -> None:
    associate, disassociate = granted(lambda grants, role: grants.associate_contact_flow(role, CONTACT_FLOW_ARN))
    assert associate["Action"] == "connect:AssociatePhoneNumberContactFlow"
    assert sorted(associate["Resource"]) == sorted([PHONE_NUMBER_ARN, CONTACT_FLOW_ARN])
    assert disassociate["Action"] == "connect:DisassociatePhoneNumberContactFlow"
    assert disassociate["Resource"] == PHONE_NUMBER_ARN


def test_a_claimed_number_grants_by_its_own_arn() -> None:
    stack = new_stack()
    number: PhoneNumberBase = ClaimedPhoneNumber(stack, "Support", target=INSTANCE_ARN, phone_number="+12065550100")
    assert isinstance(number.grants, PhoneNumberGrants)
    role = iam.Role(stack, "Role", assumed_by=iam.AccountRootPrincipal())
    number.grants.read(role).assert_success()
    policies = resources(Template.from_stack(stack), "AWS::IAM::Policy")
    [policy] = [resource for logical_id, resource in policies.items() if logical_id.startswith("RoleDefaultPolicy")]
    [statement] = policy["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Resource"]["Fn::GetAtt"][1] == "PhoneNumberArn"
