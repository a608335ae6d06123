"""CloudFormation's view of one resource of a stack: what is in the template, what is there, and what is to go."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.handler.delivery import Delivery
from tests.handler.lifecycle import Lifecycle
from tests.handler.response import Response

Properties = dict[str, Any]


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
    """One logical resource. Each method is a whole operation of CloudFormation; a FAILED one is not taken back by it.

    Attributes:
        physical: what the stack has; None where it has nothing.
        previous: what it had before the update that is not yet confirmed.
        superseded: what is deleted in the clean-up.
        failed_deletes: what could not be deleted.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self.lifecycle = lifecycle
        self.physical: Physical | None = None
        self.previous: Physical | None = None
        self.superseded: list[Physical] = []
        self.failed_deletes: list[Physical] = []

    def create(self, properties: Properties) -> Response:
        """Create; what failed is there, under the id of the response, until it is deleted."""
        assert self.physical is None
        created = self.lifecycle.create(properties)
        self.physical = Physical(created.physical_resource_id, properties)
        return created

    def cancel_create(self, properties: Properties, meanwhile: Callable[[Delivery], None]) -> Delivery:
        """Create, and stop listening before there is a response: another resource failed, or an hour is over.

        Args:
            properties: of the resource.
            meanwhile: what becomes of the delivery until then.

        Returns:
            The delivery, whose waiter goes on if it is taken on.
        """
        assert self.physical is None
        event = self.lifecycle.event("Create", properties)
        delivery = self.lifecycle.deliver(event)
        meanwhile(delivery)
        response = self.lifecycle.heard(event, delivery)
        known = self.lifecycle.invented_physical_resource_id() if response is None else response.physical_resource_id
        self.physical = Physical(known, properties)
        return delivery

    def cancel_update(self, properties: Properties, meanwhile: Callable[[Delivery], None]) -> Delivery:
        """Update, and stop listening before there is a response, as `cancel_create`; it is to be rolled back."""
        before = self.physical
        assert before is not None
        event = self.lifecycle.update_event(before.properties, properties, before.physical_resource_id)
        delivery = self.lifecycle.deliver(event)
        meanwhile(delivery)
        response = self.lifecycle.heard(event, delivery)
        known = before.physical_resource_id if response is None else response.physical_resource_id
        self.previous, self.physical = before, Physical(known, properties)
        return delivery

    def update(self, properties: Properties) -> Response:
        """Update; another id in the response means that the resource was replaced."""
        before = self.physical
        assert before is not None
        updated = self.lifecycle.update(before.properties, properties, before.physical_resource_id)
        self.previous = before
        self.physical = Physical(updated.physical_resource_id, properties)
        return updated

    def roll_back_update(self, rollback: Rollback) -> Response | None:
        """Take back the last update, failed or not; None where nothing is asked of the resource but the clean-up."""
        before, after = self.previous, self.physical
        assert before is not None and after is not None
        self.previous = None
        replaced = after.physical_resource_id != before.physical_resource_id
        if replaced and rollback is Rollback.BY_DELETE:
            self.physical = before
            self.superseded.append(after)
            return None
        response = self.lifecycle.update(after.properties, before.properties, after.physical_resource_id)
        if not response.succeeded:
            self.previous = before
            return response
        self.physical = Physical(response.physical_resource_id, before.properties)
        if response.physical_resource_id != after.physical_resource_id:
            self.superseded.append(after)
        return response

    def confirm(self) -> None:
        """The stack's update succeeded: what the resource was before is superseded if it was replaced."""
        before, after = self.previous, self.physical
        assert after is not None
        self.previous = None
        if before is not None and before.physical_resource_id != after.physical_resource_id:
            self.superseded.append(before)

    def clean_up(self) -> list[Response]:
        """Delete what is superseded."""
        superseded, self.superseded = self.superseded, []
        return [self._delete(physical) for physical in superseded]

    def delete(self) -> Response:
        """Delete what is there; where that fails it can be done again."""
        physical = self.physical
        assert physical is not None
        self.physical = None
        return self._delete(physical)

    def delete_again(self) -> list[Response]:
        """Delete what could not be deleted."""
        failed, self.failed_deletes = self.failed_deletes, []
        return [self._delete(physical) for physical in failed]

    def retain(self) -> None:
        """The resource leaves the template with DeletionPolicy Retain: CloudFormation forgets it."""
        self.physical = None

    def _delete(self, physical: Physical) -> Response:
        response = self.lifecycle.delete(physical.properties, physical.physical_resource_id)
        if not response.succeeded:
            self.failed_deletes.append(physical)
        return response
