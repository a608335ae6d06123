"""One execution of a state machine, as it is at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

RUNNING = "RUNNING"
SUCCEEDED = "SUCCEEDED"
FAILED = "FAILED"
ABORTED = "ABORTED"


@dataclass(frozen=True)
class Visit:
    """The entry into a state: at what moment, with what input."""

    at: float
    state: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Execution:
    """Never changed: the next moment is another one.

    Attributes:
        name: unique.
        input: JSON, as it was given.
        began_at: in seconds since the epoch.
        data: the input of the state that it is in.
        status: RUNNING, SUCCEEDED, FAILED, ABORTED.
        retries: how often each Retry of the current state was used.
        visits: the states entered, in order.
        transitions: as Step Functions bills them: states entered, and retries.
        invocations: calls of the function.
        events: of its history, of which there may be 25,000.
        ended_at: in seconds since the epoch; None while it is running.
        error: of a failure.
        cause: of a failure.
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
        """The names of the states entered, in order: what a person reads in its history."""
        return [visit.state for visit in self.visits]

    @property
    def is_running(self) -> bool:
        return self.status == RUNNING

    def entering(self, state: str, now: float, retriers: int) -> Self:
        """In a state."""
        visit = Visit(now, state, self.data)
        return replace(
            self,
            visits=(*self.visits, visit),
            retries=(0,) * retriers,
            transitions=self.transitions + 1,
            events=self.events + 2,
        )

    def calling(self) -> Self:
        """With one more call of the function."""
        return replace(self, invocations=self.invocations + 1, events=self.events + 3)

    def retrying(self, retrier: int) -> Self:
        """With one more retry."""
        retries = tuple(each + (index == retrier) for index, each in enumerate(self.retries))
        return replace(self, retries=retries, transitions=self.transitions + 1)

    def having(self, data: Mapping[str, Any]) -> Self:
        """With other data."""
        return replace(self, data=data)

    def ended(self, status: str, now: float, error: str = "", cause: str = "") -> Self:
        """Over."""
        return replace(self, status=status, ended_at=now, error=error, cause=cause, events=self.events + 1)
