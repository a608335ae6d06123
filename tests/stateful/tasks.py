"""CloudFormation's processes, several at a time. A process that is not awaited goes on during the next wait."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.simulation.processes import Process
from tests.simulation.timeline import Timeline


class Task:
    """A process that has begun."""

    def __init__(self, process: Process[Any]) -> None:
        self.is_done = False
        self._process = process
        self._is_so: Callable[[], bool] = lambda: True

    def go_on(self) -> bool:
        """Go on as far as possible now. Returns whether the process went on."""
        has_gone_on = False
        while not self.is_done and self._is_so():
            has_gone_on = True
            try:
                self._is_so = self._process.send(None)
            except StopIteration:
                self.is_done = True
        return has_gone_on


class Tasks:
    """All processes that are under way."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._tasks: list[Task] = []

    def begin(self, process: Process[Any]) -> Task:
        """Begin a process. It takes its first step when time goes on."""
        task = Task(process)
        self._tasks.append(task)
        return task

    def run(self, awaited: Iterable[Task]) -> None:
        """Let time go on until these tasks are done."""
        waiting = list(awaited)
        while not all(task.is_done for task in waiting):
            if not any([task.go_on() for task in list(self._tasks)]):
                self._timeline.step()
        self._tasks = [task for task in self._tasks if not task.is_done]

    def run_all(self) -> None:
        """Let time go on until all tasks are done."""
        while self._tasks:
            self.run(self._tasks)
        self._timeline.run()
