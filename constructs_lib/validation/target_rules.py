"""What a phone number is claimed to."""

from __future__ import annotations

from ..connect_arn import ConnectArn
from ..phone_number_target import PhoneNumberTarget
from .environment import Environment, differs
from .finding import Finding


def target_findings(target: PhoneNumberTarget, environment: Environment) -> list[Finding]:
    """What is wrong with a target, for a stack in this environment."""
    findings = target_arn_findings("target", target)
    arn = ConnectArn.parse(target.arn) if target.is_known else None
    return findings if findings or arn is None else _in_environment(target.arn, arn, environment)


def target_arn_findings(name: str, target: PhoneNumberTarget) -> list[Finding]:
    """What is wrong with a target's ARN by itself, called by this name where it was given."""
    if not target.is_known:
        return []
    arn = ConnectArn.parse(target.arn)
    if arn is not None and (arn.is_instance or arn.is_traffic_distribution_group):
        return []
    return [
        Finding(
            "InvalidTarget",
            f"{name} is {target.arn!r}: give the ARN of an instance, for example "
            "'arn:aws:connect:us-east-1:123456789012:instance/<id>', or of a traffic distribution group "
            "('…:traffic-distribution-group/<id>').",
        )
    ]


def _in_environment(target: str, arn: ConnectArn, environment: Environment) -> list[Finding]:
    findings = []
    if differs(arn.partition, environment.partition):
        findings.append(
            Finding(
                "TargetInAnotherPartition",
                f"target is {target!r}, in the partition {arn.partition!r}, and the stack is in "
                f"{environment.partition!r}: deploy the stack to the target's partition.",
            )
        )
    if differs(arn.region, environment.region):
        findings.append(
            Finding(
                "TargetInAnotherRegion",
                f"target is {target!r}, in {arn.region}, and the stack is in {environment.region}: a number can be "
                f"claimed only in the Region where its target was created; set the stack's Region to {arn.region}.",
            )
        )
    if differs(arn.account, environment.account):
        findings.append(
            Finding(
                "TargetInAnotherAccount",
                f"target is {target!r}, in the account {arn.account}, and the stack is in {environment.account}: "
                "numbers are claimed in the target's account; set the stack's account to it.",
            )
        )
    return findings
