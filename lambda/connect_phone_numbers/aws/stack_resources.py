"""CloudFormation's stacks, as far as it matters whether one still has a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..model.identity import Resource
from .service_call import error_code, service_call

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

_GONE = ("DELETE_COMPLETE", "DELETE_SKIPPED")


class StackResources:
    """The resources of the Region's stacks."""

    def __init__(self, client: CloudFormationClient) -> None:
        """Use a client."""
        self._client = client

    def has(self, resource: Resource, phone_number_arn: str) -> bool:
        """Whether a resource is still there, with this number.

        CloudFormation tells nobody when it retains a number: the ledger goes on to list it as the resource's.

        Raises:
            AccessDeniedError: the caller may not ask.
            TryAgainLater: throttled, or no answer.
        """
        with service_call("DescribeStackResource", str(resource)):
            try:
                detail = self._client.describe_stack_resource(
                    StackName=resource.stack_id, LogicalResourceId=resource.logical_resource_id
                )["StackResourceDetail"]
            except ClientError as error:
                # The code for a stack, or a resource of it, that does not exist.
                if error_code(error) == "ValidationError":
                    return False
                raise
        return detail["ResourceStatus"] not in _GONE and detail.get("PhysicalResourceId") == phone_number_arn
