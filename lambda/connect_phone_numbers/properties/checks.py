"""What every property's check uses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..model.arn import ConnectArn
from ..model.message import shown

CLOUDFORMATION_PROPERTIES = frozenset({"ServiceToken", "ServiceTimeout"})
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html"""
SAID = 5
"""Problems of one property that a message names: all properties' have to fit one message."""

_NAME_LENGTH = 64
_SURROGATE = re.compile("[\ud800-\udfff]")


def given_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are neither null nor empty strings, which a template's condition leaves where it gives nothing."""
    return {name: value for name, value in properties.items() if value is not None and value != ""}


def first_problems(problems: Sequence[str], subject: str) -> list[str]:
    """The first few problems of one property, and how many more there are."""
    if len(problems) <= SAID:
        return list(problems)
    return [*problems[:SAID], f"{subject}: {len(problems) - SAID} more like these"]


def is_text(value: object) -> bool:
    """Whether it is a string, and every part of it a character: JSON can carry halves of surrogate pairs."""
    return isinstance(value, str) and _SURROGATE.search(value) is None


def own_arn(name: str, value: object, stack_id: str, problems: list[str], why: str) -> ConnectArn | None:
    """The ARN of something in the stack's own account and Region, or None: what is wrong is added to the problems.

    Args:
        name: of the property.
        value: of the property.
        stack_id: the stack's.
        problems: all properties'.
        why: why it has to be where the stack is.
    """
    try:
        arn = ConnectArn.parse(value)
    except ValueError as error:
        problems.append(f"{name} {error}" if value is not None else f"{name} is missing")
        return None
    stack = stack_id.split(":")
    if len(stack) > 4 and (arn.region, arn.account) != (stack[3], stack[4]):
        problems.append(
            f"{name} {shown(value)} is in {arn.region}, account {arn.account}, and the stack in {stack[3]}, account "
            f"{stack[4]}: {why}; deploy the stack there"
        )
        return None
    return arn


def unknown_property_problems(given: Iterable[str], known: Collection[str]) -> list[str]:
    """What to say of each property that is neither known nor CloudFormation's own."""
    unknown = [name for name in given if name not in known and name not in CLOUDFORMATION_PROPERTIES]
    return first_problems([_unknown(name, known) for name in unknown], "unknown properties")


def _unknown(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    meant = get_close_matches(name, sorted(known), n=1) if len(name) <= _NAME_LENGTH else []
    hint = f"{meant[0]} may be meant; " if meant else ""
    return f"unknown property {shown(name)}: {hint}where it is right, the provider may be older than the construct"
