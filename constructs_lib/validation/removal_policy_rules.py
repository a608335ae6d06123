"""What becomes of a phone number when its construct is removed."""

from __future__ import annotations

from aws_cdk import RemovalPolicy

from .finding import Finding


def removal_policy_findings(removal_policy: RemovalPolicy) -> list[Finding]:
    """What is wrong with a removal policy."""
    if not isinstance(removal_policy, RemovalPolicy):
        message = f"removal_policy is {removal_policy!r}: give a RemovalPolicy, or leave it out."
        return [Finding("InvalidRemovalPolicy", message)]
    if removal_policy is not RemovalPolicy.SNAPSHOT:
        return []
    return [
        Finding(
            "InvalidRemovalPolicy",
            "removal_policy is SNAPSHOT, and a phone number has no snapshots: give DESTROY to release the number, or "
            "RETAIN or RETAIN_ON_UPDATE_OR_DELETE to keep it.",
        )
    ]
