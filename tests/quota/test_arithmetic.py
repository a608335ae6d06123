"""The arithmetic of the two quotas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS, CountedOperation, QuotaUse

NOW = 1_800_000_000
HOUR = 3600

histories = st.lists(st.integers(min_value=NOW - 2 * WINDOW_SECONDS, max_value=NOW), max_size=30)
near_the_edge = st.lists(st.integers(min_value=NOW - WINDOW_SECONDS - 3, max_value=NOW - WINDOW_SECONDS + 3))


def counted(history: list[int], now: int) -> int:
    """By brute force: each operation counts for 180 days from its own second on."""
    return sum(1 for at in history if at <= now < at + WINDOW_SECONDS)


class TestTheServicesExample:
    """99 numbers held at a quota of 99; release 99, claim 99, then release 99 exceeds the limit."""

    QUOTA = 99

    def use(self, releases: int, claims: int) -> QuotaUse:
        times = [NOW - HOUR + index for index in range(releases + claims)]
        return QuotaUse.of(self.QUOTA, self.QUOTA - releases + claims, times, NOW)

    def test_each_of_99_releases_is_allowed(self) -> None:
        for releases in range(99):
            assert self.use(releases, 0).refusal(CountedOperation.RELEASE) is None

    def test_each_of_99_claims_after_them_is_allowed(self) -> None:
        for claims in range(99):
            assert self.use(99, claims).refusal(CountedOperation.CLAIM) is None

    def test_198_operations_are_exactly_200_percent(self) -> None:
        use = self.use(99, 99)
        assert (use.budget, len(use.operations), use.operations_left) == (198, 198, 0)

    def test_the_199th_is_not_allowed(self) -> None:
        refusal = self.use(99, 99).refusal(CountedOperation.RELEASE)
        assert refusal is not None
        assert "198 claims and releases were made in the last 180 days, and 198, 200 % of the quota of 99" in refusal


def test_five_cycles_of_one_number_use_up_the_default_budget() -> None:
    history: list[int] = []
    for cycle in range(5):
        for operation, held in ((CountedOperation.CLAIM, 0), (CountedOperation.RELEASE, 1)):
            assert QuotaUse.of(5, held, history, NOW + cycle).refusal(operation) is None
            history.append(NOW + cycle)
    use = QuotaUse.of(5, 0, history, NOW + 10)
    assert use.refusal(CountedOperation.CLAIM) is not None
    assert use.next_operation_at == NOW + WINDOW_SECONDS


def test_an_operation_leaves_the_window_on_the_second() -> None:
    full = [NOW] * 10
    last = QuotaUse.of(5, 0, full, NOW + WINDOW_SECONDS - 1)
    assert last.operations_left == 0
    assert last.next_operation_at == NOW + WINDOW_SECONDS
    assert QuotaUse.of(5, 0, full, NOW + WINDOW_SECONDS).operations_left == 10


def test_a_full_instance_refuses_a_claim_but_not_a_release() -> None:
    use = QuotaUse.of(5, 5, [], NOW)
    refusal = use.refusal(CountedOperation.CLAIM)
    assert refusal is not None
    assert "holds 5 of the 5 phone numbers" in refusal
    assert use.refusal(CountedOperation.RELEASE) is None
    assert use.claims_left == 0


def test_an_operation_can_be_kept_for_later() -> None:
    use = QuotaUse.of(5, 1, [NOW] * 9, NOW)
    assert use.refusal(CountedOperation.RELEASE) is None
    refusal = use.refusal(CountedOperation.RELEASE, leaving=1)
    assert refusal is not None
    assert "9 of the 10 claims and releases" in refusal
    assert QuotaUse.of(5, 1, [NOW] * 8, NOW).refusal(CountedOperation.RELEASE, leaving=1) is None


def test_a_quota_of_nothing_is_never_available() -> None:
    use = QuotaUse.of(0, 0, [], NOW)
    assert use.next_operation_at is None
    assert "when the quota is above 0" in str(use.refusal(CountedOperation.RELEASE))


def test_a_refusal_names_the_second_at_which_it_ends() -> None:
    refusal = QuotaUse.of(1, 0, [NOW - 100, NOW - 50], NOW).refusal(CountedOperation.CLAIM)
    assert "The next is possible from 2027-07-14 07:58:20 UTC" in str(refusal)


def test_a_quota_that_was_lowered_waits_for_more_than_one_operation() -> None:
    history = [NOW - 4 * HOUR, NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR]
    assert QuotaUse.of(1, 0, history, NOW).next_operation_at == NOW - 2 * HOUR + WINDOW_SECONDS


@given(st.one_of(histories, near_the_edge), st.integers(min_value=0, max_value=12), st.integers(0, 12))
def test_agrees_with_counting_by_brute_force(history: list[int], quota: int, held: int) -> None:
    use = QuotaUse.of(quota, held, history, NOW)
    count = counted(history, NOW)
    assert len(use.operations) == count
    assert (use.refusal(CountedOperation.RELEASE) is None) == (count + 1 <= 2 * quota)
    assert (use.refusal(CountedOperation.CLAIM) is None) == (count + 1 <= 2 * quota and held + 1 <= quota)
    assert (use.claims_left > 0) == (use.refusal(CountedOperation.CLAIM) is None)


@given(st.one_of(histories, near_the_edge), st.integers(min_value=1, max_value=12))
def test_the_next_operation_is_possible_then_and_not_a_second_earlier(history: list[int], quota: int) -> None:
    possible_at = QuotaUse.of(quota, 0, history, NOW).next_operation_at
    assert possible_at is not None
    assert counted(history, possible_at) + 1 <= 2 * quota
    assert possible_at == NOW or counted(history, possible_at - 1) + 1 > 2 * quota


@pytest.mark.parametrize(("left_of", "count"), [(10, 0), (1, 9), (0, 10), (0, 11)])
def test_what_is_left(left_of: int, count: int) -> None:
    assert QuotaUse.of(5, 0, [NOW] * count, NOW).operations_left == left_of
