"""Time that passes only while every task waits, so that a run gives the same figures on any machine."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush
from itertools import count
from threading import Semaphore
from typing import TypeVar

Result = TypeVar("Result")

BEGINNING = 1_767_225_600.0
"""2026-01-01T00:00:00Z, in seconds since the epoch."""


class VirtualTime:
    """A clock whose tasks are threads of which one runs at a time, until it sleeps or ends.

    Then the one runs that is to wake first, and the time is when that is; of several at the same moment, the one that
    fell asleep first.
    """

    def __init__(self) -> None:
        self._now = BEGINNING
        self._asleep: list[tuple[float, int, Semaphore]] = []
        self._order = count()

    def time(self) -> float:
        """Seconds since the epoch."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let the others run until it is time. A negative number of seconds is none."""
        turn = self._turn_in(seconds)
        self._wake_next()
        turn.acquire()

    def run(self, tasks: Sequence[Callable[[], Result]]) -> list[Result]:
        """Begin all tasks at this moment, wait for all; their results, in the tasks' order. Raises what one raises."""
        if not tasks:
            return []
        with ThreadPoolExecutor(len(tasks)) as threads:
            running = [threads.submit(self._run, self._turn_in(0), task) for task in tasks]
            self._wake_next()
        return [task.result() for task in running]

    def _run(self, turn: Semaphore, task: Callable[[], Result]) -> Result:
        turn.acquire()
        try:
            return task()
        finally:
            if self._asleep:
                self._wake_next()

    def _turn_in(self, seconds: float) -> Semaphore:
        turn = Semaphore(0)
        heappush(self._asleep, (self._now + max(seconds, 0), next(self._order), turn))
        return turn

    def _wake_next(self) -> None:
        self._now, _, turn = heappop(self._asleep)
        turn.release()
