"""Which of a resource's claims an operation ends."""

from dataclasses import replace

import pytest

from connect_phone_numbers.decisions.dooming import (
    Creates,
    doomed_by_create_or_update,
    doomed_by_delete,
    doomed_by_failure,
    doomed_by_late_delete,
    pending_id,
)
from connect_phone_numbers.decisions.order import operation_key
from connect_phone_numbers.model.claim import Claim, Fate, State

ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/"
TARGET = "arn:aws:connect:us-east-1:123456789012:instance/i"
INVENTED = "stack-Support-1A2B3C4D5E6F"
FIRST, SECOND, THIRD = (operation_key(f"20261121T19000{n}Z", "Create", f"r{n}") for n in (1, 2, 3))
DELETE = operation_key("20261121T190009Z", "Delete", "r9")
AGAIN, LAST = operation_key("20261121T190019Z", "Create", "r19"), operation_key("20261121T190029Z", "Delete", "r29")


def claim(name: str, wanted_in: str, given_in: str = "") -> Claim:
    fate = Fate.GIVEN if given_in else Fate.NEW
    return Claim(f"claim-{name}", TARGET, wanted_in, given_in, fate, State.HELD, phone_number_arn=f"{ARN}{name}")


OLD, LIVE, NEW = claim("old", FIRST, FIRST), claim("live", SECOND, SECOND), claim("new", THIRD)
RETAINED = claim("retained", SECOND, FIRST)
"""Given by the first operation, retained, and asked for again by the second, which failed."""


def test_a_delete_ends_the_number_it_names_and_keeps_the_live_one() -> None:
    assert doomed_by_delete([OLD, LIVE], DELETE, f"{ARN}old", FIRST) == [OLD]


def test_a_delete_ends_what_cloudformation_was_never_given() -> None:
    assert doomed_by_delete([OLD, NEW], DELETE, f"{ARN}old", FIRST) == [OLD, NEW]


def test_the_id_of_a_failed_create_names_that_create_and_not_a_later_one() -> None:
    assert doomed_by_delete([LIVE], DELETE, pending_id(FIRST), FIRST) == []
    assert doomed_by_delete([NEW], DELETE, pending_id(THIRD), THIRD) == [NEW]


def test_an_id_that_cloudformation_made_up_stands_for_the_latest_create() -> None:
    assert doomed_by_delete([OLD, LIVE], DELETE, INVENTED, SECOND) == [LIVE]


def test_a_number_that_was_retained_survives_the_failure_of_a_later_create() -> None:
    assert doomed_by_delete([RETAINED], DELETE, pending_id(SECOND), SECOND) == []
    assert doomed_by_delete([RETAINED], DELETE, INVENTED, SECOND) == []
    assert doomed_by_failure([RETAINED], SECOND) == []


def test_the_arn_of_another_number_ends_nothing_that_is_live() -> None:
    assert doomed_by_delete([OLD, LIVE], DELETE, f"{ARN}somebody-elses", "") == []


def test_a_delete_ends_nothing_that_a_later_operation_asked_for() -> None:
    earlier = operation_key("20261121T190001Z", "Delete", "r0")
    assert doomed_by_delete([LIVE, NEW], earlier, f"{ARN}live", FIRST) == []


def test_a_late_delete_ends_what_it_names_and_nothing_else() -> None:
    assert doomed_by_late_delete([OLD, LIVE, NEW], DELETE, f"{ARN}old") == [OLD]
    assert doomed_by_late_delete([NEW], DELETE, pending_id(THIRD)) == [NEW]
    assert doomed_by_late_delete([LIVE], DELETE, pending_id(SECOND)) == [], "it was given after all"
    assert doomed_by_late_delete([LIVE], FIRST, f"{ARN}live") == [], "a later operation asked for it"


def test_an_operation_ends_only_what_cloudformation_does_not_know() -> None:
    assert doomed_by_create_or_update([OLD, LIVE, NEW], "claim-live", "", f"{ARN}live") == [NEW]
    assert doomed_by_create_or_update([NEW], "claim-new", "", "") == []


def test_what_is_doomed_stays_so_until_it_is_wanted_again() -> None:
    doomed = OLD.doomed()
    assert doomed_by_create_or_update([doomed, LIVE], "claim-live", "", f"{ARN}live") == [doomed]
    assert doomed_by_create_or_update([doomed, LIVE], "claim-old", "", f"{ARN}live") == []


def test_an_update_that_takes_back_one_before_it_ends_what_that_one_was_given_in_vain() -> None:
    # The failed Update went from old to live; its rollback goes from live to old and still names the old number.
    assert doomed_by_create_or_update([OLD, LIVE], "claim-old", "claim-live", f"{ARN}old") == [LIVE]


def test_an_update_that_names_the_new_number_ends_nothing() -> None:
    assert doomed_by_create_or_update([OLD, LIVE], "claim-old", "claim-live", f"{ARN}live") == []


def test_a_retained_number_survives_the_rollback_of_an_update_to_it() -> None:
    assert doomed_by_create_or_update([OLD, RETAINED], "claim-old", "claim-retained", f"{ARN}old") == []


