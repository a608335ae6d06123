"""Properties that the resource does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from .problems import first_problems
from .shown import shown

CLOUDFORMATION_PROPERTIES = frozenset({"ServiceToken", "ServiceTimeout"})
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html"""
_NAME_LENGTH = 64


def unknown_property_problems(given: Iterable[str], known: Collection[str]) -> list[str]:
    """What to say of each property that is neither known nor CloudFormation's own."""
    unknown = [name for name in given if name not in known and name not in CLOUDFORMATION_PROPERTIES]
    return first_problems([_problem(name, known) for name in unknown], "unknown properties")


def _problem(name: str, known: Collection[str]) -> str:
    meant = get_close_matches(name, sorted(known), n=1) if len(name) <= _NAME_LENGTH else []
    hint = f"{meant[0]} may be meant; " if meant else ""
    return f"unknown property {shown(name)}: {hint}where it is right, the provider may be older than the construct"
