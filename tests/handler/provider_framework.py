"""The part of the CDK's Provider framework: what it makes of an event and of the answers of the user's functions.

A double of aws-cdk-lib, custom-resources/lib/provider-framework/runtime; tests/framework holds it to the original.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.handler.lambda_invocation import FunctionError

MARKER = "AWSCDK::CustomResourceProviderFramework::CREATE_FAILED"
"""PhysicalResourceId of a Create that failed in on_event; its Delete is swallowed."""
MISSING_PHYSICAL_ID = "AWSCDK::CustomResourceProviderFramework::MISSING_PHYSICAL_ID"
TIMED_OUT = "Operation timed out"
STACK_TRACE = """
    at invokeUserFunction (/var/task/framework.js:2:1234)
    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)
    at async isComplete (/var/task/framework.js:1:2345)
    at async Runtime.handler (/var/task/cfn-response.js:1:3456)"""
"""Node's, of which the framework makes a part of the reason: its length is about this."""

Answer = Mapping[str, Any] | None
UserFunction = Callable[[dict[str, Any]], Answer]
"""Raises FunctionError where the function did."""


@dataclass(frozen=True)
class Submission:
    """A response that is put to the event's ResponseURL.

    Attributes:
        body: the response.
        message: the failure in the words of whoever raised it, without what the framework puts around them.
    """

    body: dict[str, Any]
    message: str = ""


@dataclass(frozen=True)
class Waiting:
    """on_event is over, and the waiter is to be started with this input."""

    event: dict[str, Any]


class FrameworkError(Exception):
    """An error that the framework itself raises while it looks at an answer."""

    def __init__(self, message: str, kind: str = "Error") -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class ProviderFramework:
    """The framework's three functions around the user's two.

    Attributes:
        on_event: the user's.
        is_complete: the user's.
        start_execution: starts the waiter; may raise FrameworkError.
        put: sends a success to CloudFormation; raises FrameworkError where that goes wrong for good.
    """

    on_event: UserFunction
    is_complete: UserFunction
    start_execution: Callable[[dict[str, Any]], None] = lambda _: None
    put: Callable[[dict[str, Any]], None] = lambda _: None

    def handle_event(self, event: Mapping[str, Any]) -> Submission | Waiting:
        """The function that CloudFormation invokes."""
        if _is_of_failed_create(event):
            return _submission("SUCCESS", event)
        request = {**event, "ResourceProperties": event.get("ResourceProperties") or {}}
        try:
            # on_event is given what CloudFormation sent, is_complete what the framework made of it.
            answer = self.on_event(dict(event)) or {}
            physical_resource_id = answer.get("PhysicalResourceId") or _default_physical_resource_id(request)
            _require_same_on_delete(request, physical_resource_id, answer)
            waiting = {**request, **answer, "PhysicalResourceId": physical_resource_id}
            self.start_execution(waiting)
        except (FunctionError, FrameworkError) as error:
            return _failure(request, error, "on-event")
        return Waiting(waiting)

    def handle_poll(self, waiting: Mapping[str, Any]) -> Submission | None:
        """The function that the waiter invokes; None for its Retry."""
        try:
            answer = self.is_complete(dict(waiting))
            if answer is None:
                raise FrameworkError("Cannot read properties of null (reading 'IsComplete')", "TypeError")
            if answer.get("IsComplete"):
                data = {**(waiting.get("Data") or {}), **(answer.get("Data") or {})}
                success = _submission("SUCCESS", {**waiting, **answer, "Data": data}, no_echo=waiting.get("NoEcho"))
                self.put(success.body)
                return success
            if answer.get("Data"):
                raise FrameworkError('"Data" is not allowed if "IsComplete" is "False"')
        except (FunctionError, FrameworkError) as error:
            return _failure(waiting, error, "is-complete")
        return None

    def handle_timeout(self, waiting: Mapping[str, Any]) -> Submission:
        """The function that the waiter invokes when it gives up."""
        return _submission("FAILED", waiting, TIMED_OUT, TIMED_OUT)


def _is_of_failed_create(event: Mapping[str, Any]) -> bool:
    return event["RequestType"] == "Delete" and event.get("PhysicalResourceId") == MARKER


def _default_physical_resource_id(request: Mapping[str, Any]) -> str:
    return str(request["RequestId"] if request["RequestType"] == "Create" else request["PhysicalResourceId"])


def _require_same_on_delete(request: Mapping[str, Any], physical_resource_id: str, answer: Mapping[str, Any]) -> None:
    if request["RequestType"] == "Delete" and physical_resource_id != request["PhysicalResourceId"]:
        raise FrameworkError(
            f'DELETE: cannot change the physical resource ID from "{request["PhysicalResourceId"]}" to '
            f'"{answer["PhysicalResourceId"]}" during deletion'
        )


def _failure(event: Mapping[str, Any], error: FunctionError | FrameworkError, function: str) -> Submission:
    message = str(error) or "error"
    if isinstance(error, FunctionError):
        reason = f"Error: {message}\n\nLogs: /aws/lambda/{function}\n"
    else:
        reason = f"{error.kind}: {message}"
    # The waiter's input has the id that on_event answered; CloudFormation's Create has none.
    known = event if event.get("PhysicalResourceId") else {**event, "PhysicalResourceId": MARKER}
    return _submission("FAILED", known, reason + STACK_TRACE, message)


def _submission(
    status: str, event: Mapping[str, Any], reason: str = "", message: str = "", no_echo: Any = None
) -> Submission:
    body = {
        "Status": status,
        "Reason": reason or status,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "PhysicalResourceId": event.get("PhysicalResourceId") or MISSING_PHYSICAL_ID,
        "LogicalResourceId": event["LogicalResourceId"],
    }
    # What is undefined in JavaScript is not in its JSON.
    if no_echo is not None:
        body["NoEcho"] = no_echo
    if event.get("Data") is not None:
        body["Data"] = event["Data"]
    return Submission(body, message)
