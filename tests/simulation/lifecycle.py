"""A resource in a stack of its own. The test chooses the operations, one after the other."""

from collections.abc import Callable
from typing import Any

from tests.simulation.cloudformation import CloudFormation, Delivery, Event
from tests.simulation.logical_resource import PHONE_NUMBER, LogicalResource, Properties, new_stack_id
from tests.simulation.processes import Process
from tests.simulation.response import Response
from tests.simulation.stack_resource import StackResource


class Lifecycle:
    """A resource. Each operation is carried out at once. The test itself keeps the state of its stack."""

    def __init__(
        self,
        cloudformation: CloudFormation,
        run: Callable[[Process[Any]], Any],
        logical_resource_id: str = "Support",
        resource_type: str = PHONE_NUMBER,
    ) -> None:
        """Declare a resource of a new stack. `run` carries out a process."""
        self.logical = LogicalResource(cloudformation, new_stack_id(cloudformation), logical_resource_id, resource_type)
        self._cloudformation = cloudformation
        self._run = run

    @property
    def stack_name(self) -> str:
        return self.logical.stack_name

    @property
    def stack_id(self) -> str:
        return self.logical.stack_id

    @property
    def logical_resource_id(self) -> str:
        return self.logical.logical_resource_id

    def in_stack(self) -> StackResource:
        """The same resource, as its stack sees it."""
        return StackResource(self.logical)

    def create(self, properties: Properties, delivery: Delivery | None = None) -> Response:
        return self.run(self.create_event(properties), delivery)

    def update(
        self, old: Properties, new: Properties, physical_resource_id: str, delivery: Delivery | None = None
    ) -> Response:
        return self.run(self.update_event(old, new, physical_resource_id), delivery)

    def delete(self, properties: Properties, physical_resource_id: str, delivery: Delivery | None = None) -> Response:
        return self.run(self.delete_event(properties, physical_resource_id), delivery)

    def deploy(self, properties: Properties) -> Response:
        """Create the resource, and roll a failure back. Returns the Create's response. The rollback must succeed."""
        created = self.create(properties)
        if not created.succeeded:
            rolled_back = self.delete(properties, created.physical_resource_id)
            assert rolled_back.succeeded, f"DELETE_FAILED: {rolled_back.reason}"
        return created

    def event(self, kind: str, properties: Properties, **more: Any) -> Event:
        """The event that CloudFormation would send now. `more` are its other members."""
        if "OldResourceProperties" in more:
            return self.update_event(more["OldResourceProperties"], properties, more["PhysicalResourceId"])
        return self.logical.event(kind, properties, **more)

    def create_event(self, properties: Properties, request_id: str = "") -> Event:
        """The Create that CloudFormation would send now. `request_id` is a RequestId that is used again."""
        return self.logical.create(properties, request_id)

    def update_event(self, old: Properties, new: Properties, physical_resource_id: str, request_id: str = "") -> Event:
        """What CloudFormation would send now."""
        return self.logical.update(old, new, physical_resource_id, request_id)

    def delete_event(self, properties: Properties, physical_resource_id: str, request_id: str = "") -> Event:
        """What CloudFormation would send now."""
        return self.logical.delete(properties, physical_resource_id, request_id)

    def run(self, event: Event, delivery: Delivery | None = None) -> Response:
        """Send an event, and wait for the response."""
        response: Response = self._run(self.in_stack().ask(event, delivery=delivery))
        return response

    def again(self, event: Event, after: float = 0.0) -> Response:
        """Deliver an event a second time. Returns its response, which may be the earlier one."""
        key = self._cloudformation.key_of(event)
        assert key is not None, "it was sent before"
        self._cloudformation.deliver(event, after)
        self._run(self._cloudformation.until_quiet())
        response = self._cloudformation.response(key)
        assert response is not None
        return response

    def send(self, event: Event, delivery: Delivery | None = None) -> int:
        """Send an event, without a wait. Returns the key for `response`."""
        return self._cloudformation.send(event, delivery)

    def cancel(self, event: Event, after: float) -> Response:
        """Send an event, and stop waiting for its response after so many seconds."""
        gives_up_at = self._cloudformation.now() + after
        self._cloudformation.wake_at(gives_up_at)
        process = self.in_stack().ask(event, lambda: self._cloudformation.now() >= gives_up_at)
        response: Response = self._run(process)
        return response
