"""The scheduler's own rules: without them, a history would not be the same twice."""

from collections.abc import Sequence

import pytest

from tests.stateful.scheduler import Scheduler, Task


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += seconds


def walk(switches: Sequence[int]) -> list[str]:
    """The steps of two tasks of three remote calls each, in the order in which they are taken."""
    clock = Clock()
    scheduler = Scheduler(clock.now, clock.advance)
    steps: list[str] = []

    def work(name: str) -> None:
        for step in range(3):
            scheduler.pause()
            steps.append(f"{name}{step}")

    tasks = [scheduler.spawn(name, lambda name=name: work(name)) for name in ("a", "b")]
    scheduler.run(tasks, switches)
    return steps


def test_without_switches_one_runs_after_the_other() -> None:
    assert walk([]) == ["a0", "a1", "a2", "b0", "b1", "b2"]


def test_a_switch_is_made_after_so_many_calls() -> None:
    assert walk([1]) == ["a0", "b0", "b1", "b2", "a1", "a2"]
    assert walk([1, 0]) == ["a0", "a1", "a2", "b0", "b1", "b2"]
    assert walk([1, 1]) == ["a0", "b0", "a1", "a2", "b1", "b2"]


def test_time_moves_when_all_sleep() -> None:
    clock = Clock()
    scheduler = Scheduler(clock.now, clock.advance)
    seen: list[tuple[str, float]] = []

    def work(name: str, seconds: float) -> None:
        scheduler.sleep(seconds)
        seen.append((name, clock.now()))

    scheduler.run(
        [scheduler.spawn("late", lambda: work("late", 9)), scheduler.spawn("early", lambda: work("early", 2))]
    )
    assert seen == [("early", 2), ("late", 9)]


def test_what_is_not_waited_for_goes_on_later() -> None:
    clock = Clock()
    scheduler = Scheduler(clock.now, clock.advance)
    ended: list[str] = []

    def outlive() -> None:
        scheduler.sleep(60)
        ended.append("waiter")

    scheduler.spawn("waiter", outlive)
    scheduler.run([scheduler.spawn("short", lambda: ended.append("short"))])
    assert ended == ["short"]
    scheduler.run_all()
    assert ended == ["short", "waiter"]


def test_an_error_comes_out_in_the_tests_own_thread() -> None:
    clock = Clock()
    scheduler = Scheduler(clock.now, clock.advance)
    task: Task = scheduler.spawn("fails", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scheduler.run([task])


def test_a_history_that_is_over_ends_its_tasks() -> None:
    clock = Clock()
    scheduler = Scheduler(clock.now, clock.advance)
    task = scheduler.spawn("sleeps", lambda: scheduler.sleep(60))
    scheduler.run([scheduler.spawn("short", lambda: None)])
    scheduler.end_all()
    assert task.is_done
    assert clock.time == 0.0
