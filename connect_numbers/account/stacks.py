"""CloudFormation's stacks, as far as numbers belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from connect_phone_numbers.aws.service_call import error_code

from ..aws.aws import Aws
from ..templates.body import as_template

GONE = "DELETED"
PATH_METADATA = "aws:cdk:path"


@dataclass(frozen=True)
class Stack:
    """A stack, by its id.

    Attributes:
        status: CloudFormation's, or `DELETED` where there is no such stack any more.
        paths: the construct path of each resource, by logical id, where the template tells.
    """

    stack_id: str
    name: str
    status: str
    paths: dict[str, str]

    @property
    def is_gone(self) -> bool:
        """Whether it does not exist any more."""
        return self.status in (GONE, "DELETE_COMPLETE")


class Stacks:
    """Stacks by their ids, asked for once each."""

    def __init__(self, aws: Aws) -> None:
        """Ask in the account's Region."""
        self._cloudformation = aws.cloudformation()
        self._known: dict[str, Stack] = {}

    def stack(self, stack_id: str) -> Stack:
        """A stack, also one that is gone."""
        if stack_id not in self._known:
            self._known[stack_id] = self._ask(stack_id)
        return self._known[stack_id]

    def _ask(self, stack_id: str) -> Stack:
        name = stack_id.split("/")[1] if "/" in stack_id else stack_id
        described = describe_stack(self._cloudformation, stack_id)
        if described is None or described["StackStatus"] == "DELETE_COMPLETE":
            return Stack(stack_id, name, GONE, {})
        template = self._cloudformation.get_template(StackName=stack_id)["TemplateBody"]
        return Stack(stack_id, name, described["StackStatus"], construct_paths(as_template(template)))


def describe_stack(cloudformation: Any, name_or_id: str) -> Any:  # noqa: ANN401 - boto3's own dictionary
    """What CloudFormation tells of a stack; None where there is none."""
    try:
        return cloudformation.describe_stacks(StackName=name_or_id)["Stacks"][0]
    except ClientError as error:
        # The code for a stack that does not exist; a name that can't be one does not come here.
        if error_code(error) == "ValidationError":
            return None
        raise


def construct_paths(template: dict[str, Any]) -> dict[str, str]:
    """The construct path of each resource of a template that the CDK made, by logical id."""
    paths = {
        logical_id: resource.get("Metadata", {}).get(PATH_METADATA, "")
        for logical_id, resource in template.get("Resources", {}).items()
    }
    return {logical_id: _construct_of(path) for logical_id, path in paths.items() if path}


def _construct_of(path: str) -> str:
    """The construct that people wrote, of a resource's path: without the children that hold the resource in it."""
    return path.removesuffix("/Default").removesuffix("/Resource")
