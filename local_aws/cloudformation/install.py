"""Replaces ministack's lifecycle of stacks with this package's."""

from collections.abc import Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers, stacks
from ministack.services.cloudformation.helpers import _p, _xml

from local_aws.cloudformation import deployment_config, ministack_types
from local_aws.cloudformation.change_sets import keep_if_anything_changes
from local_aws.cloudformation.connect_types import register as connect_types
from local_aws.cloudformation.delete_stack import delete_stack
from local_aws.cloudformation.deploy_stack import deploy_stack
from local_aws.cloudformation.stack import timestamp

Handler = Callable[[dict[str, Any]], object]


def install() -> None:
    """Replace ministack's stack operations by this package's, and add Connect's resource types."""
    connect_types.register()
    ministack_types.register()
    for module in (stacks, handlers, changesets):
        module._deploy_stack_async = deploy_stack
    for module in (stacks, handlers):
        module._delete_stack_async = delete_stack
    # Events are sorted by time. So ministack's own events need the same clock as ours.
    stacks.now_iso = timestamp
    for wrap, actions in _WRAPPERS:
        for action in actions:
            cloudformation._ACTION_HANDLERS[action] = wrap(cloudformation._ACTION_HANDLERS[action])
    for action, handler in cloudformation._ACTION_HANDLERS.items():
        cloudformation._ACTION_HANDLERS[action] = _with_stack_id(handler)


def _with_stack_id(handler: Handler) -> Handler:
    """Let an existing stack be named by its ARN: ministack's operations that change stacks know only names."""

    def handle(parameters: dict[str, Any]) -> object:
        given = _p(parameters, "StackName")
        stack_name = given.split("/")[1] if given.startswith("arn:") else given
        stack = cloudformation._stacks.get(stack_name, {})
        if given != stack_name and stack.get("StackId") == given and stack["StackStatus"] != "DELETE_COMPLETE":
            return handler({**parameters, "StackName": [stack_name]})
        return handler(parameters)

    return handle


def _with_other_changes(handler: Handler) -> Handler:
    """Let change sets change outputs and policies alone."""

    def handle(parameters: dict[str, Any]) -> object:
        answer = handler(parameters)
        _, change_set = changesets._find_change_set(_p(parameters, "ChangeSetName"), _p(parameters, "StackName"))
        if change_set is not None:
            keep_if_anything_changes(change_set)
        return answer

    return handle


def _with_absent_change_set(handler: Handler) -> Handler:
    """Let a missing change set be deleted from an existing stack: the CDK CLI does so before each deployment."""

    def handle(parameters: dict[str, Any]) -> object:
        stack_name = _p(parameters, "StackName")
        _, change_set = changesets._find_change_set(_p(parameters, "ChangeSetName"), stack_name)
        if change_set is None and stack_name in cloudformation._stacks:
            return _xml(200, "DeleteChangeSetResponse", "<DeleteChangeSetResult></DeleteChangeSetResult>")
        return handler(parameters)

    return handle


def _with_failed_stack(handler: Handler) -> Handler:
    """Let a failed stack that was not rolled back be updated: ministack allows this only to change sets."""

    def handle(parameters: dict[str, Any]) -> object:
        stack = cloudformation._stacks.get(_p(parameters, "StackName"), {})
        status = stack.get("StackStatus")
        if status not in ("CREATE_FAILED", "UPDATE_FAILED"):
            return handler(parameters)
        stack["StackStatus"] = "UPDATE_COMPLETE"
        answer = handler(parameters)
        if stack["StackStatus"] == "UPDATE_COMPLETE":
            stack["StackStatus"] = status
        return answer

    return handle


def _with_disable_rollback(handler: Handler) -> Handler:
    """Record DisableRollback on the stack: ministack does not read it from ExecuteChangeSet."""

    def handle(parameters: dict[str, Any]) -> object:
        _, change_set = changesets._find_change_set(_p(parameters, "ChangeSetName"), _p(parameters, "StackName"))
        stack_name = change_set["StackName"] if change_set else _p(parameters, "StackName")
        stack = cloudformation._stacks.get(stack_name)
        if stack is not None:
            stack["DisableRollback"] = _p(parameters, "DisableRollback", "false").lower() == "true"
        return handler(parameters)

    return handle


_WRAPPERS: tuple[tuple[Callable[[Any], Handler], tuple[str, ...]], ...] = (
    (_with_failed_stack, ("UpdateStack",)),
    (_with_other_changes, ("CreateChangeSet",)),
    (_with_absent_change_set, ("DeleteChangeSet",)),
    (_with_disable_rollback, ("ExecuteChangeSet", "UpdateStack")),
    (deployment_config.kept_by_change_set, ("CreateChangeSet",)),
    (deployment_config.heeded, ("CreateStack", "DeleteStack", "ExecuteChangeSet", "UpdateStack")),
    (deployment_config.told_of_change_set, ("DescribeChangeSet",)),
    (deployment_config.told_of_stacks, ("DescribeStacks",)),
)
"""The wrappers of ministack's operations, the outermost last."""
