"""`DeploymentConfig`, by which `cdk deploy --express` asks for express mode. ministack does not know it.

In express mode, a deployment that fails is not rolled back, unless `DisableRollback` is false. A resource is complete
once the call that creates, changes or deletes it has succeeded. So its dependents start before it has settled. The
answers of custom resources are awaited. AWS also repeats an operation that fails because a dependency is not ready; the
local CloudFormation does not.
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentConfig.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-express-mode.html
"""

import re
from collections.abc import Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets
from ministack.services.cloudformation.helpers import _p

Handler = Callable[[dict[str, Any]], object]
Answer = tuple[int, dict[str, str], bytes]

_MEMBERS = ("Mode", "DisableRollback")
_STACK_ID = re.compile("<StackId>([^<]+)</StackId>")


def kept_by_change_set(handler: Handler) -> Handler:
    """Let CreateChangeSet record the configuration, for the execution of the change set."""

    def handle(parameters: dict[str, Any]) -> object:
        answer = handler(parameters)
        change_set = _change_set(parameters)
        if change_set is not None:
            change_set["DeploymentConfig"] = _given(parameters)
        return answer

    return handle


def heeded(handler: Handler) -> Handler:
    """Switch rollback off for a deployment in express mode, and record the configuration in the stack.

    The operation itself starts once the handler has returned, and reads the configuration in the stack.
    """

    def handle(parameters: dict[str, Any]) -> object:
        change_set = _change_set(parameters)
        configuration = _given(parameters) if change_set is None else change_set.get("DeploymentConfig", {})
        if configuration.get("Mode") == "EXPRESS":
            is_disabled = configuration.get("DisableRollback", "true")
            parameters = {**parameters, "DisableRollback": [is_disabled]}
        answer = handler(parameters)
        stack = cloudformation._stacks.get(change_set["StackName"] if change_set else _p(parameters, "StackName"))
        if stack is not None:
            stack["DeploymentConfig"] = configuration
        return answer

    return handle


def told_of_change_set(handler: Callable[[dict[str, Any]], Answer]) -> Handler:
    """Let DescribeChangeSet show the configuration."""

    def handle(parameters: dict[str, Any]) -> Answer:
        status, headers, body = handler(parameters)
        told = _xml((_change_set(parameters) or {}).get("DeploymentConfig", {}))
        end = "</DescribeChangeSetResult>"
        return status, headers, body.decode().replace(end, told + end).encode()

    return handle


def told_of_stacks(handler: Callable[[dict[str, Any]], Answer]) -> Handler:
    """Let DescribeStacks show the configuration of each stack's last deployment."""

    def handle(parameters: dict[str, Any]) -> Answer:
        status, headers, body = handler(parameters)
        told = {stack["StackId"]: _xml(stack.get("DeploymentConfig", {})) for stack in cloudformation._stacks.values()}
        return status, headers, _STACK_ID.sub(lambda id: id[0] + told.get(id[1], ""), body.decode()).encode()

    return handle


def _given(parameters: dict[str, Any]) -> dict[str, str]:
    given = {name: _p(parameters, f"DeploymentConfig.{name}") for name in _MEMBERS}
    return {name: value for name, value in given.items() if value}


def _change_set(parameters: dict[str, Any]) -> dict[str, Any] | None:
    name = _p(parameters, "ChangeSetName")
    change_set: dict[str, Any] | None = (
        changesets._find_change_set(name, _p(parameters, "StackName"))[1] if name else None
    )
    return change_set


def _xml(configuration: dict[str, str]) -> str:
    members = "".join(f"<{name}>{value}</{name}>" for name, value in configuration.items())
    return f"<DeploymentConfig>{members}</DeploymentConfig>" if members else ""
