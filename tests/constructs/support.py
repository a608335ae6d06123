"""What the tests of the constructs share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aws_cdk import App, Environment, Stack
from aws_cdk import aws_connect as connect
from aws_cdk.assertions import Template

ACCOUNT = "123456789012"
REGION = "us-east-1"
INSTANCE_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa"
OTHER_INSTANCE_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/bbbbbbbb-1111-4111-8111-bbbbbbbbbbbb"
GROUP_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:traffic-distribution-group/cccccccc-1111-4111-8111-cccccccccccc"
CONTACT_FLOW_ARN = f"{INSTANCE_ARN}/contact-flow/dddddddd-1111-4111-8111-dddddddddddd"
SOURCE_PHONE_NUMBER_ARN = f"arn:aws:sms-voice:{REGION}:{ACCOUNT}:phone-number/phone-0123456789abcdef"
PHONE_NUMBER_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:phone-number/eeeeeeee-1111-4111-8111-eeeeeeeeeeee"

CONTEXT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "cdk.json").read_text())["context"]


def new_stack(app: App | None = None, id: str = "ContactCenter", region: str = REGION) -> Stack:
    """A stack whose environment is known, in an app with the flags of cdk.json."""
    return Stack(app or App(context=CONTEXT), id, env=Environment(account=ACCOUNT, region=region))


def resources(template: Template, resource_type: str) -> dict[str, Any]:
    """The resources of a type, by logical id."""
    return dict(template.find_resources(resource_type))


def number(template: Template, id: str) -> dict[str, Any]:
    """The custom resource of the number with this construct id."""
    [found] = [
        resource
        for logical_id, resource in resources(template, "Custom::ConnectPhoneNumber").items()
        if logical_id.startswith(id) and len(logical_id) == len(id) + 8
    ]
    return dict(found)


def permissions(template: Template) -> list[dict[str, Any]]:
    """The statements about the targets of phone numbers, in the stack of the numbers."""
    return policy(template, "ConnectPhoneNumberPermissions")


def account_permissions(template: Template) -> list[dict[str, Any]]:
    """The statements about everything else that the function needs, in the stack of the provider."""
    return policy(template, "RoleDefaultPolicy")


def policy(template: Template, name: str) -> list[dict[str, Any]]:
    """The statements of the one policy whose logical id has the name in it."""
    [found] = [each for logical_id, each in resources(template, "AWS::IAM::Policy").items() if name in logical_id]
    return list(found["Properties"]["PolicyDocument"]["Statement"])


def resources_of(statements: list[dict[str, Any]], action: str) -> list[Any]:
    """What an action is allowed on."""
    [statement] = [statement for statement in statements if action in as_list(statement["Action"])]
    return as_list(statement["Resource"])


def as_list(value: Any) -> list[Any]:
    """IAM's element that may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


def new_instance(stack: Stack, id: str = "Instance") -> connect.CfnInstance:
    """An instance of the stack, such as can be replicated."""
    return connect.CfnInstance(
        stack,
        id,
        identity_management_type="SAML",
        instance_alias="contact-center",
        attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
    )


def new_group(stack: Stack, instance_arn: str) -> connect.CfnTrafficDistributionGroup:
    """A traffic distribution group of the stack, and of an instance."""
    return connect.CfnTrafficDistributionGroup(stack, "Group", name="group", instance_arn=instance_arn)
