"""Findings of cdk-nag that are accepted, each with its reason.

The findings are acknowledged with the CDK's own Validations. So cdk-nag reports none of them in an app that runs it,
and an app that does not run it needs no cdk-nag. https://github.com/cdklabs/cdk-nag/blob/main/README.md
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jsii
from aws_cdk import Acknowledgment, Stack, Validations
from aws_cdk import aws_iam as iam
from constructs import IConstruct, IValidation

WILDCARD_RULE = "AwsSolutions-IAM5"


def acknowledge(construct: IConstruct, rule: str, reason: str) -> None:
    """Acknowledge one rule, for a construct and all that is in it."""
    Validations.of(construct).acknowledge(Acknowledgment(id=rule, reason=reason))


def acknowledge_wildcards(scope: IConstruct, reasons: Mapping[str, str]) -> None:
    """Acknowledge the wildcards in the policies of a scope. A wildcard without a reason stays a finding.

    Args:
        scope: the policies' parent, at any distance.
        reasons: by a regular expression that is searched for in the resource, written as cdk-nag does:
            `<LogicalId.Arn>` for an attribute, `<AWS::Region>` for a reference.
    """
    scope.node.add_validation(_WildcardAcknowledgment(scope, reasons))


@jsii.implements(IValidation)
class _WildcardAcknowledgment:
    """A validation without errors. It runs when the references across stacks have their final form."""

    def __init__(self, scope: IConstruct, reasons: Mapping[str, str]) -> None:
        self._scope = scope
        self._reasons = [(re.compile(pattern), reason) for pattern, reason in reasons.items()]

    def validate(self) -> list[str]:
        for policy in self._scope.node.find_all():
            if isinstance(policy, iam.CfnPolicy):
                for resource in _resources(Stack.of(policy).resolve(policy.policy_document)):
                    self._acknowledge(policy, resource)
        return []

    def _acknowledge(self, policy: iam.CfnPolicy, resource: str) -> None:
        for pattern, reason in self._reasons:
            if "*" in resource and pattern.search(resource):
                acknowledge(policy, f"{WILDCARD_RULE}[Resource::{resource}]", reason)
                return


def _resources(document: Mapping[str, Any]) -> Iterator[str]:
    for statement in document["Statement"]:
        resources = statement["Resource"]
        yield from map(flattened, resources if isinstance(resources, list) else [resources])


def flattened(value: Any) -> str:  # noqa: ANN401 - whatever CloudFormation's intrinsic functions take
    """A resolved value as cdk-nag writes it in a finding."""
    if isinstance(value, str):
        return value.replace("${", "<").replace("}", ">")
    for function, flatten in _INTRINSICS.items():
        if function in value:
            return flatten(value[function])
    return json.dumps(value, separators=(",", ":"))


_INTRINSICS: Mapping[str, Callable[[Any], str]] = {
    "Fn::Join": lambda argument: argument[0].join(map(flattened, argument[1])),
    "Fn::Sub": flattened,
    "Fn::GetAtt": lambda argument: f"<{flattened(argument[0])}.{flattened(argument[1])}>",
    "Fn::ImportValue": flattened,
    "Ref": lambda argument: f"<{flattened(argument)}>",
}
