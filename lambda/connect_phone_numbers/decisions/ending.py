"""How a claim ends: forgotten, given back, released or parked. Pure; `connect-numbers plan` asks the same functions.

A release can't be undone, and counts against the budget. So the function leaves numbers of other owners alone, gives
adopted numbers back, and parks a number whose release the budget does not allow, where it may stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model.claim import Claim, Fate, Origin, State
from ..model.identity import Resource, owner
from ..model.patience import DESCRIBED_WITHIN, LISTED_WITHIN
from ..model.phone_number import PhoneNumber
from ..properties.ending_properties import Ending, ReleasePolicy


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
    """The next step, and for WAIT, what the operation waits for."""

    step: EndStep
    why: str = ""


def ending_of(
    claim: Claim, claims: Iterable[Claim], kind: str, physical_resource_id: str, properties: Ending
) -> Ending:
    """What an operation says about the end of a claim's number.

    `Adopt` and `ReleaseAdopted` are about the number that a Delete names. For a clean-up and a rollback, only where the
    number came from counts.

    Args:
        claim: the claim to be ended.
        claims: all claims of the resource.
        kind: `Create`, `Update` or `Delete`.
        physical_resource_id: the id that the operation names.
        properties: what the operation's properties say.
    """
    if kind != "Delete" or claim.phone_number_arn != physical_resource_id:
        return replace(properties, is_adopted=False, release_adopted=False)
    is_replaced = any(other.fate is Fate.GIVEN for other in claims if other.claim_id != claim.claim_id)
    return replace(properties, is_last=not is_replaced)


def next_end_step(
    claim: Claim, number: PhoneNumber | None, resource: Resource, ending: Ending, now: int
) -> EndDecision:
    """Decide the next step with a claim that is to be ended.

    Args:
        claim: as the ledger has it.
        number: as Amazon Connect described it just now; for a CANDIDATE, as the list of numbers shows it; None where
            there is no number.
        resource: the claim's resource.
        ending: what the operation says about the end.
        now: seconds since the epoch.
    """
    match claim.state, number:
        case State.CANDIDATE, _:
            return _candidate(claim, number, resource, now)
        case State.REQUESTED, None if now - claim.sent_at < DESCRIBED_WITHIN:
            return EndDecision(EndStep.WAIT, f"{claim.known_as} was requested and may still appear")
        case (State.CHOOSING, _) | (_, None):
            return EndDecision(EndStep.FORGET)
        case _, PhoneNumber():
            return _held(claim, number, resource, ending)
    raise AssertionError(claim.state)


def _candidate(claim: Claim, number: PhoneNumber | None, resource: Resource, now: int) -> EndDecision:
    holder = None if number is None else owner(number.tags)
    if holder == resource:
        return EndDecision(EndStep.RECORD)
    # The list may show the number, or its tags, only later.
    if holder is None and now - claim.sent_at < LISTED_WITHIN:
        return EndDecision(EndStep.WAIT, f"the claim of {claim.known_as} may still take effect")
    return EndDecision(EndStep.FORGET)


def _held(claim: Claim, number: PhoneNumber, resource: Resource, ending: Ending) -> EndDecision:
    holder = owner(number.tags)
    if holder is not None and holder != resource:
        return EndDecision(EndStep.LEAVE)
    if claim.state is State.RELEASING:
        return EndDecision(EndStep.RELEASE_AGAIN)
    if number.status == "IN_PROGRESS":
        return EndDecision(EndStep.WAIT, f"{number.phone_number} is IN_PROGRESS")
    # A claim that is HELD was CLAIMED once: there, FAILED means a failed move, and the number is held.
    if number.status == "FAILED" and claim.state is State.REQUESTED:
        return EndDecision(EndStep.LET_LAPSE)
    return EndDecision(EndStep.GIVE_BACK if is_given_back(claim, ending) else EndStep.RELEASE_OR_PARK)


def is_given_back(claim: Claim, ending: Ending) -> bool:
    """Whether the number stays claimed, without an owner, as it was before its adoption."""
    return (claim.origin is Origin.OTHERS or ending.is_adopted) and not ending.release_adopted


class Way(StrEnum):
    """One way to end a number that is held."""

    RELEASE_KEEPING_ONE = "release it, if one operation is left for a claim after that"
    RELEASE = "release it, if the budget allows that"
    PARK = "park it where it may stay"
    PARK_IN_PLACE = "park it where it is"


def ways_to_end(claim: Claim, ending: Ending, *, has_parking_place: bool) -> tuple[Way, ...]:
    """The ways to end a number, in order. The lifecycle takes the first that is possible; if none is, the Delete fails.

    Args:
        claim: the claim of the number.
        ending: what the operation says about the end.
        has_parking_place: whether a parked number may stay somewhere: `parking_place` names a target.
    """
    policy = ending.release_policy
    parked = (Way.PARK,) if has_parking_place else ()
    # A number that was taken from the parked ones for a create that failed is parked again.
    is_parked_again = claim.origin is Origin.PARKED and not claim.given_in
    if claim.origin is Origin.RETAINED and policy is not ReleasePolicy.RELEASE:
        # Its first resource's policy was to keep the number. The rollback of a second create must not release it.
        return (*parked, Way.PARK_IN_PLACE)
    if policy is ReleasePolicy.RELEASE and not is_parked_again:
        ways: tuple[Way, ...] = (Way.RELEASE,) if ending.is_last else (Way.RELEASE, *parked)
    elif not has_parking_place:
        ways = (Way.RELEASE,)
    elif policy is ReleasePolicy.PARK or is_parked_again:
        ways = parked
    else:
        # A release with the last operation of the budget leaves none for a claim. A parked number can be taken again.
        ways = (Way.RELEASE_KEEPING_ONE, Way.PARK)
    return ways if ending.is_last else (*ways, Way.PARK_IN_PLACE)


def parking_place(instance_arn: str, parking_target_arn: str, *, target_is_of_stack: bool) -> str:
    """The target where a number may stay when its resource is gone; "" for none.

    Args:
        instance_arn: the instance of the number's target. A number of a traffic distribution group is parked at the
            group's instance, since a group that holds numbers can't be deleted.
        parking_target_arn: the provider's parking target, "" for none.
        target_is_of_stack: whether the instance belongs to the number's own stack, and is deleted with it.
    """
    return parking_target_arn if target_is_of_stack else instance_arn
