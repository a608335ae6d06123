"""CloudFormation's and the Provider framework's part in the life of a resource, around the real handler.

CloudFormation sends requests, at least once each, one operation at a time per resource, and takes the first response;
the framework (`provider_framework`) calls the handler's functions; its waiter repeats is_complete (`delivery`). What
becomes of the resource in its stack is `stack_resource`'s part. Values travel as JSON.
"""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from connect_phone_numbers import handler
from tests.handler.delivery import Delivery, Framework
from tests.handler.lambda_invocation import FUNCTION_TIMEOUT, Context, FunctionError, FunctionKilled, Handler, invoke
from tests.handler.provider_framework import MARKER, Answer, ProviderFramework
from tests.handler.response import Response, received

__all__ = ["FUNCTION_TIMEOUT", "MARKER", "Context", "FunctionKilled", "Lifecycle", "Response"]

QUERY_INTERVAL = 5
"""Seconds between the end of one look and the next."""
MAX_ATTEMPTS = 600
"""How often the waiter's state machine repeats its first look: 50 minutes."""
POLLS = MAX_ATTEMPTS + 1


class Lifecycle:
    """One resource of one stack."""

    _numbers = count(1)

    def __init__(self, advance: Callable[[float], None], logical_resource_id: str = "Support") -> None:
        number = next(self._numbers)
        self.stack_name = f"stack-{number}"
        self.stack_id = f"arn:aws:cloudformation:us-east-1:123456789012:stack/{self.stack_name}/{number:08d}-aaaa"
        self.logical_resource_id = logical_resource_id
        self.query_interval = QUERY_INTERVAL
        self._advance = advance
        self._requests = count(1)
        self._invocations = count(1)
        self._inventions = count(1)

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
        return self.run(self.update_event(old, new, physical_resource_id))

    def update_event(self, old: dict[str, Any], new: dict[str, Any], physical_resource_id: str) -> dict[str, Any]:
        return self.event("Update", new, OldResourceProperties=old, PhysicalResourceId=physical_resource_id)

    def delete(self, properties: dict[str, Any], physical_resource_id: str) -> Response:
        return self.run(self.event("Delete", properties, PhysicalResourceId=physical_resource_id))

    def deploy(self, properties: dict[str, Any]) -> Response:
        """Create, and on failure roll back: the response of the Create; a failing roll-back is an error."""
        created = self.create(properties)
        if not created.succeeded:
            rolled_back = self.delete(properties, created.physical_resource_id)
            assert rolled_back.succeeded, f"DELETE_FAILED: {rolled_back.reason}"
        return created

    def run(self, event: dict[str, Any], polls: int = POLLS) -> Response:
        """One delivery of an event, from its beginning to the response."""
        return self.finish(event, self.deliver(event, polls))

    def deliver(self, event: dict[str, Any], polls: int = POLLS) -> Delivery:
        """A delivery of an event that has not begun."""
        return Delivery(self.framework(), event, polls)

    def framework(self) -> Framework:
        """The Provider framework around the handler."""
        return self.user_functions()

    def user_functions(self) -> ProviderFramework:
        """The handler's functions, in the framework's double."""
        return ProviderFramework(
            lambda request: self._answer(handler.on_event, request),
            lambda waiting: self._answer(handler.is_complete, waiting),
        )

    def finish(self, event: dict[str, Any], *deliveries: Delivery) -> Response:
        """The first response to an event that is delivered so often; the others come to their end, too."""
        first: Response | None = None
        while under_way := [delivery for delivery in deliveries if delivery.submission is None]:
            if any(delivery.has_polled for delivery in under_way):
                self._advance(self.query_interval)
            for delivery in under_way:
                delivery.step()
                first = first or self.heard(event, delivery)
        assert first is not None, "an event is delivered at least once"
        return first

    def heard(self, event: dict[str, Any], delivery: Delivery) -> Response | None:
        """The response to an event that has come of a delivery; None where there is none yet."""
        return None if delivery.submission is None else received(delivery.submission, self.fallback(event))

    def fallback(self, event: dict[str, Any]) -> str:
        """The physical id that CloudFormation goes by where no response told it one: the last known, or invented."""
        return str(event.get("PhysicalResourceId") or self.invented_physical_resource_id())

    def invented_physical_resource_id(self) -> str:
        """As CloudFormation names a resource whose Create it cancelled, or gave up."""
        return f"{self.stack_name}-{self.logical_resource_id}-{next(self._inventions):012X}"

    def invoke(self, function: Handler, event: dict[str, Any]) -> dict[str, Any]:
        """One invocation; what goes in and out is JSON."""
        return dict(invoke(function, event, f"invocation-{self.logical_resource_id}-{next(self._invocations)}"))

    def _answer(self, function: Handler, event: dict[str, Any]) -> Answer:
        try:
            return self.invoke(function, event)
        except (Exception, FunctionKilled) as error:
            # Lambda reports whatever a function raises.
            raise FunctionError(error) from error
