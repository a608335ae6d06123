"""The slots that requests take: never more than the service allows, never fewer than there are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.pace import BURST, CALL_MILLISECONDS, WAIT_MILLISECONDS, Pace
from tests.handler.memory_table import MemoryTable
from tests.handler.world import World

BEGIN = 1_800_000_000.0


class Clock:
    """A caller's time, which its waits move."""

    def __init__(self, at: float) -> None:
        self.at = at

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def sent_at(table: Any, at: float, until: float = 60, operation: str = "ClaimPhoneNumber", region: str = "") -> float:
    """When a request that is wanted at a moment may be sent, in seconds after the beginning."""
    clock = Clock(BEGIN + at)
    Pace(table, clock.now, clock.sleep, BEGIN + at + until).wait(operation, region)
    return clock.at - BEGIN


def refusals(times: list[float]) -> int:
    """How many of these requests a bucket of 5 tokens, refilled at 2 per second, would refuse."""
    tokens, last, refused = 5.0, 0.0, 0
    for at in sorted(times):
        tokens, last = min(5.0, tokens + (at - last) * 2), at
        if tokens < 1:
            refused += 1
        else:
            tokens -= 1
    return refused


def test_a_burst_goes_at_once_and_the_rest_twice_a_second() -> None:
    table = MemoryTable()
    assert [sent_at(table, 0) for _ in range(8)] == pytest.approx([0] * BURST + [0.5, 1, 1.5, 2])


def test_after_a_rest_there_is_a_burst_again() -> None:
    table = MemoryTable()
    for _ in range(8):
        sent_at(table, 0)
    assert [sent_at(table, 60) for _ in range(5)] == pytest.approx([60] * BURST + [60.5])


def test_operations_and_regions_have_slots_of_their_own() -> None:
    table = MemoryTable()
    for _ in range(8):
        sent_at(table, 0)
    assert sent_at(table, 0, operation="DescribePhoneNumber") == 0
    assert sent_at(table, 0, region="us-west-2") == 0


def test_who_would_wait_too_long_takes_no_slot() -> None:
    table = MemoryTable()
    waits = [sent_at(table, 0) for _ in range(BURST + WAIT_MILLISECONDS // 500)]
    assert max(waits) == pytest.approx(WAIT_MILLISECONDS / 1000)
    for _ in range(3):
        with pytest.raises(TryAgainLater, match="ClaimPhoneNumber"):
            sent_at(table, 0)
    assert sent_at(table, 1) == pytest.approx(WAIT_MILLISECONDS / 1000 + 0.5)


def test_nobody_waits_into_the_end_of_an_invocation() -> None:
    table = MemoryTable()
    for _ in range(BURST):
        sent_at(table, 0)
    with pytest.raises(TryAgainLater):
        sent_at(table, 0, until=CALL_MILLISECONDS / 1000 + 0.4)
    assert sent_at(table, 0, until=CALL_MILLISECONDS / 1000 + 0.6) == pytest.approx(0.5)


@given(st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=120))
def test_whoever_comes_when_nothing_is_refused(arrivals: list[float]) -> None:
    table = MemoryTable()
    sent = []
    for at in sorted(arrivals):
        try:
            sent.append(sent_at(table, at))
        except TryAgainLater:
            continue
    assert sent, "the first is always sent"
    assert refusals(sent) == 0


def test_creates_at_once_share_a_page_of_the_search(world: World) -> None:
    world.control.set_quota(world.instance_arn, 30)
    created = [world.resource(f"Number{index}").create(world.search) for index in range(12)]
    assert len({each.data["PhoneNumber"] for each in created}) == 12
    # They come one after another here, 5 s apart, and a page is fresh for 15 s.
    assert world.calls().count("SearchAvailablePhoneNumbers") < len(created)


def test_a_lost_race_is_not_run_again_on_the_same_page(world: World) -> None:
    world.resource("First").create(world.search)
    world.control.lose_race()
    before = world.calls().count("SearchAvailablePhoneNumbers")
    assert world.resource("Second").create(world.search).succeeded
    assert world.calls().count("SearchAvailablePhoneNumbers") == before + 1
