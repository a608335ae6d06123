"""Where a number may not be parked: at an instance that is deleted with the number's stack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import CfnParameter, Fn, NestedStack, Stack
from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber, ReplicatedInstance

from .support import GROUP_ARN, INSTANCE_ARN, new_group, new_instance, new_stack, resources

Target = Callable[[Stack], Any]


def arn_of_id(stack: Stack) -> str:
    id = new_instance(stack).attr_id
    return stack.format_arn(service="connect", resource="instance", resource_name=id)


def replica_of(stack: Stack, instance: Any) -> ReplicatedInstance:
    return ReplicatedInstance(stack, "Replica", instance=instance, replica_region="us-west-2")


def told(template: Template) -> str | None:
    [number] = resources(template, "Custom::ConnectPhoneNumber").values()
    value: str | None = number["Properties"].get("TargetIsOfStack")
    return value


@pytest.mark.parametrize(
    "target",
    [
        new_instance,
        lambda stack: new_instance(stack).attr_arn,
        lambda stack: new_instance(stack).ref,
        arn_of_id,
        lambda stack: Fn.select(0, Fn.split("|", new_instance(stack).attr_arn)),
        lambda stack: new_group(stack, new_instance(stack).attr_arn),
        lambda stack: new_group(stack, replica_of(stack, new_instance(stack)).instance_arn).ref,
    ],
    ids=["construct", "Arn", "Ref", "ARN of tokens", "within a function", "group", "group of a replicated instance"],
)
def test_it_is_told_of_what_goes_with_the_stack(target: Target) -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Number", target=target(stack), phone_number="+12065550100")
    assert told(Template.from_stack(stack)) == "true"


@pytest.mark.parametrize(
    "target",
    [
        lambda stack: INSTANCE_ARN,
        lambda stack: GROUP_ARN,
        lambda stack: CfnParameter(stack, "Target").value_as_string,
        lambda stack: Fn.import_value("Target"),
        lambda stack: new_instance(new_stack(stack.node.root, "Owner")),
        # A number of a group is parked at the group's instance.
        lambda stack: new_group(stack, INSTANCE_ARN),
        lambda stack: new_group(stack, replica_of(stack, INSTANCE_ARN).instance_arn),
    ],
    ids=[
        "ARN",
        "group's ARN",
        "parameter",
        "import",
        "another stack's",
        "group of another instance",
        "group of another instance that is replicated",
    ],
)
def test_it_is_not_told_of_what_stays(target: Target) -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Number", target=target(stack), phone_number="+12065550100")
    assert told(Template.from_stack(stack)) is None


def test_a_nested_stack_goes_with_its_parent() -> None:
    parent = new_stack()
    nested = NestedStack(parent, "Nested")
    ClaimedPhoneNumber(nested, "Number", target=new_instance(parent), phone_number="+12065550100")
    assert told(Template.from_stack(nested)) == "true"
