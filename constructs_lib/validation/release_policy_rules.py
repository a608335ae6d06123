"""What becomes of a phone number that its stack no longer needs."""

from __future__ import annotations

from ..release_policy import ReleasePolicy
from .finding import Finding


def release_policy_findings(release_policy: ReleasePolicy) -> list[Finding]:
    """What is wrong with a release policy."""
    if isinstance(release_policy, str) and release_policy in list(ReleasePolicy):
        return []
    return [
        Finding(
            "InvalidReleasePolicy",
            f"release_policy is {release_policy!r}: give a ReleasePolicy, one of {', '.join(ReleasePolicy)}.",
        )
    ]
