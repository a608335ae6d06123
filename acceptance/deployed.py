"""The acceptance's stacks, as CloudFormation describes them."""

from __future__ import annotations

from dataclasses import dataclass

from botocore.exceptions import ClientError

from .account import Account


@dataclass(frozen=True)
class DeployedStack:
    """A stack that exists.

    Attributes:
        stack_id: its ARN.
        status: CloudFormation's, such as CREATE_COMPLETE.
        outputs: by key.
    """

    stack_id: str
    status: str
    outputs: dict[str, str]

    @property
    def is_settled(self) -> bool:
        """Whether it can be updated."""
        return self.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")

    @property
    def is_empty(self) -> bool:
        """Whether its creation failed and took back what it had made."""
        return self.status in ("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS")


def find_stack(account: Account, name: str) -> DeployedStack | None:
    """The stack of that name, or of that id; None where there is none, or no more."""
    try:
        stack = account.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        # CloudFormation's message for a stack that does not exist: it has no error code of its own.
        if error.response["Error"]["Code"] == "ValidationError" and "does not exist" in str(error):
            return None
        raise
    if stack["StackStatus"] == "DELETE_COMPLETE":
        return None
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    return DeployedStack(stack["StackId"], stack["StackStatus"], outputs)
