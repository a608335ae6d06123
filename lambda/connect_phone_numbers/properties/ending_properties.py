"""The properties that decide how a number ends when its resource is removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from .checks import given_properties


class ReleasePolicy(StrEnum):
    """The property ReleasePolicy."""

    RELEASE_WITHIN_BUDGET = "RELEASE_WITHIN_BUDGET"
    """Release the number if the 180-day budget allows that and a claim after it; else park it. The default."""
    PARK = "PARK"
    """Park the number for a later resource."""
    RELEASE = "RELEASE"
    """Release the number. A Delete fails if the budget does not allow that."""


@dataclass(frozen=True)
class Ending:
    """What an operation says about the end of a number.

    Attributes:
        release_policy: what becomes of the number. A policy that can't be read, which a newer construct may have given,
            counts as PARK: a release can't be undone.
        is_adopted: whether the number was claimed before its resource was created (the property Adopt). True where the
            property can't be read.
        release_adopted: whether such a number is released, and not given back (ReleaseAdopted).
        target_is_of_stack: whether the target belongs to the number's own stack, so that no number may stay there.
        is_last: whether a Delete names the resource's only number. Such a Delete may fail; a clean-up and a rollback
            may not.
    """

    release_policy: ReleasePolicy
    is_adopted: bool = False
    release_adopted: bool = False
    target_is_of_stack: bool = False
    is_last: bool = False

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> Self:
        """Read properties of any age or shape. Nothing in them is refused."""
        given = given_properties(properties)
        policy = given.get("ReleasePolicy", ReleasePolicy.RELEASE_WITHIN_BUDGET)
        return cls(
            ReleasePolicy(policy) if policy in list(ReleasePolicy) else ReleasePolicy.PARK,
            given.get("Adopt", "false") != "false",
            given.get("ReleaseAdopted") == "true",
            given.get("TargetIsOfStack") == "true",
        )