def test_what_was_given_in_vain_is_ended_though_it_was_asked_for_again() -> None:
    again = replace(LIVE, wanted_in=THIRD)
    assert doomed_by_create_or_update([OLD, again], "claim-old", "claim-live", f"{ARN}old") == [again]
    assert doomed_by_delete([again], DELETE, INVENTED, SECOND) == [again]


class TestCreates:
    """Which Create an id of CloudFormation's own making stands for."""

    ONE, TWO = FIRST, THIRD

    def after(self, *operations: tuple[str, str, str]) -> Creates:
        creates = Creates()
        for kind, key, named in operations:
            creates = creates.after(kind, key, named, [LIVE])
        return creates

    def test_it_stands_for_the_only_one(self) -> None:
        creates = self.after(("Create", FIRST, ""), ("Delete", DELETE, INVENTED))
        assert creates.create_of(INVENTED) == FIRST

    def test_it_stands_for_the_one_that_was_given_up_and_not_for_the_one_after_it(self) -> None:
        creates = self.after(("Create", FIRST, ""), ("Create", SECOND, ""), ("Delete", DELETE, INVENTED))
        assert creates.create_of(INVENTED) == FIRST
        assert creates.unnamed == (SECOND,)

    def test_it_does_not_stand_for_one_that_asked_for_something_else_and_whose_number_was_retained(self) -> None:
        creates = self.after(("Create", SECOND, ""), ("Create", THIRD, ""))
        deleted = creates.after("Delete", DELETE, INVENTED, [LIVE, NEW], NEW.claim_id)
        assert (deleted.create_of(INVENTED), deleted.unnamed) == (THIRD, (SECOND,))

    def test_a_delete_that_is_repeated_means_the_same_one(self) -> None:
        creates = self.after(("Create", FIRST, ""), ("Create", SECOND, ""), ("Delete", DELETE, INVENTED))
        assert creates.after("Delete", "later", INVENTED, [LIVE]).create_of(INVENTED) == FIRST

    def test_an_operation_that_names_the_number_shows_that_its_create_was_heard(self) -> None:
        creates = self.after(("Create", FIRST, ""), ("Create", SECOND, ""), ("Update", THIRD, f"{ARN}live"))
        assert creates.unnamed == (FIRST,)

    def test_the_id_of_a_failed_create_names_that_create(self) -> None:
        creates = self.after(("Create", FIRST, ""), ("Create", SECOND, ""), ("Delete", DELETE, pending_id(SECOND)))
        assert (creates.create_of(pending_id(SECOND)), creates.unnamed) == (SECOND, (FIRST,))

    def test_it_stands_for_a_create_that_arrives_after_it(self) -> None:
        """And not for a later one."""
        creates = self.after(("Delete", DELETE, INVENTED)).after_late_create(FIRST)
        assert (creates.create_of(INVENTED), creates.unnamed) == (FIRST, ())
        later = creates.after("Create", AGAIN, "", []).after("Delete", LAST, "another-id", [])
        assert later.create_of("another-id") == AGAIN

    def test_it_does_not_stand_for_a_create_that_came_after_it(self) -> None:
        creates = self.after(("Delete", DELETE, INVENTED)).after_late_create(AGAIN)
        assert (creates.create_of(INVENTED) == AGAIN, creates.unnamed) == (False, (AGAIN,))

    @pytest.mark.parametrize("named", [INVENTED, pending_id(SECOND), f"{ARN}live"])
    def test_a_create_that_was_named_and_arrives_again_is_not_named_once_more(self, named: str) -> None:
        creates = self.after(("Create", SECOND, ""), ("Delete", DELETE, named)).after_late_create(SECOND)
        assert creates.unnamed == ()

    def test_a_create_that_arrives_late_is_named_before_those_that_came_after_it(self) -> None:
        creates = self.after(("Create", SECOND, "")).after_late_create(FIRST)
        assert creates.after("Delete", DELETE, INVENTED, []).create_of(INVENTED) == FIRST

    def test_no_create_is_known_by_an_arn(self) -> None:
        assert self.after(("Create", FIRST, "")).create_of(f"{ARN}live") == ""


@pytest.mark.parametrize("fate", [Fate.NEW, Fate.DOOMED])
def test_a_failure_dooms_what_was_made_for_it(fate: Fate) -> None:
    assert doomed_by_failure([OLD, replace(NEW, fate=fate)], THIRD) == [replace(NEW, fate=fate)]


def test_a_failed_rollback_dooms_what_the_update_before_it_made() -> None:
    assert doomed_by_failure([OLD, NEW], DELETE) == [NEW]
    assert doomed_by_failure([NEW], SECOND) == [], "a later operation asked for it"


def test_of_many_ids_that_cloudformation_made_up_the_newest_are_remembered_in_whatever_order_the_ledger_has_them() -> (
    None
):
    keys = [operation_key(f"20261121T1900{second:02d}Z", "Create", "r") for second in range(20)]
    named = {f"made-up-{second:02d}": keys[second] for second in reversed(range(1, 11))}
    creates = Creates((keys[0],), named).after("Delete", keys[19], INVENTED, [])
    assert creates.create_of(INVENTED) == keys[0]
    assert set(creates.named) == {INVENTED, *(f"made-up-{second:02d}" for second in range(2, 11))}
