"""CloudFormation's part: one resource of one stack, brought from a template to another, whatever fails."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.account import Account
from tests.faults.operation import Ending, Operation, Properties
from tests.handler.lifecycle import MARKER, Response

ATTEMPTS = 4
"""More than there are faults in a schedule."""


class StuckError(AssertionError):
    """A clean-up or roll-back fails though the fault that it met is over."""


@dataclass
class Live:
    """What CloudFormation believes the resource to be."""

    properties: Properties
    physical_resource_id: str


class Deployment:
    """A resource through one operation."""

    def __init__(self, account: Account, operation: Operation) -> None:
        self.resource = account.resource("Support")
        self.live: Live | None = None
        self.failed: list[str] = []
        """The reasons of what failed, in order."""
        self._account = account
        self.operation = operation
        self._disturbance = account.disturbance

    def prepare(self) -> None:
        """Bring the resource to where the operation starts, without faults."""
        if self.operation.before is not None:
            properties = self.operation.before(self._account)
            created = self.resource.create(properties)
            assert created.succeeded, created.reason
            self.live = Live(properties, created.physical_resource_id)
            self._account.rest()

    def found(self, properties: Properties, physical_resource_id: str) -> None:
        """The resource is there, by other means."""
        self.live = Live(properties, physical_resource_id)

    def carry_out(self) -> None:
        """The operation, with all that CloudFormation does after it."""
        wanted = self.operation.after
        if wanted is None:
            self.end()
        elif self.live is None:
            self._create(wanted(self._account))
        else:
            self._update(self.live, wanted(self._account))

    def end(self) -> None:
        """Delete the resource; a failed Delete is tried again once the fault is over."""
        if self.live is not None:
            self._delete(self.live)
            self.live = None

    def _create(self, properties: Properties) -> None:
        created = self._answer(self.resource.create(properties))
        if created.succeeded:
            self.live = Live(properties, created.physical_resource_id)
        elif created.physical_resource_id != MARKER:
            self._delete(Live(properties, created.physical_resource_id))

    def _update(self, old: Live, properties: Properties) -> None:
        updated = self._answer(self.resource.update(old.properties, properties, old.physical_resource_id))
        new = Live(properties, updated.physical_resource_id)
        if not updated.succeeded:
            assert new.physical_resource_id == old.physical_resource_id, "a failed update names no new number"
            self._update_back(old, new)
        elif self.operation.ending is Ending.UPDATED_BACK:
            self._update_back(old, new)
            if new.physical_resource_id != old.physical_resource_id:
                self._delete(new)
        elif self.operation.ending is Ending.NEW_DELETED:
            self._delete(new)
        else:
            self.live = new
            if new.physical_resource_id != old.physical_resource_id:
                self._delete(old)

    def _update_back(self, old: Live, new: Live) -> None:
        back = self._insist(
            lambda: self.resource.update(new.properties, old.properties, new.physical_resource_id), "UPDATE_ROLLBACK"
        )
        assert back.physical_resource_id == old.physical_resource_id, "a roll-back ends at the number that it began at"

    def _delete(self, live: Live) -> None:
        self._insist(lambda: self.resource.delete(live.properties, live.physical_resource_id), "DELETE")

    def _insist(self, attempt: Callable[[], Response], name: str) -> Response:
        """Try again, once the faults so far are over, what must not fail in the end."""
        for _ in range(ATTEMPTS):
            is_undisturbed = self._disturbance.ends_at <= self._account.now()
            strikes = len(self._disturbance.struck)
            response = attempt()
            if response.succeeded:
                return response
            self._answer(response)
            if is_undisturbed and len(self._disturbance.struck) == strikes:
                raise StuckError(f"{name}_FAILED though nothing disturbs it: {response.reason}")
            self._outlast()
        raise StuckError(f"{name}_FAILED {ATTEMPTS} times; the last time: {self.failed[-1]}")

    def _answer(self, response: Response) -> Response:
        if not response.succeeded:
            self.failed.append(response.reason)
        return response

    def _outlast(self) -> None:
        missing = self._disturbance.ends_at - self._account.now()
        if missing > 0:
            self._account.advance(missing + 1)
