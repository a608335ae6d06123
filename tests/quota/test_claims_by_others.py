"""What others did between two lists of the account's numbers."""

from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.model.patience import LISTED_WITHIN
from connect_phone_numbers.quota.arithmetic import CountedOperation
from connect_phone_numbers.quota.claims_by_others import Changes, changes_between
from connect_phone_numbers.quota.state import QuotaState

NOW = 1_800_000_000
ONE, TWO = "arn:instance/one", "arn:instance/two"
KNOWN = QuotaState(known_since=NOW - 1000)
STATES = {ONE: KNOWN, TWO: KNOWN}


def changes(before: dict[str, str], after: dict[str, str], states: dict[str, QuotaState] | None = None) -> Changes:
    return changes_between(before, after, states or STATES, {}, NOW)


def test_a_number_that_was_not_claimed_by_us_counts_from_now() -> None:
    found = changes({}, {"+1": ONE})
    assert found.seen == [(CountedOperation.CLAIM, "+1", ONE)]
    assert found.states[ONE][1].operations == (NOW,)


def test_a_number_that_we_claimed_is_counted_already() -> None:
    ours = KNOWN.with_operation(CountedOperation.CLAIM, "+1", NOW - 60)
    found = changes({}, {"+1": ONE}, {ONE: ours})
    assert found.seen == []
    assert found.states[ONE] == (ours, ours)


def test_one_list_that_lacks_a_number_costs_nothing() -> None:
    first = changes({"+1": ONE}, {})
    assert (first.seen, first.held, first.missing) == ([], {"+1": ONE}, {"+1": NOW})
    again = changes_between(first.held, {"+1": ONE}, STATES, first.missing, NOW + 10)
    assert (again.seen, again.missing) == ([], {})


def test_a_number_that_two_lists_lack_was_released_by_others() -> None:
    first = changes({"+1": ONE}, {})
    later = changes_between(first.held, {}, STATES, first.missing, NOW + LISTED_WITHIN)
    assert later.seen == [(CountedOperation.RELEASE, "+1", ONE)]
    assert (later.held, later.missing) == ({}, {})


def test_a_number_that_we_released_is_gone_at_once_and_counted_already() -> None:
    ours = KNOWN.with_operation(CountedOperation.RELEASE, "+1", NOW - 60)
    found = changes({"+1": ONE}, {}, {ONE: ours})
    assert (found.seen, found.held) == ([], {})


def test_a_number_that_moved_is_no_operation() -> None:
    assert changes({"+1": ONE}, {"+1": TWO}).seen == []


def test_the_first_look_counts_the_numbers_that_are_there_and_says_since_when_it_knows() -> None:
    found = changes_between({}, {"+1": ONE, "+2": ONE}, {ONE: QuotaState()}, {}, NOW)
    before, after = found.states[ONE]
    assert (after.operations, after.known_since, after.version) == ((NOW, NOW), NOW, before.version + 1)


lists = st.dictionaries(st.sampled_from(["+1", "+2", "+3"]), st.sampled_from([ONE, TWO]))


@given(lists, lists)
def test_nothing_that_is_listed_is_ever_forgotten(before: dict[str, str], after: dict[str, str]) -> None:
    found = changes(before, after)
    assert {**found.held, **after} == found.held
    assert set(found.missing) == set(before) - set(after)
    assert {number for _, number, _ in found.seen} == set(after) - set(before)
