"""Checks that several properties share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..model.arn import ConnectArn
from ..model.message import shown

CLOUDFORMATION_PROPERTIES = frozenset({"ServiceToken", "ServiceTimeout"})
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html"""
SAID = 5
"""How many problems of one property a message lists. The problems of all properties have to fit into one message."""

_NAME_LENGTH = 64
_SURROGATE = re.compile("[\ud800-\udfff]")


def given_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties without null and empty strings, which a condition of a template leaves behind."""
    return {name: value for name, value in properties.items() if value is not None and value != ""}


def first_problems(problems: Sequence[str], subject: str) -> list[str]:
    """The first problems of one property, and how many more there are."""
    if len(problems) <= SAID:
        return list(problems)
    return [*problems[:SAID], f"{subject}: {len(problems) - SAID} more like these"]


def is_text(value: object) -> bool:
    """Whether a value is a string of whole characters. JSON can carry halves of surrogate pairs."""
    return isinstance(value, str) and _SURROGATE.search(value) is None


def own_arn(name: str, value: object, stack_id: str, problems: list[str], why: str) -> ConnectArn | None:
    """An ARN in the stack's own account and Region, or None. What is wrong with it is added to the problems.

    Args:
        name: the property's name.
        value: the property's value.
        stack_id: the stack's id.
        problems: the problems of all properties.
        why: why the ARN has to be of the stack's account and Region.
    """
    try:
        arn = ConnectArn.parse(value)
    except ValueError as error:
        problems.append(f"{name} {error}" if value is not None else f"{name} is missing")
        return None
    stack = stack_id.split(":")
    if len(stack) > 4 and (arn.region, arn.account) != (stack[3], stack[4]):
        problems.append(
            f"{name} {shown(value)} is in {arn.region}, account {arn.account}, but the stack is in {stack[3]}, account "
            f"{stack[4]}: {why}; deploy the stack there"
        )
        return None
    return arn


def unknown_property_problems(given: Iterable[str], known: Collection[str]) -> list[str]:
    """A problem for each property that is neither known nor CloudFormation's own."""
    unknown = [name for name in given if name not in known and name not in CLOUDFORMATION_PROPERTIES]
    return first_problems([_unknown(name, known) for name in unknown], "unknown properties")


def _unknown(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed for a mistake

    meant = get_close_matches(name, sorted(known), n=1) if len(name) <= _NAME_LENGTH else []
    hint = f"did you mean {meant[0]}? If not, " if meant else ""
    return f"unknown property {shown(name)}: {hint}the provider may be older than the construct"


def own_instance(value: object, stack_id: str, problems: list[str], why: str) -> ConnectArn | None:
    """The property InstanceArn: the ARN of an instance, else as `own_arn`."""
    instance = own_arn("InstanceArn", value, stack_id, problems, why)
    if instance is None or instance.is_instance:
        return instance
    problems.append(f"InstanceArn {shown(value)} is not the ARN of an instance")
    return None
