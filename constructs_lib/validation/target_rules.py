"""Rules about the targets of phone numbers, and about instances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from aws_cdk import CfnResource
from aws_cdk.interfaces.aws_connect import IInstanceRef

from ..private.connect_arn import ConnectArn, instance_arn
from ..private.environment import Environment, differs
from ..private.phone_number_claim import PhoneNumberTarget
from ..private.tokens import whole_reference
from .finding import Finding
from .rule import Rule, evaluate

_INSTANCE_ARNS = {"AWS::Connect::Instance": ("Ref", "Arn")}
_TARGET_ARNS = {**_INSTANCE_ARNS, "AWS::Connect::TrafficDistributionGroup": ("Ref", "TrafficDistributionGroupArn")}
"""The attributes that are ARNs, by the resource's type."""


def target_findings(target: PhoneNumberTarget, environment: Environment) -> list[Finding]:
    """What is wrong with a target, for a stack in this environment."""
    findings = target_arn_findings("target", target)
    return findings or environment_findings("target", target.arn, environment)


def target_arn_findings(name: str, target: PhoneNumberTarget) -> list[Finding]:
    """What is wrong with a target's ARN by itself, called by this name where it was given."""
    rule: Rule[str] = Rule(
        "InvalidTarget",
        lambda value: not ((arn := ConnectArn.parse(value)) and (arn.is_instance or arn.is_traffic_distribution_group)),
        lambda value: (
            f"{name} is {value!r}: give an instance (IInstanceRef), a traffic distribution group "
            "(ITrafficDistributionGroupRef) or the ARN of one, for example "
            "'arn:aws:connect:us-east-1:123456789012:instance/<id>'."
        ),
    )
    return evaluate([rule], target.arn) + _reference_findings("InvalidTarget", name, target.arn, _TARGET_ARNS)


def instance_findings(arn: str, *, name: str = "instance") -> list[Finding]:
    """What is wrong with an instance's ARN, called by this name where it was given."""
    rule: Rule[str] = Rule(
        "InvalidInstance",
        lambda value: not ((arn := ConnectArn.parse(value)) and arn.is_instance),
        lambda value: (
            f"{name} is {value!r}: give an instance (IInstanceRef) or its ARN, for example "
            "'arn:aws:connect:us-east-1:123456789012:instance/<id>'. A traffic distribution group's numbers count to "
            "the instance that it was created with."
        ),
    )
    return evaluate([rule], arn) + _reference_findings("InvalidInstance", name, arn, _INSTANCE_ARNS)


def instances_findings(instances: Sequence[IInstanceRef | str]) -> list[Finding]:
    """What is wrong with instances."""
    if isinstance(instances, str) or not isinstance(instances, Sequence) or not instances:
        return [Finding("InvalidInstances", f"instances is {instances!r}: give a list of at least one instance.")]
    return [finding for instance in instances for finding in instance_findings(instance_arn(instance))]


def environment_findings(name: str, given: str, environment: Environment) -> list[Finding]:
    """What is wrong with a target's account and Region, for a stack in this environment."""
    arn = ConnectArn.parse(given)
    if arn is None:
        return []
    parts = (
        ("Partition", arn.partition, environment.partition, "deploy the stack to the target's partition"),
        ("Region", arn.region, environment.region, f"set the stack's Region to {arn.region}"),
        ("Account", arn.account, environment.account, "set the stack's account to the target's"),
    )
    return [
        Finding(
            f"TargetInAnother{part}",
            f"{name} is {given!r}, in {its!r}, and the stack is in {stacks!r}: numbers are held in the partition, the "
            f"account and the Region where their target was created; {remedy}.",
        )
        for part, its, stacks, remedy in parts
        if differs(its, stacks)
    ]


def _reference_findings(code: str, name: str, value: str, arns: Mapping[str, Sequence[str]]) -> list[Finding]:
    """A finding if a token is an attribute of an Amazon Connect resource, such as its id, and not its ARN."""
    if (reference := whole_reference(value)) is None or not CfnResource.is_cfn_resource(reference[0]):
        return []
    resource, attribute = cast(CfnResource, reference[0]), reference[1]
    resource_type = resource.cfn_resource_type
    if not resource_type.startswith("AWS::Connect::") or attribute in arns.get(resource_type, ()):
        return []
    return [
        Finding(
            code, f"{name} is {attribute} of {resource.node.path} ({resource_type}): give the construct, or its ARN."
        )
    ]
