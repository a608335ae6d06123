"""An instance."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk.interfaces.aws_connect import IInstanceRef

from ..connect_arn import ConnectArn
from ..instance_arn import instance_arn
from .finding import Finding
from .rule import Rule, evaluate

_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidInstance",
        lambda value: not ((arn := ConnectArn.parse(value)) and arn.is_instance),
        lambda value: (
            f"instance is {value!r}: give the ARN of an instance, for example "
            "'arn:aws:connect:us-east-1:123456789012:instance/<id>'. A traffic distribution group's numbers count to "
            "the instance that it was created with."
        ),
    ),
)


def instance_findings(arn: str) -> list[Finding]:
    """What is wrong with an instance's ARN."""
    return evaluate(_RULES, arn)


def instances_findings(instances: Sequence[IInstanceRef | str]) -> list[Finding]:
    """What is wrong with instances.

    Raises:
        TypeError: one is neither a construct of an instance nor a string.
    """
    if isinstance(instances, str) or not isinstance(instances, Sequence) or not instances:
        return [Finding("InvalidInstances", f"instances is {instances!r}: give a list of at least one instance.")]
    return [finding for instance in instances for finding in instance_findings(instance_arn(instance))]
