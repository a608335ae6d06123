"""One logical resource of a stack, and what CloudFormation does with it as tasks of the scheduler."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from tests.handler.delivery import Delivery
from tests.handler.response import Response
from tests.handler.stack_resource import Properties, Rollback, StackResource
from tests.stateful.scheduler import Scheduler, Task
from tests.stateful.simulated_lifecycle import SimulatedLifecycle

CLEAN_UPS = 3
"""How often CloudFormation tries to delete what an update has replaced; then it leaves it."""


class Ending(Enum):
    """How an operation that succeeds by itself ends."""

    KEPT = "the stack's operation succeeds"
    ROLLED_BACK_BY_DELETE = "another resource fails"
    ROLLED_BACK_BY_UPDATE = "another resource fails, and what was replaced is updated back"
    CANCELLED = "CloudFormation stops listening, and rolls back"
    UNHEARD = "the success does not reach CloudFormation, which hears of a failure"


class Slot:
    """The place of a resource: it may be empty.

    Attributes:
        resource: CloudFormation's view of it.
        is_stuck: whether an update could not be rolled back.
        left: ARNs that CloudFormation gave up to delete, or was told to retain.
        task: the operation under way.
    """

    def __init__(self, lifecycle: SimulatedLifecycle, scheduler: Scheduler) -> None:
        self.lifecycle = lifecycle
        self.resource = StackResource(lifecycle)
        self.is_stuck = False
        self.left: set[str] = set()
        self.task: Task | None = None
        self.responses: list[Response] = []
        self._scheduler = scheduler

    @property
    def is_idle(self) -> bool:
        return self.task is None or self.task.is_done

    @property
    def is_blocked(self) -> bool:
        """Whether the stack waits for somebody to try again what failed."""
        return self.is_stuck or bool(self.resource.failed_deletes)

    def begin(self, name: str, work: Callable[[], None]) -> None:
        """Let CloudFormation do this."""
        assert self.is_idle
        self.task = self.spawn(name, work)

    def spawn(self, name: str, work: Callable[[], None]) -> Task:
        """A task of this resource's stack."""
        return self._scheduler.spawn(f"{self.lifecycle.stack_id} {name}", work)

    def create(self, properties: Properties, ending: Ending, seconds: int) -> None:
        """Create; and delete again where it failed, or where another resource did."""
        if ending is Ending.CANCELLED:
            self.resource.cancel_create(properties, lambda delivery: self._listen(delivery, seconds))
            self._record(self.resource.delete())
            return
        self.lifecycle.loses_success = ending is Ending.UNHEARD
        created = self._record(self.resource.create(properties))
        self.lifecycle.loses_success = False
        if not created.succeeded or ending is not Ending.KEPT:
            self._record(self.resource.delete())

    def update(self, properties: Properties, ending: Ending, seconds: int) -> None:
        """Update; and update back where it failed, or where another resource did."""
        if ending is Ending.CANCELLED:
            self.resource.cancel_update(properties, lambda delivery: self._listen(delivery, seconds))
            self.roll_back(Rollback.BY_UPDATE)
            return
        self.lifecycle.loses_success = ending is Ending.UNHEARD
        updated = self._record(self.resource.update(properties))
        self.lifecycle.loses_success = False
        if updated.succeeded and ending is Ending.KEPT:
            self.resource.confirm()
            self._clean_up()
            return
        by_delete = ending is Ending.ROLLED_BACK_BY_DELETE
        self.roll_back(Rollback.BY_DELETE if by_delete else Rollback.BY_UPDATE)

    def roll_back(self, rollback: Rollback) -> None:
        """Take the update back; where that fails, the stack is stuck."""
        response = self.resource.roll_back_update(rollback)
        if response is not None:
            self._record(response)
        self.is_stuck = response is not None and not response.succeeded
        if not self.is_stuck:
            self._clean_up()

    def delete(self) -> None:
        """Delete what is there."""
        self._record(self.resource.delete())

    def try_again(self) -> None:
        """What an operator does when the cause of a failure is gone."""
        if self.is_stuck:
            self.roll_back(Rollback.BY_UPDATE)
        for response in self.resource.delete_again():
            self._record(response)

    def retain(self) -> None:
        """The resource leaves the template, and its number stays."""
        assert self.resource.physical is not None
        self.left.add(self.resource.physical.physical_resource_id)
        self.resource.retain()

    def give_up(self) -> None:
        """The operator skips an update that can't be rolled back, and removes the resource, whichever it is now."""
        previous, physical = self.resource.previous, self.resource.physical
        assert previous is not None and physical is not None
        self.resource.previous, self.is_stuck = None, False
        if previous.physical_resource_id != physical.physical_resource_id:
            self.resource.superseded.append(previous)
        self.delete()
        self._clean_up()

    def _record(self, response: Response) -> Response:
        self.responses.append(response)
        return response

    def _listen(self, delivery: Delivery, seconds: int) -> None:
        """The waiter goes on when CloudFormation has gone on."""
        delivery.step()
        self.spawn("waiter", lambda: self.lifecycle.follow(delivery))
        self._scheduler.sleep(seconds)

    def _clean_up(self) -> None:
        for _ in range(CLEAN_UPS):
            for response in self.resource.clean_up():
                self._record(response)
            self.resource.superseded, self.resource.failed_deletes = self.resource.failed_deletes, []
        self.left |= {physical.physical_resource_id for physical in self.resource.superseded}
        self.resource.superseded = []
