"""The slots that requests take: never more than the service allows, never fewer than there are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.ledger.pace import BURST, KEPT_MILLISECONDS, SLEEP_MILLISECONDS, Pace
from tests.simulation.memory_table import MemoryTable
from tests.simulation.world import World

BEGIN = 1_800_000_000.0
CALL = "ClaimPhoneNumber"


class Caller:
    """A step's time, which its waits move, and the slots that its record keeps."""

    def __init__(self, table: Any) -> None:
        self.at = BEGIN
        self.slots = dict[str, int]()
        self._table = table

    def use(self, at: float, call: str = CALL, region: str = "") -> float:
        """When a request that is wanted at a moment is sent, in seconds after the beginning."""
        self.at = BEGIN + at
        while True:
            before = self.at
            try:
                Pace(self._table, lambda: self.at, self._sleep, self.slots).use(call, region)
            except TryAgainLater as later:
                assert self.at == before, "nothing is slept for a slot that is far away"
                self.at += later.seconds
            else:
                return self.at - BEGIN

    def _sleep(self, seconds: float) -> None:
        assert seconds <= SLEEP_MILLISECONDS / 1000
        self.at += seconds


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


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


def test_a_burst_goes_at_once_and_the_rest_twice_a_second(table: MemoryTable) -> None:
    assert [Caller(table).use(0) for _ in range(BURST + 3)] == pytest.approx([0] * BURST + [0.5, 1, 1.5])


def test_after_a_rest_there_is_a_burst_again(table: MemoryTable) -> None:
    for _ in range(8):
        Caller(table).use(0)
    assert [Caller(table).use(60) for _ in range(BURST + 1)] == pytest.approx([60] * BURST + [60.5])


def test_calls_and_regions_have_slots_of_their_own(table: MemoryTable) -> None:
    for _ in range(8):
        Caller(table).use(0)
    assert Caller(table).use(0, "DescribePhoneNumber") == 0
    assert Caller(table).use(0, region="us-west-2") == 0


def test_a_slot_that_is_far_away_is_kept_and_not_taken_twice(table: MemoryTable) -> None:
    for _ in range(BURST + 20):
        Pace(table, lambda: BEGIN, lambda _: None, {})._take({"PK": "PACE", "SK": CALL}, int(BEGIN * 1000))  # type: ignore[arg-type]
    assert [Caller(table).use(0) for _ in range(3)] == pytest.approx([10.5, 11, 11.5])


@pytest.mark.parametrize(
    ("late", "takes_another"), [(KEPT_MILLISECONDS - 2000, False), (KEPT_MILLISECONDS + 100, True)]
)
def test_a_slot_waits_for_what_it_was_taken_for_but_not_for_ever(
    table: MemoryTable, late: int, takes_another: bool
) -> None:
    caller = Caller(table)
    Pace(table, lambda: caller.at, caller._sleep, caller.slots).await_slot(CALL)  # type: ignore[arg-type]
    [slot] = caller.slots.values()
    caller.at += late / 1000
    Pace(table, lambda: caller.at, caller._sleep, caller.slots).await_slot(CALL)  # type: ignore[arg-type]
    assert (caller.slots[CALL] != slot) is takes_another


@given(st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=120))
def test_whoever_comes_when_nothing_is_refused(arrivals: list[float]) -> None:
    table = MemoryTable()
    assert refusals([Caller(table).use(at) for at in sorted(arrivals)]) == 0


def test_the_services_own_limit_is_never_met(world: World) -> None:
    world.control.configure({"throttle": True})
    for index in range(5):
        assert world.resource(f"Number{index}").create(world.search).succeeded
    assert [call for call in world.control.journal() if call["error_code"] == "ThrottlingException"] == []


def test_a_request_that_follows_another_has_its_slot_so_long_after_that_ones(table: MemoryTable) -> None:
    sent, waits = [], []
    for _ in range(BURST + 3):
        caller = Caller(table)
        pace = Pace(table, lambda caller=caller: caller.at, caller._sleep, caller.slots)  # type: ignore[arg-type, misc]
        pace.await_slot(CALL)
        caller.at = BEGIN + 0.4  # what it is sent after took so long
        pace.use(CALL)
        sent.append(caller.at - BEGIN)
        waits.append(pace.follow("DescribePhoneNumber", CALL, 1000))
    assert sent == pytest.approx([0.4] * BURST + [0.5, 1, 1.5])
    assert waits == [600] * BURST + [1000, 1000, 1000]


def test_a_request_that_follows_one_of_an_earlier_step_has_its_slot_so_long_from_now(table: MemoryTable) -> None:
    caller = Caller(table)
    pace = Pace(table, lambda: caller.at, caller._sleep, caller.slots)  # type: ignore[arg-type]
    assert pace.follow("DescribePhoneNumber", CALL, 1000) == 1000


def test_a_slot_that_is_near_is_not_waited_for_until_it_is_used(table: MemoryTable) -> None:
    for _ in range(BURST + 1):
        Caller(table).use(0)
    caller = Caller(table)
    pace = Pace(table, lambda: caller.at, caller._sleep, caller.slots)  # type: ignore[arg-type]
    assert (pace.await_slot(CALL), caller.at) == (1000, BEGIN)
    pace.use(CALL)
    assert caller.at == BEGIN + 1.0
