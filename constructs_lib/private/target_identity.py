"""The identity of targets: whether two ARNs name the same target, and whether a stack deploys a target."""

from __future__ import annotations

import json
import re

from aws_cdk import CfnResource, Stack
from aws_cdk.aws_connect import CfnInstance, CfnTrafficDistributionGroup

from .connect_arn import ConnectArn
from .environment import top_stack
from .tokens import is_token, resources_referred_to, whole_reference

_RESOURCE = re.compile(r":((?:instance|traffic-distribution-group)/)([^/:]+|\$\{Token\[[^\]]+\]\})$")


def target_identity(target_arn: str, stack: Stack) -> str:
    """A text that is the same for every reference to the same target, and readable.

    For a target that the app declares, it is the path of its construct. For any other, it is the Region and the id in
    its ARN: an instance and its replica have the same id. Two ARNs that only the deployment knows are the same only if
    the templates have the same expression.

    Args:
        target_arn: ARN of an instance or traffic distribution group, which may be or hold a token.
        stack: the stack that refers to it. A number's target is in the Region of the number's stack.
    """
    if (path := _declared_path(target_arn)) is not None:
        return path
    if (resource := _RESOURCE.search(target_arn)) is None:
        return f"{_region(target_arn, stack)}{_as_text(target_arn, stack)}"
    kind, id = resource.groups()
    if (path := _declared_path(id)) is not None:
        return path
    return f"{_region(target_arn, stack)}{kind}{_as_text(id, stack)}"


def is_of_stack(target_arn: str, stack: Stack) -> bool:
    """Whether the target's instance is deleted with the stack. No number may stay there then.

    Args:
        target_arn: ARN of an instance or of a traffic distribution group, whose instance counts.
        stack: the stack, or one nested in it.
    """
    return any(
        top_stack(Stack.of(resource)) is top_stack(stack)
        if (instance_arn := _instance_of(resource)) is None
        else is_of_stack(instance_arn, stack)
        for resource in resources_referred_to(target_arn, stack)
    )


def _instance_of(resource: CfnResource) -> str | None:
    """The instance of a group or of a replica. None for any other resource."""
    if isinstance(resource, CfnTrafficDistributionGroup):
        return resource.instance_arn
    arn: str | None = getattr(resource.node.scope, "source_instance_arn", None)
    return arn


def _declared_path(value: str) -> str | None:
    """The path of the element that a token refers to, then the attribute, unless only one attribute is possible."""
    if (reference := whole_reference(value)) is None:
        return None
    declared, attribute = reference
    is_target = isinstance(declared, CfnInstance | CfnTrafficDistributionGroup)
    return declared.node.path if is_target else f"{declared.node.path}.{attribute}"


def _region(target_arn: str, stack: Stack) -> str:
    arn = ConnectArn.parse(target_arn)
    region = stack.region if arn is None else arn.region
    return "" if is_token(region) else f"{region} "


def _as_text(value: str, stack: Stack) -> str:
    resolved = stack.resolve(value) if is_token(value) else value
    return resolved if isinstance(resolved, str) else json.dumps(resolved, sort_keys=True)
