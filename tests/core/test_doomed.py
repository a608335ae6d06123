"""Which claims a Delete ends, which an operation leaves behind, which a rollback abandons."""

from connect_phone_numbers.core.claim import Claim, ClaimStatus
from connect_phone_numbers.core.doomed import abandoned_by_rollback, doomed_by_delete, left_behind

ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/"
TARGET = "arn:aws:connect:us-east-1:123456789012:instance/i"


def claim(name: str, reported_in: str = "") -> Claim:
    return Claim(f"claim-{name}", TARGET, ClaimStatus.CLAIMED, phone_number_arn=f"{ARN}{name}", reported_in=reported_in)


OLD, NEW, UNREPORTED = claim("old", "r1"), claim("new", "r2"), claim("unreported")


def test_a_delete_ends_the_claim_it_names_and_keeps_the_live_one() -> None:
    assert doomed_by_delete([OLD, NEW], f"{ARN}old", "claim-old") == [OLD]
    assert doomed_by_delete([OLD, NEW], "claim-old", None) == [OLD]


def test_a_delete_ends_what_cloudformation_never_learnt_of() -> None:
    assert doomed_by_delete([OLD, UNREPORTED], f"{ARN}old", "claim-old") == [OLD, UNREPORTED]
    assert doomed_by_delete([UNREPORTED], "claim-unreported", "claim-unreported") == [UNREPORTED]


def test_an_invented_id_stands_for_the_claim_of_the_properties() -> None:
    assert doomed_by_delete([OLD, NEW], "stack-Support-1A2B3C", "claim-new") == [NEW]
    assert doomed_by_delete([OLD, NEW], "stack-Support-1A2B3C", None) == []


def test_the_arn_of_another_number_ends_nothing_that_is_live() -> None:
    assert doomed_by_delete([OLD, NEW], f"{ARN}somebody-elses", "claim-new") == []


def test_an_operation_leaves_behind_only_what_cloudformation_does_not_know() -> None:
    assert left_behind([OLD, NEW, UNREPORTED], "claim-new") == [UNREPORTED]
    assert left_behind([UNREPORTED], "claim-unreported") == []


def test_a_rollback_abandons_the_claim_whose_answer_was_lost() -> None:
    # The failed Update r2 went from old to new; its rollback goes from new to old and names the old number.
    assert abandoned_by_rollback(NEW, f"{ARN}old", "claim-old", previous_request_id="r2")


def test_a_rollback_that_names_the_new_number_abandons_nothing() -> None:
    assert not abandoned_by_rollback(NEW, f"{ARN}new", "claim-old", previous_request_id="r2")


def test_a_number_reported_earlier_and_retained_is_not_abandoned() -> None:
    assert not abandoned_by_rollback(NEW, f"{ARN}old", "claim-old", previous_request_id="r7")
