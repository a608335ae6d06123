"""The next step towards a number that is held as it is asked for."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_phone_numbers.decisions.holding import Asked, Decision, Step, next_step
from connect_phone_numbers.model.arn import ContactFlowArn
from connect_phone_numbers.model.claim import Claim, Fate, Origin, State
from connect_phone_numbers.model.identity import LOGICAL_RESOURCE_ID_TAG, STACK_ID_TAG, Resource
from connect_phone_numbers.model.phone_number import PhoneNumber

NOW = 1_800_000_000
INSTANCE, ELSEWHERE = (f"arn:aws:connect:us-east-1:123456789012:instance/{name}" for name in ("one", "two"))
ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/n"
FLOW = ContactFlowArn.parse(f"{INSTANCE}/contact-flow/f")
PLACE = "us-east-1/one"
RESOURCE = Resource("stack", "Support")
ASKED = Asked(RESOURCE, INSTANCE, "Support", {**RESOURCE.owner_tags("claim"), "team": "a"}, {PLACE: FLOW})
CLAIM = Claim(
    "claim",
    INSTANCE,
    "op",
    "op",
    Fate.GIVEN,
    State.HELD,
    phone_number="+12065550100",
    phone_number_arn=ARN,
    sent_at=NOW,
    tag_keys=tuple(sorted(ASKED.tags)),
    contact_flows={PLACE: FLOW.value},
)
NUMBER = PhoneNumber("+12065550100", "n", ARN, "US", "DID", INSTANCE, "Support", dict(ASKED.tags), "CLAIMED")
ANOTHERS = replace(NUMBER, tags={STACK_ID_TAG: "other", LOGICAL_RESOURCE_ID_TAG: "Other"})


def step(claim: Claim, number: PhoneNumber | None = NUMBER, asked: Asked = ASKED, now: int = NOW) -> Decision:
    return next_step(claim, number, asked, now)


def test_a_number_that_is_as_it_is_asked_for_needs_nothing() -> None:
    assert step(CLAIM).step is Step.DONE


def test_nothing_recorded_as_sent_is_chosen_and_what_may_have_been_sent_is_sent_again() -> None:
    assert step(replace(CLAIM, state=State.CHOOSING), None).step is Step.CHOOSE
    assert step(replace(CLAIM, state=State.CANDIDATE), None).step is Step.CLAIM_AGAIN


def test_a_claim_that_does_not_appear_fails_after_a_while() -> None:
    requested = replace(CLAIM, state=State.REQUESTED)
    assert step(requested, None, now=NOW + 299).step is Step.WAIT
    assert "has not appeared within 300 s" in step(requested, None, now=NOW + 300).why


@pytest.mark.parametrize("message", ["The carrier did not answer", ""])
def test_a_failed_claim_is_tried_twice(message: str) -> None:
    requested = replace(CLAIM, state=State.REQUESTED)
    failed = replace(NUMBER, status="FAILED", status_message=message)
    assert step(requested, failed).step is Step.CLAIM_ANEW
    decision = step(replace(requested, attempt=1), failed)
    assert decision.step is Step.FAIL
    assert f"{message} Deploy again" in decision.why


@pytest.mark.parametrize(
    "message",
    [
        "You've reached the limit of Phone Numbers. To increase the limit, contact support.",
        "The target has reached its quota of claimed numbers",
        "Maximum number of phone numbers reached",
        "allowed limit exceeded",
    ],
)
def test_a_claim_that_failed_for_a_limit_is_not_tried_again(message: str) -> None:
    failed = replace(NUMBER, status="FAILED", status_message=message)
    decision = step(replace(CLAIM, state=State.REQUESTED), failed)
    assert decision.step is Step.FAIL
    assert f"{message} Release numbers" in decision.why
    assert "L-8F812903" in decision.why


@pytest.mark.parametrize("origin", [Origin.PARKED, Origin.OTHERS])
@pytest.mark.parametrize("seen", [None, ANOTHERS])
def test_a_number_that_was_taken_and_is_lost_before_it_was_given_is_replaced(
    origin: Origin, seen: PhoneNumber | None
) -> None:
    new = replace(CLAIM, origin=origin, fate=Fate.NEW, given_in="")
    assert step(new, seen).step is Step.CHOOSE_ANOTHER


def test_a_number_that_is_gone_is_not_claimed_again_silently() -> None:
    assert "was released outside of this stack and can't come back" in step(CLAIM, None).why


def test_a_number_of_another_owner_is_not_changed() -> None:
    assert "by its tags, and is not changed" in step(CLAIM, ANOTHERS).why


def test_a_move_comes_first_since_it_ends_the_flows() -> None:
    elsewhere = replace(NUMBER, target_arn=ELSEWHERE, description="", tags={})
    assert step(replace(CLAIM, contact_flows={}), elsewhere).step is Step.MOVE
    moved = replace(CLAIM, moving_to=INSTANCE, target_arn=ELSEWHERE)
    assert step(moved, NUMBER).step is Step.RECORD_MOVE
    assert "The number stays where it was" in str(step(moved, replace(elsewhere, status="FAILED")).why)


def test_the_description_of_others_stays_unless_another_is_given() -> None:
    others = replace(CLAIM, origin=Origin.OTHERS)
    without = replace(ASKED, description="")
    assert step(others, NUMBER, without).step is Step.DONE
    assert step(CLAIM, NUMBER, without).step is Step.DESCRIBE
    assert step(others, replace(NUMBER, description="Theirs")).step is Step.DESCRIBE


def test_tags_of_ours_go_before_others_come() -> None:
    both = replace(CLAIM, tag_keys=(*CLAIM.tag_keys, "old"))
    assert step(both, replace(NUMBER, tags={})) == Decision(Step.UNTAG, tag_keys=("old",))
    theirs = replace(NUMBER, tags={**NUMBER.tags, "theirs": "x"})
    assert step(CLAIM, theirs).step is Step.DONE


def test_what_the_service_does_not_show_yet_is_taken_off_all_the_same() -> None:
    parked = replace(CLAIM, tag_keys=("connect-phone-number:parked-at",))
    assert step(parked, replace(NUMBER, tags={})).step is Step.UNTAG


def test_flows_are_compared_with_what_is_recorded() -> None:
    assert step(replace(CLAIM, contact_flows={PLACE: ""})) == Decision(Step.ASSOCIATE, place=PLACE)
    more = replace(CLAIM, contact_flows={**CLAIM.contact_flows, "us-east-1/two": "x"})
    assert step(more) == Decision(Step.DISASSOCIATE, place="us-east-1/two")


def test_the_flow_of_a_replica_is_left_to_the_service_where_it_mirrors_flows() -> None:
    both = replace(CLAIM, contact_flows={**CLAIM.contact_flows, "us-west-2/one": "x"})
    assert step(both) == Decision(Step.FORGET_FLOW, place="us-west-2/one")
    apart = replace(ASKED, flows_are_mirrored=False)
    assert next_step(both, NUMBER, apart, NOW) == Decision(Step.DISASSOCIATE, place="us-west-2/one")
    without = replace(ASKED, flows={})
    assert next_step(both, NUMBER, without, NOW).step is Step.DISASSOCIATE


statuses = st.sampled_from(["CLAIMED", "IN_PROGRESS", "FAILED", "WHATEVER"])
claims = st.builds(
    replace,
    st.just(CLAIM),
    state=st.sampled_from(State),
    origin=st.sampled_from(Origin),
    fate=st.sampled_from(Fate),
    given_in=st.sampled_from(["", "op"]),
    attempt=st.integers(0, 2),
    describing=st.sampled_from(["", "Support"]),
    moving_to=st.sampled_from(["", INSTANCE, ELSEWHERE]),
    tag_keys=st.sampled_from([(), CLAIM.tag_keys, ("old",)]),
    contact_flows=st.sampled_from([{}, {PLACE: ""}, {PLACE: FLOW.value}, {"x/y": "z"}]),
)
numbers = st.none() | st.builds(
    replace,
    st.just(NUMBER),
    status=statuses,
    status_message=st.sampled_from(["", "limit reached"]),
    target_arn=st.sampled_from([INSTANCE, ELSEWHERE]),
    description=st.sampled_from(["", "Support"]),
    tags=st.sampled_from([{}, NUMBER.tags, ANOTHERS.tags]),
)


@given(claims, numbers, st.sampled_from([NOW, NOW + 10_000]))
def test_there_is_a_step_for_every_situation(claim: Claim, number: PhoneNumber | None, now: int) -> None:
    decision = step(claim, number, now=now)
    assert (decision.step in (Step.FAIL, Step.WAIT)) == bool(decision.why)
    if number is None:
        needs_none = {Step.CHOOSE, Step.CLAIM_AGAIN, Step.CHOOSE_ANOTHER, Step.WAIT, Step.FAIL}
        assert decision.step in needs_none


@pytest.mark.parametrize(("state", "fate"), list(product(State, Fate)))
def test_a_number_of_another_owner_is_never_touched(state: State, fate: Fate) -> None:
    touching = {Step.MOVE, Step.DESCRIBE, Step.TAG, Step.UNTAG, Step.ASSOCIATE, Step.DISASSOCIATE, Step.DONE}
    assert step(replace(CLAIM, state=state, fate=fate), ANOTHERS).step not in touching
