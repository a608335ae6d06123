"""The threshold of an alarm."""

from __future__ import annotations

from .finding import Finding


def threshold_findings(name: str, threshold: int) -> list[Finding]:
    """What is wrong with a threshold, called by this name where it was given."""
    if isinstance(threshold, int) and threshold >= 0:
        return []
    return [Finding("InvalidThreshold", f"{name} is {threshold!r}: give a whole number of 0 or more.")]
