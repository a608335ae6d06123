"""Whether a stack of CloudFormation still has a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.identity import Resource
from .service_call import ignoring, service_call

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

_GONE = ("DELETE_COMPLETE", "DELETE_SKIPPED")


def stack_has(client: CloudFormationClient, resource: Resource, phone_number_arn: str) -> bool:
    """Whether a resource is still in its stack, with this number.

    CloudFormation tells nobody when it retains a number: the ledger goes on to list it as the resource's.

    Raises:
        AccessDeniedError: the caller may not ask.
        TryAgainLater: the call was throttled, or had no answer.
    """
    # ValidationError: the stack, or its resource, does not exist.
    with service_call("DescribeStackResource", str(resource)), ignoring("ValidationError"):
        detail = client.describe_stack_resource(
            StackName=resource.stack_id, LogicalResourceId=resource.logical_resource_id
        )["StackResourceDetail"]
        return detail["ResourceStatus"] not in _GONE and detail.get("PhysicalResourceId") == phone_number_arn
    return False
