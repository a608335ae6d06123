"""CloudFormation's view of one resource of a stack: its physical resource, and those that are to be deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tests.simulation.cloudformation import Delivery, Event
from tests.simulation.logical_resource import LogicalResource, Properties
from tests.simulation.processes import Process, never
from tests.simulation.response import Response

CLEAN_UPS = 3
"""How often CloudFormation tries to delete a replaced or removed resource before it gives up."""


class Rollback(Enum):
    """How CloudFormation rolls back an update that replaced a custom resource. Both ways have been seen."""

    BY_DELETE = "the new one is deleted, and the old one counts again"
    BY_UPDATE = "an Update with old and new properties swapped, and a clean-up"


@dataclass(frozen=True)
class Physical:
    """A physical resource: its id, and the properties of its last request."""

    physical_resource_id: str
    properties: Properties


class StackResource:
    """One logical resource. Each method is a process for one operation. It does not roll a failure back.

    Attributes:
        physical: the physical resource; None if there is none.
        previous: the physical resource before an update that is not yet confirmed.
        superseded: the physical resources that the clean-up deletes.
        failed_deletes: the physical resources whose deletion failed.
        given_up: the physical resources that CloudFormation left after three failed deletions.
        has_failed: whether the last operation failed and was not rolled back.
        last_request_id: the RequestId of the last request.
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
        """Create the resource. A failed resource exists under the response's id until it is deleted.

        If the last create failed and was not rolled back, its physical resource is superseded.

        Args:
            properties: the resource's properties.
            gives_up: a condition under which CloudFormation stops waiting for the response.
            request_id: a RequestId that is used again.
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
        """Update the resource. Another id in the response means that it was replaced. Arguments as in `create`."""
        before = self.physical
        assert before is not None
        event = self.logical.update(before.properties, properties, before.physical_resource_id, request_id)
        response = yield from self.ask(event, gives_up)
        if self.previous is not None and before.physical_resource_id not in (
            self.previous.physical_resource_id,
            response.physical_resource_id,
        ):
            # A failed update that was not rolled back had made this physical resource. It is replaced again.
            self.superseded.append(before)
        self.previous = self.previous or before
        self.physical = Physical(response.physical_resource_id, properties)
        return response

    def roll_back_update(self, rollback: Rollback = Rollback.BY_DELETE) -> Process[Response | None]:
        """Roll back the last update, failed or not. None if that needs no request but the clean-up."""
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
        """Confirm the update: the stack's update succeeded. If the resource was replaced, the old one is superseded."""
        before, after = self.previous, self.physical
        self.previous = None
        if before is not None and after is not None and before.physical_resource_id != after.physical_resource_id:
            self.superseded.append(before)

    def clean_up(self) -> Process[list[Response]]:
        """Delete the superseded physical resources, with three tries each."""
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
        """Delete the physical resource. After a failure, this can be repeated."""
        physical = self.physical
        assert physical is not None
        self.physical = None
        response = yield from self._delete(physical, request_id)
        if not response.succeeded:
            self.failed_deletes.append(physical)
        return response

    def delete_again(self) -> Process[list[Response]]:
        """Delete the physical resources whose deletion failed before."""
        responses = []
        failed, self.failed_deletes = self.failed_deletes, []
        for physical in failed:
            response = yield from self._delete(physical)
            responses.append(response)
            if not response.succeeded:
                self.failed_deletes.append(physical)
        return responses

    def end(self) -> Process[list[Response]]:
        """Delete all physical resources: the current one, the superseded ones, and those whose deletion failed."""
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
        """Supersede the physical resource: the resource leaves the template, and the clean-up deletes it."""
        if self.physical is not None:
            self.superseded.append(self.physical)
        self.physical = None

    def skip_rollback(self) -> None:
        """Skip the rollback of an update, as an operator may."""
        assert self.previous is not None
        assert self.physical is not None
        self.physical = Physical(self.physical.physical_resource_id, self.previous.properties)
        self.previous = None

    def retain(self) -> list[Physical]:
        """Forget the resource. Returns its physical resources, which stay."""
        retained = [*([self.physical] if self.physical else []), *self.failed_deletes]
        self.physical, self.failed_deletes = None, []
        return retained

    def ask(
        self, event: Event, gives_up: Callable[[], bool] = never, delivery: Delivery | None = None
    ) -> Process[Response]:
        """Send an event, and wait for the response."""
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
