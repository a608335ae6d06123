"""Leases: no two claims try the same number."""

from typing import Any

import pytest

from connect_phone_numbers.ledger.leases import Leases
from tests.simulation.memory_table import MemoryTable
from tests.simulation.plain_clock import PlainClock

ONE, TWO = "+12065550100", "+12065550101"


@pytest.fixture
def clock() -> PlainClock:
    return PlainClock()


@pytest.fixture
def leases(clock: PlainClock) -> Leases:
    table: Any = MemoryTable()
    return Leases(table, clock.now)


def test_one_claim_has_a_number_until_it_ends(leases: Leases, clock: PlainClock) -> None:
    assert leases.take(ONE, "claim-a", 60)
    assert leases.take(ONE, "claim-a", 60), "again, and longer"
    assert not leases.take(ONE, "claim-b", 60)
    assert leases.of_others([ONE, TWO], "claim-b") == {ONE}
    assert leases.of_others([ONE, TWO], "claim-a") == set()
    clock.advance(61)
    assert leases.of_others([ONE], "claim-b") == set()
    assert leases.take(ONE, "claim-b", 60)


def test_only_who_has_it_ends_it(leases: Leases) -> None:
    leases.take(ONE, "claim-a", 60)
    leases.end(ONE, "claim-b")
    assert leases.of_others([ONE], "claim-b") == {ONE}
    leases.end(ONE, "claim-a")
    assert leases.take(ONE, "claim-b", 60)


def test_a_number_that_is_gone_is_kept_from_all(leases: Leases, clock: PlainClock) -> None:
    leases.take(ONE, "claim-a", 60)
    leases.keep_from_all(ONE, "claim-a", 15)
    for claim in ("claim-a", "claim-b"):
        assert not leases.take(ONE, claim, 60)
        assert leases.of_others([ONE], claim) == {ONE}
    clock.advance(16)
    assert leases.take(ONE, "claim-a", 60)


def test_but_not_from_who_has_it_by_now(leases: Leases) -> None:
    leases.take(ONE, "claim-b", 60)
    leases.keep_from_all(ONE, "claim-a", 15)
    assert leases.take(ONE, "claim-b", 60)


def test_a_page_is_looked_for_at_once(leases: Leases) -> None:
    numbers = [f"+1206555{index:04d}" for index in range(100)]
    for number in numbers:
        leases.take(number, "claim-a", 60)
    assert leases.of_others(numbers, "claim-b") == set(numbers)
