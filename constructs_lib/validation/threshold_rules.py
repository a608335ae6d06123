"""The threshold of an alarm."""

from __future__ import annotations

import math

from aws_cdk import Token

from .finding import Finding

_MOST = 2**31 - 1


def threshold_findings(name: str, threshold: int) -> list[Finding]:
    """What is wrong with a threshold, called by this name where it was given."""
    # A number that is known only at deployment is a float to Python. What is not finite ends jsii's process.
    if isinstance(threshold, float) and math.isfinite(threshold) and Token.is_unresolved(threshold):
        return []
    if isinstance(threshold, int) and not isinstance(threshold, bool) and 0 <= threshold <= _MOST:
        return []
    return [Finding("InvalidThreshold", f"{name} is {threshold!r}: give a whole number from 0 to {_MOST}.")]
