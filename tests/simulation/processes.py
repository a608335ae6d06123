"""Processes: work in several steps, such as CloudFormation's operations. Several may run at the same time.

A process is a generator. It yields a condition, and goes on once the condition holds.
"""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from tests.simulation.timeline import Timeline

Result = TypeVar("Result")
Process = Generator[Callable[[], bool], None, Result]


def run(timeline: Timeline, process: Process[Result], seconds: float = 12 * 3600) -> Result:
    """Let things happen until a process is done. Returns its result.

    Raises:
        NothingHappensError: the process is not done, and nothing more is to happen within so many seconds.
    """
    try:
        is_so = next(process)
        while True:
            timeline.run_until(is_so, seconds)
            is_so = process.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result


def together(*processes: Process[Any]) -> Process[list[Any]]:
    """Run several processes at once. Returns their results."""
    results: list[Any] = [None] * len(processes)
    waiting: dict[int, Callable[[], bool]] = {}
    for index, process in enumerate(processes):
        _go_on(index, process, waiting, results)
    while waiting:
        ready = [index for index, is_so in waiting.items() if is_so()]
        for index in ready:
            _go_on(index, processes[index], waiting, results)
        if waiting and not ready:
            yield lambda: any(is_so() for is_so in waiting.values())
    return results


def never() -> bool:
    """A condition that never holds."""
    return False


def _go_on(index: int, process: Process[Any], waiting: dict[int, Callable[[], bool]], results: list[Any]) -> None:
    try:
        waiting[index] = next(process)
    except StopIteration as end:
        waiting.pop(index, None)
        results[index] = end.value
