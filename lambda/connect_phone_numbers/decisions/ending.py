"""How a claim ends: forgotten, given back, released or parked. Pure; `connect-numbers plan` asks the same functions.

A release can't be undone, and counts. So what is not this resource's is left alone, what was others' is given back, and
a number whose release the budget does not allow is parked, where it may stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..model.claim import Claim, Fate, Origin, State
from ..model.identity import Resource, owner
from ..model.patience import DESCRIBED_WITHIN, LISTED_WITHIN
from ..model.phone_number import PhoneNumber
from ..model.release_policy import ReleasePolicy
from ..properties.properties import EndingProperties


class EndStep(StrEnum):
    """What to do next with a claim that is to be ended."""

    RECORD = "record that the claim took effect, though its answer was lost"
    FORGET = "forget the claim: no number is held for it"
    LET_LAPSE = "forget the claim: a FAILED number lapses within a day"
    LEAVE = "forget the claim: somebody else owns the number now"
    GIVE_BACK = "give the number back to those who had it"
    RELEASE_OR_PARK = "release the number, or park it"
    RELEASE_AGAIN = "send the release again, with the same token"
    WAIT = "look again later"


@dataclass(frozen=True)
class EndDecision:
    """The next step; of WAIT, what is waited for."""

    step: EndStep
    why: str = ""


@dataclass(frozen=True)
class Ending:
    """What an operation says of the end of a number.

    Attributes:
        release_policy: what becomes of it.
        gives_back: whether the number that the operation names was others', by the properties.
        releases_others: whether a number of others may be released.
        is_last: whether it is the resource's number, and no other replaces it; so the operation may fail for it. A
            clean-up and a rollback may not.
        target_is_of_stack: whether the target goes with the number's own stack, so that nothing may stay there.
    """

    release_policy: ReleasePolicy
    gives_back: bool
    releases_others: bool
    is_last: bool
    target_is_of_stack: bool = False


def ending_of(
    claim: Claim, claims: Iterable[Claim], kind: str, physical_resource_id: str, properties: EndingProperties
) -> Ending:
    """What an operation says of the end of a claim's number.

    Args:
        claim: which.
        claims: all of the resource.
        kind: of the operation.
        physical_resource_id: what the operation names.
        properties: the operation's.
    """
    is_named = claim.phone_number_arn != "" and claim.phone_number_arn == physical_resource_id
    is_deleted = is_named and kind == "Delete"
    others = [other for other in claims if other.claim_id != claim.claim_id]
    return Ending(
        properties.release_policy,
        gives_back=is_deleted and properties.is_adopted,
        releases_others=is_deleted and properties.release_adopted,
        is_last=is_deleted and not any(other.fate is Fate.GIVEN for other in others),
        target_is_of_stack=properties.target_is_of_stack,
    )


def next_end_step(
    claim: Claim, number: PhoneNumber | None, resource: Resource, ending: Ending, now: int
) -> EndDecision:
    """Decide it.

    Args:
        claim: as it is recorded.
        number: as it was described just now, or found, for a CANDIDATE; None where there is none.
        resource: whose claim.
        ending: what the operation says.
        now: in seconds since the epoch.
    """
    match claim.state, number:
        case State.CHOOSING, _:
            return EndDecision(EndStep.FORGET)
        case State.CANDIDATE, _:
            return _candidate(claim, number, resource, now)
        case State.REQUESTED, None:
            if now - claim.sent_at < DESCRIBED_WITHIN:
                return EndDecision(EndStep.WAIT, f"{claim.known_as} was requested and may still appear")
            return EndDecision(EndStep.FORGET)
        case _, None:
            return EndDecision(EndStep.FORGET)
        case State.RELEASING, PhoneNumber():
            return EndDecision(EndStep.RELEASE_AGAIN)
        case _, PhoneNumber():
            return _held(claim, number, resource, ending)
    raise AssertionError(claim.state)


def _candidate(claim: Claim, number: PhoneNumber | None, resource: Resource, now: int) -> EndDecision:
    holder = None if number is None else owner(number.tags)
    if holder == resource:
        return EndDecision(EndStep.RECORD)
    # It may not be listed yet, or be listed without its tags.
    if holder is None and now - claim.sent_at < LISTED_WITHIN:
        return EndDecision(EndStep.WAIT, f"the claim of {claim.known_as} may still take effect")
    return EndDecision(EndStep.FORGET)


def _held(claim: Claim, number: PhoneNumber, resource: Resource, ending: Ending) -> EndDecision:
    holder = owner(number.tags)
    if holder is not None and holder != resource:
        return EndDecision(EndStep.LEAVE)
    if number.status == "IN_PROGRESS":
        return EndDecision(EndStep.WAIT, f"{number.phone_number} is IN_PROGRESS")
    # A number that was CLAIMED once and says FAILED failed to move: it is held.
    if number.status == "FAILED" and claim.state is State.REQUESTED:
        return EndDecision(EndStep.LET_LAPSE)
    if is_given_back(claim, ending):
        return EndDecision(EndStep.GIVE_BACK)
    return EndDecision(EndStep.RELEASE_OR_PARK)


def is_given_back(claim: Claim, ending: Ending) -> bool:
    """Whether the number stays claimed, without an owner, as others had it before."""
    return (claim.origin is Origin.OTHERS or ending.gives_back) and not ending.releases_others


class Way(StrEnum):
    """One way to end a number that is held."""

    RELEASE_KEEPING_ONE = "release it, if one operation is left for a claim after that"
    RELEASE = "release it, if the budget allows that"
    PARK = "park it where it may stay"
    PARK_IN_PLACE = "park it where it is"
    REFUSE = "fail: nothing of it is possible"


def ways_to_end(claim: Claim, ending: Ending, *, has_parking_place: bool) -> tuple[Way, ...]:
    """The ways to end a number, the first that is possible is taken.

    Args:
        claim: whose number.
        ending: what the operation says.
        has_parking_place: whether there is a place where a parked number may stay: not at a target that the stack is
            about to delete.
    """
    last_resort = Way.REFUSE if ending.is_last else Way.PARK_IN_PLACE
    # A number that was parked, and whose new resource came to nothing, goes back to where it was.
    is_parked_again = claim.origin is Origin.PARKED and not claim.given_in
    if claim.origin is Origin.RETAINED and ending.release_policy is not ReleasePolicy.RELEASE:
        # It was kept on purpose when its resource went the first time. A rollback of the second time is no other will.
        return (Way.PARK, Way.PARK_IN_PLACE) if has_parking_place else (Way.PARK_IN_PLACE,)
    if ending.release_policy is ReleasePolicy.RELEASE and not is_parked_again:
        return (Way.RELEASE, Way.REFUSE if ending.is_last else _park(has_parking_place))
    if not has_parking_place:
        return (Way.RELEASE, last_resort)
    if ending.release_policy is ReleasePolicy.PARK or is_parked_again:
        return (Way.PARK, last_resort)
    # A release with the last operation would leave nothing for a claim; a number that is parked can be had again.
    return (Way.RELEASE_KEEPING_ONE, Way.PARK, last_resort)


def _park(has_parking_place: bool) -> Way:
    return Way.PARK if has_parking_place else Way.PARK_IN_PLACE


def parking_place(instance_arn: str, parking_target_arn: str, *, target_is_of_stack: bool) -> str:
    """Where a number may stay when its resource is gone; "" for nowhere.

    Args:
        instance_arn: of the instance that the number's target is or belongs to. A number of a group is parked at the
            group's instance, since a group can't be deleted while it holds numbers.
        parking_target_arn: the provider's, "" for none.
        target_is_of_stack: whether the instance is a resource of the number's own stack.
    """
    return parking_target_arn if target_is_of_stack else instance_arn
