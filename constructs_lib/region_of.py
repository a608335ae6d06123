"""The Region of a resource, as far as it is known at synthesis."""

from __future__ import annotations

import re

from aws_cdk import Stack
from constructs import IConstruct

from .is_token import is_token

_REGION = re.compile(r"arn:[^:]+:connect:([a-z0-9-]+):")


def region_of(resource: IConstruct | str, arn: str) -> str | None:
    """The Region of a resource that was given as a construct or by its ARN; None where it is not known.

    Args:
        resource: what was given.
        arn: the resource's ARN, which may be or hold tokens.
    """
    # It may be a resource that was imported into a stack of another Region, and the rest of the ARN may be tokens.
    if found := _REGION.match(arn):
        return found[1]
    if isinstance(resource, str):
        return None
    region = Stack.of(resource).region
    return None if is_token(region) else region
