"""An execution of a state machine at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

RUNNING = "RUNNING"
SUCCEEDED = "SUCCEEDED"
FAILED = "FAILED"
ABORTED = "ABORTED"


@dataclass(frozen=True)
class Visit:
    """The entry into a state: its time and its input."""

    at: float
    state: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Execution:
    """An execution at one moment. It is never changed: each step makes a new object.

    Attributes:
        name: the unique name.
        input: the input, as JSON.
        began_at: in seconds since the epoch.
        data: the input of the current state.
        status: RUNNING, SUCCEEDED, FAILED, ABORTED.
        retries: how often each Retry of the current state was used.
        visits: the states entered, in order.
        transitions: how many transitions Step Functions bills: states entered, and retries.
        invocations: how many calls of the function.
        events: how many events its history has. The limit is 25,000.
        ended_at: in seconds since the epoch; None while it is running.
        error: the error of a failure.
        cause: the cause of a failure.
    """

    name: str
    input: str
    began_at: float
    data: Mapping[str, Any]
    status: str = RUNNING
    retries: tuple[int, ...] = ()
    visits: tuple[Visit, ...] = ()
    transitions: int = 0
    invocations: int = 0
    events: int = 1
    ended_at: float | None = None
    error: str = ""
    cause: str = ""

    @property
    def states(self) -> list[str]:
        """The names of the states entered, in order."""
        return [visit.state for visit in self.visits]

    @property
    def is_running(self) -> bool:
        return self.status == RUNNING

    def entering(self, state: str, now: float, retriers: int) -> Self:
        """The execution once it has entered a state."""
        visit = Visit(now, state, self.data)
        return replace(
            self,
            visits=(*self.visits, visit),
            retries=(0,) * retriers,
            transitions=self.transitions + 1,
            events=self.events + 2,
        )

    def calling(self) -> Self:
        """The execution with one more call of the function."""
        return replace(self, invocations=self.invocations + 1, events=self.events + 3)

    def retrying(self, retrier: int) -> Self:
        """The execution with one more retry."""
        retries = tuple(each + (index == retrier) for index, each in enumerate(self.retries))
        return replace(self, retries=retries, transitions=self.transitions + 1)

    def having(self, data: Mapping[str, Any]) -> Self:
        """The execution with other data."""
        return replace(self, data=data)

    def ended(self, status: str, now: float, error: str = "", cause: str = "") -> Self:
        """The execution once it has ended."""
        return replace(self, status=status, ended_at=now, error=error, cause=cause, events=self.events + 1)
