"""How a claim ends."""

from dataclasses import replace
from itertools import product

import pytest

from connect_phone_numbers.decisions.ending import (
    EndStep,
    Way,
    next_end_step,
    parking_place,
    ways_to_end,
)
from connect_phone_numbers.model.claim import Claim, Fate, Origin, State
from connect_phone_numbers.model.identity import LOGICAL_RESOURCE_ID_TAG, STACK_ID_TAG, Resource
from connect_phone_numbers.model.phone_number import PhoneNumber
from connect_phone_numbers.properties.ending_properties import Ending, ReleasePolicy

NOW = 1_800_000_000
INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/one"
ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/n"
RESOURCE = Resource("stack", "Support")
CLAIM = Claim("claim", INSTANCE, "op", "op", Fate.DOOMED, State.HELD, phone_number_arn=ARN, sent_at=NOW)
NUMBER = PhoneNumber("+12065550100", "n", ARN, "US", "DID", INSTANCE, tags=RESOURCE.owner_tags("claim"))
ANOTHERS = replace(NUMBER, tags={STACK_ID_TAG: "other", LOGICAL_RESOURCE_ID_TAG: "Other"})
LAST = Ending(ReleasePolicy.RELEASE_WITHIN_BUDGET, is_last=True)
CLEAN_UP = replace(LAST, is_last=False)


def step(claim: Claim, number: PhoneNumber | None, ending: Ending = LAST, now: int = NOW) -> EndStep:
    return next_end_step(claim, number, RESOURCE, ending, now).step


def test_a_claim_that_may_have_taken_effect_is_waited_for() -> None:
    candidate = replace(CLAIM, state=State.CANDIDATE)
    assert step(candidate, None, now=NOW + 119) is EndStep.WAIT
    assert step(candidate, None, now=NOW + 120) is EndStep.FORGET
    assert step(candidate, NUMBER) is EndStep.RECORD


def test_a_claim_that_is_listed_without_its_tags_yet_is_waited_for() -> None:
    untagged = replace(NUMBER, tags={})
    candidate = replace(CLAIM, state=State.CANDIDATE)
    assert step(candidate, untagged, now=NOW + 5) is EndStep.WAIT
    assert step(candidate, untagged, now=NOW + 120) is EndStep.FORGET, "somebody claimed it in the console"


def test_an_accepted_claim_may_still_appear() -> None:
    requested = replace(CLAIM, state=State.REQUESTED)
    assert step(requested, None, now=NOW + 299) is EndStep.WAIT
    assert step(requested, None, now=NOW + 300) is EndStep.FORGET


def test_a_failed_claim_lapses_and_a_failed_move_holds_a_number() -> None:
    failed = replace(NUMBER, status="FAILED")
    assert step(replace(CLAIM, state=State.REQUESTED), failed) is EndStep.LET_LAPSE
    assert step(CLAIM, failed) is EndStep.RELEASE_OR_PARK


@pytest.mark.parametrize("state", [State.REQUESTED, State.HELD, State.RELEASING])
def test_a_number_of_another_owner_is_left_alone(state: State) -> None:
    assert step(replace(CLAIM, state=state), ANOTHERS) is EndStep.LEAVE


def test_a_release_that_may_have_been_sent_is_not_decided_again() -> None:
    releasing = replace(CLAIM, state=State.RELEASING)
    for policy in ReleasePolicy:
        assert step(releasing, NUMBER, replace(LAST, release_policy=policy)) is EndStep.RELEASE_AGAIN
    assert step(releasing, None) is EndStep.FORGET


@pytest.mark.parametrize("policy", ReleasePolicy)
def test_what_was_others_is_given_back_unless_its_release_was_asked_for(policy: ReleasePolicy) -> None:
    ending = replace(LAST, release_policy=policy)
    others = replace(CLAIM, origin=Origin.OTHERS)
    assert step(others, NUMBER, ending) is EndStep.GIVE_BACK
    assert step(CLAIM, NUMBER, replace(ending, is_adopted=True)) is EndStep.GIVE_BACK
    assert step(replace(CLAIM, origin=Origin.PARKED), NUMBER, replace(ending, is_adopted=True)) is EndStep.GIVE_BACK
    asked = replace(ending, is_adopted=True, release_adopted=True)
    assert step(others, NUMBER, asked) is EndStep.RELEASE_OR_PARK


@pytest.mark.parametrize(
    ("state", "status", "origin"), list(product(State, ["CLAIMED", "IN_PROGRESS", "FAILED"], Origin))
)
def test_there_is_a_step_for_every_situation(state: State, status: str, origin: Origin) -> None:
    claim = replace(CLAIM, state=state, origin=origin)
    for number in (None, replace(NUMBER, status=status), replace(ANOTHERS, status=status)):
        for now in (NOW, NOW + 10_000):
            assert step(claim, number, now=now) in EndStep


@pytest.mark.parametrize("has_place", [True, False])
@pytest.mark.parametrize("policy", ReleasePolicy)
@pytest.mark.parametrize("origin", Origin)
def test_a_clean_up_or_rollback_never_fails_for_want_of_budget(
    policy: ReleasePolicy, has_place: bool, origin: Origin
) -> None:
    claim = replace(CLAIM, origin=origin, given_in="")
    ways = ways_to_end(claim, replace(CLEAN_UP, release_policy=policy), has_parking_place=has_place)
    assert ways[-1] is Way.PARK_IN_PLACE, "it needs neither budget nor a place elsewhere"


def test_the_default_keeps_one_operation_for_a_claim() -> None:
    assert ways_to_end(CLAIM, LAST, has_parking_place=True) == (Way.RELEASE_KEEPING_ONE, Way.PARK)


def test_nothing_is_parked_where_the_stack_is_about_to_be_deleted() -> None:
    for policy in ReleasePolicy:
        ways = ways_to_end(CLAIM, replace(LAST, release_policy=policy), has_parking_place=False)
        assert ways == (Way.RELEASE,)


def test_a_number_that_was_parked_goes_back_to_where_it_was_if_its_resource_came_to_nothing() -> None:
    taken = replace(CLAIM, origin=Origin.PARKED, given_in="")
    for policy in ReleasePolicy:
        assert ways_to_end(taken, replace(CLEAN_UP, release_policy=policy), has_parking_place=True)[0] is Way.PARK
    given = replace(taken, given_in="op")
    assert ways_to_end(given, LAST, has_parking_place=True)[0] is Way.RELEASE_KEEPING_ONE


def test_a_number_that_was_retained_once_is_kept_when_its_resource_goes_again() -> None:
    retained = replace(CLAIM, origin=Origin.RETAINED)
    assert ways_to_end(retained, LAST, has_parking_place=True) == (Way.PARK, Way.PARK_IN_PLACE)
    assert ways_to_end(retained, LAST, has_parking_place=False) == (Way.PARK_IN_PLACE,)
    asked = replace(LAST, release_policy=ReleasePolicy.RELEASE)
    assert ways_to_end(retained, asked, has_parking_place=True)[0] is Way.RELEASE


def test_a_number_may_stay_at_its_instance_unless_that_is_of_the_same_stack() -> None:
    assert parking_place(INSTANCE, "parking", target_is_of_stack=False) == INSTANCE
    assert parking_place(INSTANCE, "parking", target_is_of_stack=True) == "parking"
    assert parking_place(INSTANCE, "", target_is_of_stack=True) == ""
