"""What becomes of a number when its resource is gone."""

from __future__ import annotations

from enum import StrEnum


class ReleasePolicy(StrEnum):
    """The property ReleasePolicy."""

    RELEASE_WITHIN_BUDGET = "RELEASE_WITHIN_BUDGET"
    """Release it while the 180-day budget allows that and a claim after it, else park it: the default."""
    PARK = "PARK"
    """Keep it for a later resource, always."""
    RELEASE = "RELEASE"
    """Never keep it: a Delete whose release the budget does not allow fails."""
