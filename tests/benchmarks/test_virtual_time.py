import pytest

from benchmarks.contention.virtual_time import BEGINNING, VirtualTime


def test_the_one_that_wakes_first_runs_first() -> None:
    clock = VirtualTime()
    happened: list[tuple[str, float]] = []

    def task(name: str, *naps: float) -> None:
        for nap in naps:
            clock.sleep(nap)
            happened.append((name, clock.time() - BEGINNING))

    clock.run([lambda: task("slow", 3.0, 3.0), lambda: task("fast", 1.0, 4.0), lambda: task("late", 5.0)])
    # Of two at the same moment, the one that fell asleep first.
    assert happened == [("fast", 1.0), ("slow", 3.0), ("late", 5.0), ("fast", 5.0), ("slow", 6.0)]
    assert clock.time() == BEGINNING + 6.0


def test_tasks_begin_in_order_and_results_keep_it() -> None:
    clock = VirtualTime()
    begun: list[int] = []

    def task(index: int) -> int:
        begun.append(index)
        clock.sleep(10 - index)
        return index

    assert clock.run([lambda index=index: task(index) for index in range(10)]) == list(range(10))  # type: ignore[misc]
    assert begun == list(range(10))


def test_what_one_raises_is_raised_after_the_others_have_ended() -> None:
    clock = VirtualTime()
    ended: list[float] = []

    def sleeps() -> None:
        clock.sleep(7)
        ended.append(clock.time() - BEGINNING)

    def fails() -> None:
        clock.sleep(1)
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        clock.run([fails, sleeps])
    assert ended == [7.0]


def test_outside_of_tasks_sleeping_moves_the_time() -> None:
    clock = VirtualTime()
    clock.sleep(2.5)
    clock.sleep(-1)
    assert clock.time() == BEGINNING + 2.5
    assert clock.run([]) == []
