"""Stacks as they are deployed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..account.stacks import describe_stack
from ..aws.aws import Aws
from .body import as_template

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackResourceSummaryTypeDef

_NOT_DEPLOYED = ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE")


@dataclass(frozen=True)
class DeployedStack:
    """A stack in CloudFormation.

    Attributes:
        physical_ids: the physical ids of the resources, by logical id.
        types: the types of the resources, by logical id.
        failed: the logical ids of resources whose last operation failed and was not rolled back.
    """

    stack_id: str
    name: str
    status: str
    template: Mapping[str, Any] = field(repr=False)
    physical_ids: Mapping[str, str] = field(repr=False)
    types: Mapping[str, str] = field(repr=False)
    parameters: Mapping[str, str] = field(repr=False)
    failed: frozenset[str] = frozenset()

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
    resources = _resources(aws, stack_id)
    parameters = described.get("Parameters", [])
    return DeployedStack(
        stack_id,
        described["StackName"],
        described["StackStatus"],
        as_template(cloudformation.get_template(StackName=stack_id)["TemplateBody"]),
        {each["LogicalResourceId"]: each.get("PhysicalResourceId", "") for each in resources},
        {each["LogicalResourceId"]: each["ResourceType"] for each in resources},
        {each["ParameterKey"]: each.get("ResolvedValue", each.get("ParameterValue", "")) for each in parameters},
        frozenset(each["LogicalResourceId"] for each in resources if each["ResourceStatus"].endswith("_FAILED")),
    )


def resource_types(aws: Aws, stack_id: str) -> dict[str, str]:
    """The types of a stack's resources, by logical id; one call. The stack has to be there."""
    return {each["LogicalResourceId"]: each["ResourceType"] for each in _resources(aws, stack_id)}


def exports(aws: Aws) -> dict[str, str]:
    """The exports of the account and Region, by name."""
    pages = aws.cloudformation().get_paginator("list_exports").paginate()
    return {each["Name"]: each["Value"] for page in pages for each in page["Exports"]}


def _resources(aws: Aws, stack_id: str) -> list[StackResourceSummaryTypeDef]:
    pages = aws.cloudformation().get_paginator("list_stack_resources").paginate(StackName=stack_id)
    found = [each for page in pages for each in page["StackResourceSummaries"]]
    return [each for each in found if each["ResourceStatus"] != "DELETE_COMPLETE"]
