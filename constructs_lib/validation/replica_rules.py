"""Rules about the replica of an instance."""

from __future__ import annotations

import re

from ..private.connect_arn import ConnectArn
from ..private.environment import Environment
from .finding import Finding
from .rule import Rule, evaluate
from .target_rules import instance_findings

# Connect service model 2017-08-08: AwsRegion; DirectoryAlias.
_REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,2}-[0-9]")
_ALIAS = re.compile(r"(?!d-)[0-9a-zA-Z]+(-*[0-9a-zA-Z])*")
_ALIAS_LENGTH = 45

_REGION_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidReplicaRegion",
        lambda value: not isinstance(value, str) or _REGION.fullmatch(value) is None,
        lambda value: f"replica_region is {value!r}: give a Region, for example 'us-west-2'.",
    ),
)
_ALIAS_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidReplicaAlias",
        lambda value: not isinstance(value, str) or len(value) > _ALIAS_LENGTH or _ALIAS.fullmatch(value) is None,
        lambda value: (
            f"replica_alias is {value!r}: give at most {_ALIAS_LENGTH} letters, digits and hyphens, without 'd-' at "
            "the start, or leave it out."
        ),
    ),
)


def replica_findings(
    instance_arn: str, replica_region: str, replica_alias: str | None, environment: Environment
) -> list[Finding]:
    """Everything that is wrong with a replica, for a stack in this environment."""
    findings = instance_findings(instance_arn)
    arn = ConnectArn.parse(instance_arn)
    if arn is not None and not Environment(arn.partition, arn.region, arn.account).may_be(environment):
        findings.append(
            Finding(
                "InstanceInAnotherEnvironment",
                f"instance is {instance_arn!r}, and the stack is in {environment}: an instance is replicated from its "
                "own account and Region; deploy the stack there.",
            )
        )
    region_findings = evaluate(_REGION_RULES, replica_region)
    home = arn.region if arn is not None else environment.region
    if not region_findings and replica_region == home:
        region_findings = [
            Finding(
                "ReplicaInTheSameRegion",
                f"replica_region is {replica_region!r}, the Region of the instance itself: give the other of its pair.",
            )
        ]
    findings += region_findings
    return findings if replica_alias is None else findings + evaluate(_ALIAS_RULES, replica_alias)
