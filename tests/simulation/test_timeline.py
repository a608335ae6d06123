"""The timeline's own rules: without them, what happens would not be the same twice."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.simulation.plain_clock import plain_timeline
from tests.simulation.timeline import Happening, NothingHappensError, Switches


def test_what_is_due_first_happens_first_and_time_moves_with_it() -> None:
    timeline, seen = plain_timeline(0.0), list[Any]()
    for when in (5.0, 2.0, 2.0, 9.0):
        timeline.at(when, f"at {when}", lambda when=when: seen.append((when, timeline.now())))
    timeline.run()
    assert seen == [(2.0, 2.0), (2.0, 2.0), (5.0, 5.0), (9.0, 9.0)]


def test_a_test_may_choose_among_all_that_is_due() -> None:
    timeline, seen = plain_timeline(0.0), list[Any]()
    for name in "abc":
        timeline.at(1.0, name, seen.append, name)
    timeline.at(2.0, "later", seen.append, "later")
    assert [each.name for each in timeline.due()] == ["a", "b", "c"]
    timeline.choose = lambda due: len(due) - 1
    timeline.step()
    timeline.step(timeline.due()[0])
    timeline.run()
    assert seen == ["c", "a", "b", "later"]


def test_what_is_late_is_due_with_what_is_not() -> None:
    timeline = plain_timeline(0.0)
    timeline.at(1.0, "a", lambda: timeline.sleep(10))
    timeline.at(2.0, "b", lambda: None)
    timeline.at(11.0, "c", lambda: None)
    timeline.step()
    assert [each.name for each in timeline.due()] == ["b", "c"]


def test_what_is_cancelled_does_not_happen() -> None:
    timeline, seen = plain_timeline(0.0), list[Any]()
    cancelled = timeline.at(1.0, "a", seen.append, "a")
    timeline.at(2.0, "b", seen.append, "b")
    timeline.cancel(cancelled)
    timeline.run()
    assert seen == ["b"]


def test_waiting_for_what_never_is() -> None:
    timeline = plain_timeline(0.0)
    with pytest.raises(NothingHappensError):
        timeline.run_until(lambda: False)
    timeline.at(100.0, "too late", lambda: None)
    with pytest.raises(NothingHappensError, match="too late"):
        timeline.run_until(lambda: False, seconds=50)


def test_time_passes_to_the_second() -> None:
    timeline, seen = plain_timeline(0.0), list[Any]()
    timeline.at(3.0, "a", seen.append, "a")
    timeline.at(7.0, "b", seen.append, "b")
    timeline.pass_time(5.0)
    assert (seen, timeline.now()) == (["a"], 5.0)


def walk(switches: Sequence[int]) -> list[str]:
    """The steps of two functions of three remote calls each, in the order in which they are taken."""
    timeline, steps = plain_timeline(), list[str]()
    timeline.overlaps, timeline.switch = True, Switches(switches)

    def work(name: str) -> None:
        for step in range(3):
            timeline.pause()
            steps.append(f"{name}{step}")

    for name in "ab":
        timeline.invocation_at(timeline.now(), name, work, name)
    timeline.run()
    return steps


def test_functions_take_turns_where_the_switches_say_so() -> None:
    assert walk([]) == ["a0", "a1", "a2", "b0", "b1", "b2"]
    assert walk([1]) == ["a0", "b0", "b1", "b2", "a1", "a2"]
    assert walk([1, 0]) == ["a0", "a1", "a2", "b0", "b1", "b2"]
    assert walk([1, 1]) == ["a0", "b0", "a1", "a2", "b1", "b2"]


@pytest.mark.parametrize(("overlaps", "ends"), [(False, [("a", 5.0), ("b", 7.0)]), (True, [("b", 2.0), ("a", 5.0)])])
def test_functions_sleep_beside_each_other_where_they_overlap(overlaps: bool, ends: list[tuple[str, float]]) -> None:
    timeline, seen = plain_timeline(0.0), list[Any]()
    timeline.overlaps = overlaps

    def work(name: str, seconds: float) -> None:
        timeline.sleep(seconds)
        seen.append((name, timeline.now()))

    timeline.invocation_at(0.0, "a", work, "a", 5.0)
    timeline.invocation_at(0.0, "b", work, "b", 2.0)
    timeline.run()
    assert seen == ends


@pytest.mark.parametrize("overlaps", [False, True])
def test_an_error_comes_out_in_the_tests_own_thread(overlaps: bool) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    timeline = plain_timeline()
    timeline.overlaps = overlaps
    timeline.invocation_at(timeline.now(), "fails", fail)
    with pytest.raises(ZeroDivisionError):
        timeline.run()


def test_a_function_that_is_in_the_middle_can_be_ended_and_not_copied() -> None:
    timeline, seen = plain_timeline(), list[Any]()
    timeline.overlaps = True

    def work() -> None:
        try:
            timeline.sleep(60)
        finally:
            seen.append("ended")

    timeline.invocation_at(timeline.now(), "sleeps", work)
    timeline.step()
    with pytest.raises(AssertionError, match="in the middle"):
        timeline.snapshot()
    timeline.close()
    assert seen == ["ended"]


def test_a_copy_is_what_was_to_happen() -> None:
    timeline, seen = plain_timeline(0.0), list[Any]()
    timeline.at(1.0, "a", seen.append, "a")
    copy = timeline.snapshot()
    timeline.run()
    timeline.restore(copy)
    assert isinstance(timeline.due()[0], Happening)
    timeline.run()
    assert seen == ["a", "a"]
