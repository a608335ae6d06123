"""The acceptance's stacks, as CloudFormation describes them."""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import ClientError

from .account import Account


@dataclass(frozen=True)
class DeployedStack:
    """A stack that exists.

    Attributes:
        stack_id: the stack's ARN.
        status: the stack's status, such as CREATE_COMPLETE.
        outputs: the values of its outputs, by key.
    """

    stack_id: str
    status: str
    outputs: dict[str, str]

    @property
    def is_settled(self) -> bool:
        """Whether the stack can be updated."""
        return self.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")

    @property
    def is_empty(self) -> bool:
        """Whether the stack has no resources: its creation failed and was rolled back, or has not begun."""
        return self.status in ("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS")


def find_stack(account: Account, name: str) -> DeployedStack | None:
    """The stack with this name or id. None if there is none, or if it is deleted."""
    try:
        stack = account.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        # CloudFormation has no error code of its own for a stack that does not exist. Only the message tells.
        if error.response["Error"]["Code"] == "ValidationError" and "does not exist" in str(error):
            return None
        raise
    if stack["StackStatus"] == "DELETE_COMPLETE":
        return None
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    return DeployedStack(stack["StackId"], stack["StackStatus"], outputs)
