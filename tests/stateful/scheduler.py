"""Threads of which one runs at a time, in a time that only moves when all of them sleep.

They hand over where they sleep, and at the remote calls that a list of switches names: the same list makes the same
history, and a shorter list a simpler one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any


class TaskEnded(BaseException):
    """Ends a task whose history is over."""


class Task:
    """A thread that runs when it is its turn."""

    def __init__(self, name: str, scheduler: Scheduler, work: Callable[[], Any]) -> None:
        self.name = name
        self.wake_at = 0.0
        self.is_done = False
        self.error: BaseException | None = None
        self.process: Any = None
        """What the task is executing just now."""
        self.is_ending = False
        self._scheduler = scheduler
        self._work = work
        self._turn = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def resume(self) -> None:
        """Let it run until it hands over; called by the scheduler."""
        self._turn.release()
        self._scheduler.handed_over.acquire()

    def hand_over(self) -> None:
        """Wait for the next turn; called by the task itself."""
        self._scheduler.handed_over.release()
        self._turn.acquire()
        if self.is_ending:
            raise TaskEnded

    def _run(self) -> None:
        self._turn.acquire()
        try:
            if not self.is_ending:
                self._work()
        except TaskEnded:
            pass
        except BaseException as error:  # noqa: BLE001 - the scheduler raises it in the test's own thread
            self.error = error
        self.is_done = True
        self._scheduler.handed_over.release()


class Scheduler:
    """Runs tasks."""

    def __init__(self, now: Callable[[], float], advance: Callable[[float], Any]) -> None:
        """Use a clock that only `advance` moves."""
        self.handed_over = threading.Semaphore(0)
        self.current: Task | None = None
        self.tasks: list[Task] = []
        self._now = now
        self._advance = advance
        self._switches: list[int] = []

    def spawn(self, name: str, work: Callable[[], Any]) -> Task:
        """A task that runs from now on; it may be called by a task."""
        task = Task(name, self, work)
        task.wake_at = self._now()
        self.tasks.append(task)
        return task

    def run(self, tasks: Iterable[Task], switches: Sequence[int] = ()) -> None:
        """Run all tasks until these are done.

        Args:
            tasks: to be done.
            switches: after how many remote calls each, counted from the one before, another task has its turn.

        Raises whatever a task raised.
        """
        awaited = list(tasks)
        self._switches = list(switches)
        last: Task | None = None
        while not all(task.is_done for task in awaited):
            last = self._next(last)
            self.current = last
            last.resume()
            self.current = None
            if last.is_done:
                self.tasks.remove(last)
                if last.error is not None:
                    raise last.error

    def run_all(self) -> None:
        """Run every task to its end."""
        while self.tasks:
            self.run(self.tasks)

    def end_all(self) -> None:
        """End every task where it is."""
        for task in self.tasks:
            task.is_ending = True
            while not task.is_done:
                self.current = task
                task.resume()
        self.current = None
        self.tasks = []

    def pause(self) -> None:
        """Called at a remote call: hand over if that is due."""
        if not self._switches:
            return
        if self._switches[0] > 0:
            self._switches[0] -= 1
            return
        self._switches.pop(0)
        task = self._require_current()
        # Behind all that can run now.
        self.tasks.remove(task)
        self.tasks.append(task)
        task.hand_over()

    def sleep(self, seconds: float) -> None:
        """Called by a task: others run meanwhile."""
        task = self._require_current()
        task.wake_at = self._now() + seconds
        task.hand_over()

    def _require_current(self) -> Task:
        assert self.current is not None, "a task calls this"
        return self.current

    def _next(self, last: Task | None) -> Task:
        """The task that just ran where it can go on and was not switched off, else the first that can."""
        earliest = min(task.wake_at for task in self.tasks)
        if earliest > self._now():
            self._advance(earliest - self._now())
        ready = [task for task in self.tasks if task.wake_at <= self._now() + 1e-6]
        return ready[0]
