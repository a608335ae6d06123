"""Time, as a benchmark passes it."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Clock(Protocol):
    """Tells the time, waits, and runs tasks at the same time."""

    def time(self) -> float:
        """Seconds since the epoch."""

    def sleep(self, seconds: float) -> None:
        """Let time pass for the task that calls."""

    def run(self, tasks: Sequence[Callable[[], Result]]) -> list[Result]:
        """Begin all tasks at this moment, wait for all; their results, in the tasks' order. Raises what one raises."""
