"""The machine's own time."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class RealTime:
    """A clock whose tasks are threads as the machine schedules them."""

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def run(self, tasks: Sequence[Callable[[], Result]]) -> list[Result]:
        """Begin all tasks now, wait for all; their results, in the tasks' order. Raises what one raises."""
        if not tasks:
            return []
        with ThreadPoolExecutor(len(tasks)) as threads:
            running = [threads.submit(task) for task in tasks]
        return [task.result() for task in running]
