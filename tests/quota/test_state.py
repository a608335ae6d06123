"""What the ledger counts for an instance."""

from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.model.patience import SENT_WITHIN
from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS, CountedOperation
from connect_phone_numbers.quota.state import COUNTED_SECONDS, QuotaState

NOW = 1_800_000_000
CLAIM, RELEASE, ARRIVAL = CountedOperation

operations = st.lists(
    st.tuples(st.sampled_from(CountedOperation), st.sampled_from(["+1", "+2", "+3"]), st.integers(NOW, NOW + 50)),
    max_size=12,
)


@given(operations)
def test_what_is_taken_back_leaves_no_trace(given_operations: list[tuple[CountedOperation, str, int]]) -> None:
    before = QuotaState().with_operation(CLAIM, "+9", NOW - 5)
    for kind, number, at in given_operations:
        after = before.with_operation(kind, number, at)
        back = after.without_operation(kind, number, at)
        assert back.operations == before.operations
        assert number not in back.arriving or back.arriving[number] == before.arriving.get(number)
        before = after


@given(operations)
def test_claims_and_releases_count_and_arrivals_do_not(
    given_operations: list[tuple[CountedOperation, str, int]],
) -> None:
    state = QuotaState()
    for kind, number, at in given_operations:
        state = state.with_operation(kind, number, at)
    assert list(state.operations) == sorted(at for kind, _, at in given_operations if kind is not ARRIVAL)


def test_an_operation_counts_from_the_latest_moment_at_which_it_may_have_been_sent() -> None:
    state = QuotaState().with_operation(CLAIM, "+1", NOW)
    assert state.counted_at(NOW) == (NOW + SENT_WITHIN,)
    assert state.counted_at(NOW + WINDOW_SECONDS + SENT_WITHIN - 1) == (NOW + SENT_WITHIN,)
    assert state.counted_at(NOW + WINDOW_SECONDS + SENT_WITHIN) == ()


def test_a_number_on_its_way_is_held_until_a_list_must_show_it() -> None:
    state = QuotaState().with_operation(CLAIM, "+1", NOW)
    assert "+1" in state.after_listing(NOW + 130).arriving
    assert "+1" not in state.after_listing(NOW + 131).arriving


def test_a_reserved_release_does_not_hide_a_number_that_the_list_does_not_show_yet() -> None:
    state = QuotaState().with_operation(CLAIM, "+1", NOW).with_operation(RELEASE, "+1", NOW + 10)
    assert "+1" in state.after_listing(NOW + 60).arriving
    assert "+1" not in state.without_number("+1").arriving


def test_what_counts_no_more_is_dropped() -> None:
    state = QuotaState().counting(NOW, NOW + 10)
    assert state.after_listing(NOW + COUNTED_SECONDS + 24 * 3600).operations == (NOW + 10,)


def test_the_first_look_is_remembered() -> None:
    assert QuotaState().seen_at(NOW).seen_at(NOW + 5).known_since == NOW
