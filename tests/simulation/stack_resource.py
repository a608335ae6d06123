"""CloudFormation's view of one resource of a stack: what is in the template, what is there, and what is to go."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tests.simulation.cloudformation import Delivery, Event
from tests.simulation.logical_resource import LogicalResource, Properties
from tests.simulation.processes import Process, never
from tests.simulation.response import Response

CLEAN_UPS = 3
"""How often CloudFormation tries to delete what was replaced or removed; then it leaves it."""


class Rollback(Enum):
    """How CloudFormation takes back an update that replaced a custom resource; both have been seen."""

    BY_DELETE = "the new one is deleted, and the old one counts again"
    BY_UPDATE = "an Update with old and new properties swapped, and a clean-up"


@dataclass(frozen=True)
class Physical:
    """A physical resource: its id, and the properties that it has or is to have."""

    physical_resource_id: str
    properties: Properties


class StackResource:
    """One logical resource. Each method is a process, of one operation; a FAILED one is not taken back by it.

    Attributes:
        physical: what the stack has; None where it has nothing.
        previous: what it had before the update that is not yet confirmed.
        superseded: what is deleted in the clean-up.
        failed_deletes: what could not be deleted.
        given_up: what CloudFormation left, after three tries to delete it.
        has_failed: whether its last operation did, and it was not rolled back.
        last_request_id: of the last request.
    """

    def __init__(self, logical: LogicalResource) -> None:
        self.logical = logical
        self.physical: Physical | None = None
        self.previous: Physical | None = None
        self.superseded: list[Physical] = []
        self.failed_deletes: list[Physical] = []
        self.given_up: list[Physical] = []
        self.has_failed = False
        self.last_request_id = ""

    def create(
        self, properties: Properties, gives_up: Callable[[], bool] = never, request_id: str = ""
    ) -> Process[Response]:
        """Create; what failed is there, under the id of the response, until it is deleted.

        Where the last create failed and was not rolled back, what it left is superseded.

        Args:
            properties: of the resource.
            gives_up: whether CloudFormation stops to wait for a response.
            request_id: one that is used again.
        """
        left, self.physical = self.physical, None
        assert left is None or self.has_failed
        response = yield from self.ask(self.logical.create(properties, request_id), gives_up)
        self.physical = Physical(response.physical_resource_id, properties)
        if left is not None and left.physical_resource_id != response.physical_resource_id:
            self.superseded.append(left)
        return response

    def update(
        self, properties: Properties, gives_up: Callable[[], bool] = never, request_id: str = ""
    ) -> Process[Response]:
        """Update; another id in the response means that the resource was replaced. Arguments as of `create`."""
        before = self.physical
        assert before is not None
        event = self.logical.update(before.properties, properties, before.physical_resource_id, request_id)
        response = yield from self.ask(event, gives_up)
        if self.previous is not None and before.physical_resource_id not in (
            self.previous.physical_resource_id,
            response.physical_resource_id,
        ):
            # Made by an update that failed and was not rolled back; this one has replaced it again.
            self.superseded.append(before)
        self.previous = self.previous or before
        self.physical = Physical(response.physical_resource_id, properties)
        return response

    def roll_back_update(self, rollback: Rollback = Rollback.BY_DELETE) -> Process[Response | None]:
        """Take back the last update, failed or not; None where nothing is asked of the resource but the clean-up."""
        before, after = self.previous, self.physical
        assert before is not None
        assert after is not None
        replaced = after.physical_resource_id != before.physical_resource_id
        if replaced and rollback is Rollback.BY_DELETE:
            self.previous, self.physical = None, before
            self.superseded.append(after)
            return None
        event = self.logical.update(after.properties, before.properties, after.physical_resource_id)
        response = yield from self.ask(event)
        if response.succeeded:
            self.previous = None
            self.physical = Physical(response.physical_resource_id, before.properties)
            if response.physical_resource_id != after.physical_resource_id:
                self.superseded.append(after)
        return response

    def confirm(self) -> None:
        """The stack's update succeeded: what the resource was before is superseded if it was replaced."""
        before, after = self.previous, self.physical
        self.previous = None
        if before is not None and after is not None and before.physical_resource_id != after.physical_resource_id:
            self.superseded.append(before)

    def clean_up(self) -> Process[list[Response]]:
        """Delete what is superseded, trying three times."""
        responses = []
        superseded, self.superseded = self.superseded, []
        for physical in superseded:
            for _ in range(CLEAN_UPS):
                response = yield from self._delete(physical)
                responses.append(response)
                if response.succeeded:
                    break
            else:
                self.given_up.append(physical)
        return responses

    def delete(self, request_id: str = "") -> Process[Response]:
        """Delete what is there; where that fails it can be done again."""
        physical = self.physical
        assert physical is not None
        self.physical = None
        response = yield from self._delete(physical, request_id)
        if not response.succeeded:
            self.failed_deletes.append(physical)
        return response

    def delete_again(self) -> Process[list[Response]]:
        """Delete what could not be deleted."""
        responses = []
        failed, self.failed_deletes = self.failed_deletes, []
        for physical in failed:
            response = yield from self._delete(physical)
            responses.append(response)
            if not response.succeeded:
                self.failed_deletes.append(physical)
        return responses

    def end(self) -> Process[list[Response]]:
        """Delete what is there, what is superseded, and what could not be deleted before."""
        responses = yield from self.delete_again()
        if self.physical is not None:
            response = yield from self.delete()
            responses.append(response)
        for physical in self.superseded:
            response = yield from self._delete(physical)
            responses.append(response)
            if not response.succeeded:
                self.failed_deletes.append(physical)
        self.superseded = []
        return responses

    def supersede(self) -> None:
        """The resource leaves the template, and is deleted in the clean-up."""
        if self.physical is not None:
            self.superseded.append(self.physical)
        self.physical = None

    def skip_rollback(self) -> None:
        """An operator leaves it as it is, though an update of it could not be taken back."""
        assert self.previous is not None
        assert self.physical is not None
        self.physical = Physical(self.physical.physical_resource_id, self.previous.properties)
        self.previous = None

    def retain(self) -> list[Physical]:
        """CloudFormation forgets the resource; what of it is still there, and stays."""
        retained = [*([self.physical] if self.physical else []), *self.failed_deletes]
        self.physical, self.failed_deletes = None, []
        return retained

    def ask(
        self, event: Event, gives_up: Callable[[], bool] = never, delivery: Delivery | None = None
    ) -> Process[Response]:
        """Send an event, and wait for its response."""
        cloudformation = self.logical.cloudformation
        self.last_request_id = event["RequestId"]
        key = cloudformation.send(event, delivery)
        yield lambda: cloudformation.response(key) is not None or gives_up()
        if cloudformation.response(key) is None:
            cloudformation.give_up(key)
        yield from cloudformation.pause()
        response = cloudformation.response(key)
        assert response is not None
        return response

    def _delete(self, physical: Physical, request_id: str = "") -> Process[Response]:
        event = self.logical.delete(physical.properties, physical.physical_resource_id, request_id)
        response = yield from self.ask(event)
        return response
