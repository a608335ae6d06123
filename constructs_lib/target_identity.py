"""Whether two targets are the same one, wherever in the app they are referred to."""

from __future__ import annotations

import json
import re

from aws_cdk import CfnElement, Reference, Stack, Tokenization
from aws_cdk.aws_connect import CfnInstance, CfnTrafficDistributionGroup

from .connect_arn import ConnectArn
from .is_token import is_token

_RESOURCE = re.compile(r":((?:instance|traffic-distribution-group)/)([^/:]+|\$\{Token\[[^\]]+\]\})$")


def target_identity(target_arn: str, stack: Stack) -> str:
    """A text that is the same for every reference to the same target, and readable.

    A target that the app declares is the path of its construct. Any other is what its ARN tells: the Region, as an
    instance and its replica have the same id, and the id. What only the deployment knows is the same only where the
    templates say the same of it.

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


def _declared_path(value: str) -> str | None:
    """The path of what a token as a whole refers to; with the attribute, unless it can be only one thing."""
    if not is_token(value):
        return None
    fragments = Tokenization.reverse_string(value)
    token = fragments.first_token
    if fragments.length != 1 or not isinstance(token, Reference):
        return None
    declared, attribute = token.target, token.display_name
    if not CfnElement.is_cfn_element(declared):
        return None
    if isinstance(declared, CfnInstance | CfnTrafficDistributionGroup):
        return str(declared.node.path)
    return f"{declared.node.path}.{attribute}"


def _region(target_arn: str, stack: Stack) -> str:
    arn = None if is_token(target_arn) else ConnectArn.parse(target_arn)
    region = stack.region if arn is None else arn.region
    return "" if is_token(region) else f"{region} "


def _as_text(value: str, stack: Stack) -> str:
    resolved = stack.resolve(value) if is_token(value) else value
    return resolved if isinstance(resolved, str) else json.dumps(resolved, sort_keys=True)
