"""The forecast keeps to the rules by which a deployment decides."""

import pytest

from connect_numbers.quota.forecast import Cycle, forecast
from connect_phone_numbers.model.patience import SENT_WITHIN
from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS, QuotaUse

NOW = 1_800_000_000


def use(quota: int, held: int = 0, *operations: int) -> QuotaUse:
    return QuotaUse.of(quota, held, operations, NOW)


def test_the_default_quota_allows_four_released_cycles_and_parks_in_the_fifth() -> None:
    # 10 operations: four cycles are 8, the fifth claim is the 9th, and the last one is kept for a claim.
    cycles = forecast(use(5), 7, parks=True)
    assert cycles == [Cycle(NOW, NOW)] * 4 + [Cycle(NOW, None)] + [Cycle(None, None)] * 2


def test_releasing_every_time_waits_for_the_window() -> None:
    cycles = forecast(use(5), 6, parks=False)
    assert cycles[:5] == [Cycle(NOW, NOW)] * 5
    again = NOW + SENT_WITHIN + WINDOW_SECONDS
    assert cycles[5] == Cycle(again, again)


def test_a_blocked_instance_begins_when_its_oldest_operation_leaves() -> None:
    oldest = NOW - WINDOW_SECONDS + 1000
    cycles = forecast(use(1, 0, oldest, NOW), 1, parks=True)
    assert cycles == [Cycle(NOW + 1000, None)]


@pytest.mark.parametrize(("quota", "held"), [(0, 0), (3, 3)])
def test_without_a_place_nothing_can_begin(quota: int, held: int) -> None:
    assert forecast(use(quota, held), 3, parks=True) == []
    assert forecast(use(quota, held), 3, parks=False) == []
