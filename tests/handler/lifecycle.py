"""CloudFormation's and the Provider framework's part in the life of a resource, around the real handler.

As the framework's runtime does it (aws-cdk-lib, custom-resources/lib/provider-framework/runtime): a failure in on_event
of a Create is answered with a marker id, whose Delete is swallowed; is_complete is called with on_event's id until it
is complete; its failure carries that id. Values travel as JSON.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from connect_phone_numbers import handler

MARKER = "AWSCDK::CustomResourceProviderFramework::CREATE_FAILED"
QUERY_INTERVAL = 5
FUNCTION_TIMEOUT = 60


class FunctionKilled(BaseException):
    """The function's process ended in the middle: nothing after this line runs, and no answer comes."""


@dataclass
class Context:
    """Lambda's context object, as far as the handler looks at it."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        return FUNCTION_TIMEOUT * 1000


@dataclass(frozen=True)
class Response:
    """What CloudFormation receives."""

    status: str
    physical_resource_id: str
    reason: str = ""
    data: dict[str, str] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCESS"


class Lifecycle:
    """One resource of one stack."""

    _numbers = count(1)

    def __init__(self, advance: Callable[[float], None], logical_resource_id: str = "Support") -> None:
        number = next(self._numbers)
        self.stack_id = f"arn:aws:cloudformation:us-east-1:123456789012:stack/stack-{number}/{number:08d}-aaaa"
        self.logical_resource_id = logical_resource_id
        self.query_interval = QUERY_INTERVAL
        self._advance = advance
        self._requests = count(1)
        self._invocations = count(1)

    def event(self, kind: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
        """An event as CloudFormation sends it."""
        event = {
            "RequestType": kind,
            "RequestId": f"{self.logical_resource_id}-{next(self._requests)}",
            "ResponseURL": "https://cloudformation-custom-resource-response/secret",
            "StackId": self.stack_id,
            "ResourceType": "Custom::ConnectPhoneNumber",
            "LogicalResourceId": self.logical_resource_id,
            "ResourceProperties": {"ServiceToken": "arn:aws:lambda:::function:framework", **properties},
            **more,
        }
        return dict(json.loads(json.dumps(event)))

    def create(self, properties: dict[str, Any]) -> Response:
        return self.run(self.event("Create", properties))

    def update(self, old: dict[str, Any], new: dict[str, Any], physical_resource_id: str) -> Response:
        return self.run(self.event("Update", new, OldResourceProperties=old, PhysicalResourceId=physical_resource_id))

    def delete(self, properties: dict[str, Any], physical_resource_id: str) -> Response:
        if physical_resource_id == MARKER:
            return Response("SUCCESS", physical_resource_id)
        return self.run(self.event("Delete", properties, PhysicalResourceId=physical_resource_id))

    def deploy(self, properties: dict[str, Any]) -> Response:
        """Create, and on failure roll back: the response of the Create; a failing roll-back is an error."""
        created = self.create(properties)
        if not created.succeeded:
            rolled_back = self.delete(properties, created.physical_resource_id)
            assert rolled_back.succeeded, f"DELETE_FAILED: {rolled_back.reason}"
        return created

    def run(self, event: dict[str, Any], polls: int = 600) -> Response:
        """The framework's handling of one event."""
        physical_resource_id = event.get("PhysicalResourceId", "")
        try:
            answer = self.invoke(handler.on_event, event)
        except (Exception, FunctionKilled) as error:  # noqa: BLE001 - Lambda reports whatever a function raises
            failed = physical_resource_id or MARKER
            return Response("FAILED", failed, reason=str(error))
        physical_resource_id = answer["PhysicalResourceId"]
        waiting = {**event, "PhysicalResourceId": physical_resource_id}
        for poll in range(polls):
            if poll:
                self._advance(self.query_interval)
            try:
                result = self.invoke(handler.is_complete, waiting)
            except (Exception, FunctionKilled) as error:  # noqa: BLE001 - as above
                return Response("FAILED", physical_resource_id, reason=str(error))
            if result["IsComplete"]:
                return Response(
                    "SUCCESS", result.get("PhysicalResourceId", physical_resource_id), data=result.get("Data", {})
                )
            assert "Data" not in result, "the framework refuses Data before IsComplete"
        return Response("FAILED", physical_resource_id, reason="Operation timed out")

    def invoke(self, function: Callable[[Any, Any], dict[str, Any]], event: dict[str, Any]) -> dict[str, Any]:
        """One invocation; what goes in and out is JSON."""
        context = Context(f"invocation-{self.logical_resource_id}-{next(self._invocations)}")
        return dict(json.loads(json.dumps(function(json.loads(json.dumps(event)), context))))
