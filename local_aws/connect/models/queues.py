"""Queues: create, describe, list, enable and disable, delete."""

import uuid
from dataclasses import dataclass, field

from ..exceptions import DuplicateResourceException, ResourceNotFoundException
from .arns import QUEUE, parse_arn
from .hours_of_operations import HoursOfOperations
from .pages import Page, page_of
from .queue import STANDARD, Queue

DEFAULT_PAGE = 1000


@dataclass(frozen=True)
class NewQueue:
    """CreateQueue's parameters, but for those of e-mail, quick connects and outbound calls."""

    instance_id: str
    name: str
    hours_of_operation_id: str
    description: str | None = None
    max_contacts: int | None = None
    tags: dict[str, str] = field(default_factory=dict)


class Queues(HoursOfOperations):
    """Standard queues of the instances of this Region."""

    def create_queue(self, request: NewQueue) -> Queue:
        """The new queue. Raises DuplicateResourceException, ResourceNotFoundException (instance, hours)."""
        hours = self.find_hours_of_operation(request.instance_id, request.hours_of_operation_id)
        if any(queue.name == request.name for queue in self._queues_of(request.instance_id)):
            raise DuplicateResourceException(f"The instance has a queue of that name: {request.name}")
        queue = Queue(
            arn=self.arn(QUEUE, str(uuid.uuid4()), request.instance_id),
            name=request.name,
            hours_of_operation=hours.arn,
            modified_at=self.now,
            description=request.description,
            max_contacts=request.max_contacts,
            tags=dict(request.tags),
        )
        self.state.queues[str(queue.arn)] = queue
        return queue

    def find_queue(self, instance_id: str, id_or_arn: str) -> Queue:
        """The instance's queue in this Region; ResourceNotFoundException where there is none."""
        self._get_instance_or_raise(instance_id)
        arn = parse_arn(id_or_arn) or self.arn(QUEUE, id_or_arn, instance_id)
        queue = self.state.queues.get(str(arn))
        if queue is None or queue not in self._queues_of(instance_id):
            raise ResourceNotFoundException(f"Queue not found on instance {instance_id}: {id_or_arn}")
        return queue

    def list_queues(
        self, instance_id: str, queue_types: list[str], max_results: int | None, next_token: str | None
    ) -> Page[Queue]:
        """A page of the instance's queues, by id. There are no agent queues, as there are no agents."""
        self._get_instance_or_raise(instance_id)
        wanted = not queue_types or STANDARD in queue_types
        found = sorted(self._queues_of(instance_id), key=lambda queue: queue.arn.resource_id) if wanted else []
        return page_of(found, lambda queue: queue.arn.resource_id, max_results or DEFAULT_PAGE, next_token)

    def update_queue_status(self, instance_id: str, queue_id: str, status: str) -> None:
        """Enable or disable the queue. ResourceNotFoundException."""
        queue = self.find_queue(instance_id, queue_id)
        queue.status, queue.modified_at = status, self.now

    def delete_queue(self, instance_id: str, queue_id: str) -> None:
        """Delete the queue. ResourceNotFoundException."""
        del self.state.queues[str(self.find_queue(instance_id, queue_id).arn)]

    def _queues_of(self, instance_id: str) -> list[Queue]:
        own = (self.region_name, self.account_id, instance_id)
        return [
            queue
            for queue in self.state.queues.values()
            if (queue.arn.region_name, queue.arn.account_id, queue.arn.parent_id) == own
        ]
