"""Stacks as they are deployed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..account.stacks import describe_stack
from ..account.template import as_template
from ..aws.aws import Aws

_NOT_DEPLOYED = ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE")


@dataclass(frozen=True)
class DeployedStack:
    """A stack in CloudFormation.

    Attributes:
        physical_ids: by logical id.
        types: of its resources, by logical id.
    """

    stack_id: str
    name: str
    status: str
    template: Mapping[str, Any] = field(repr=False)
    physical_ids: Mapping[str, str] = field(repr=False)
    types: Mapping[str, str] = field(repr=False)
    parameters: Mapping[str, str] = field(repr=False)

    @property
    def is_stable(self) -> bool:
        """Whether a deployment can begin."""
        return self.status.endswith("_COMPLETE") or self.status in ("IMPORT_COMPLETE", "UPDATE_FAILED", "CREATE_FAILED")


def deployed_stack(aws: Aws, name_or_id: str) -> DeployedStack | None:
    """A stack by its name or id; None where it is not deployed."""
    cloudformation = aws.cloudformation()
    described = describe_stack(cloudformation, name_or_id)
    if described is None or described["StackStatus"] in _NOT_DEPLOYED:
        return None
    stack_id = described["StackId"]
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack_id)
    resources = [
        each for page in pages for each in page["StackResourceSummaries"] if each["ResourceStatus"] != "DELETE_COMPLETE"
    ]
    parameters = described.get("Parameters", [])
    return DeployedStack(
        stack_id,
        described["StackName"],
        described["StackStatus"],
        as_template(cloudformation.get_template(StackName=stack_id)["TemplateBody"]),
        {each["LogicalResourceId"]: each.get("PhysicalResourceId", "") for each in resources},
        {each["LogicalResourceId"]: each["ResourceType"] for each in resources},
        {each["ParameterKey"]: each.get("ResolvedValue", each.get("ParameterValue", "")) for each in parameters},
    )


def exports(aws: Aws) -> dict[str, str]:
    """The exports of the account and Region, by name."""
    pages = aws.cloudformation().get_paginator("list_exports").paginate()
    return {each["Name"]: each["Value"] for page in pages for each in page["Exports"]}
