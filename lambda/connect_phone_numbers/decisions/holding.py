"""The next step towards a number that is held as it is asked for: one table, pure.

`lambda/connect_phone_numbers/README.md` shows it in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model.arn import ContactFlowArn
from ..model.claim import Claim, Fate, Origin, State
from ..model.identity import STACK_ID_TAG, Resource, owner
from ..model.patience import DESCRIBED_WITHIN
from ..model.phone_number import PhoneNumber
from ..properties.properties import Properties
from . import failed_claim


class Step(StrEnum):
    """What to do next."""

    CHOOSE = "choose a number, and claim it"
    CLAIM_AGAIN = "send the claim again, with the same token"
    CLAIM_ANEW = "claim the number once more, as it FAILED"
    CHOOSE_ANOTHER = "give the number up, and choose another"
    RECORD = "record that the number is held"
    MOVE = "move the number"
    RECORD_MOVE = "record that the number has moved, and has lost its flows"
    DESCRIBE = "change the description"
    RECORD_DESCRIPTION = "record that the description has changed"
    UNTAG = "take tags off"
    TAG = "put tags on"
    ASSOCIATE = "associate a flow"
    DISASSOCIATE = "disassociate a flow"
    FORGET_FLOW = "record that the other Region's flow is the service's to mirror"
    WAIT = "look again later"
    FAIL = "fail"
    DONE = "the number is as it is asked for"


@dataclass(frozen=True)
class Asked:
    """What an operation asks of a number.

    Attributes:
        tags: with those that name the owner.
        flows: by `<Region>/<instance id>`.
        flows_are_mirrored: whether the service makes a flow's association, or its end, in the other Region as well.
    """

    resource: Resource
    target_arn: str
    description: str
    tags: Mapping[str, str]
    flows: Mapping[str, ContactFlowArn]
    flows_are_mirrored: bool = True


def asked_of(resource: Resource, claim_id: str, properties: Properties) -> Asked:
    """What properties ask of a resource's number."""
    return Asked(
        resource,
        properties.target.value,
        properties.description,
        {**properties.tags, **resource.owner_tags(claim_id)},
        {f"{flow.region}/{flow.instance_id}": flow for flow in properties.contact_flows},
        properties.contact_flows_mirrored,
    )


@dataclass(frozen=True)
class Decision:
    """The next step, and what it needs.

    Attributes:
        why: what is waited for, of WAIT.
        place: of the flow, of ASSOCIATE, DISASSOCIATE and FORGET_FLOW.
        tags: of TAG.
        tag_keys: of UNTAG.
        error: the message, of FAIL.
    """

    step: Step
    why: str = ""
    place: str = ""
    tags: Mapping[str, str] | None = None
    tag_keys: tuple[str, ...] = ()
    error: str = ""


def needs_description(claim: Claim) -> bool:
    """Whether the step depends on what DescribePhoneNumber says."""
    return claim.state in (State.REQUESTED, State.HELD)


def next_step(claim: Claim, number: PhoneNumber | None, asked: Asked, now: int) -> Decision:
    """Decide it.

    Args:
        claim: as it is recorded.
        number: as it was described just now; None where there is none, or where that was not asked for.
        asked: what the operation asks for.
        now: in seconds since the epoch.
    """
    match claim.state:
        case State.CHOOSING:
            return Decision(Step.CHOOSE)
        case State.CANDIDATE:
            return Decision(Step.CLAIM_AGAIN)
        case State.REQUESTED:
            return _requested(claim, number, now)
        case State.HELD:
            return _held(claim, number, asked)
        case State.RELEASING:
            return Decision(Step.WAIT, f"{claim.phone_number} is being released")


def _requested(claim: Claim, number: PhoneNumber | None, now: int) -> Decision:
    if number is None:
        if now - claim.sent_at < DESCRIBED_WITHIN:
            return Decision(Step.WAIT, f"{claim.known_as} has not appeared yet")
        return _fail(
            f"Amazon Connect accepted the claim of {claim.known_as} for {claim.target_arn}, but "
            f"{claim.phone_number_arn} has not appeared within {DESCRIBED_WITHIN} s. The account may be at its "
            "limit of phone numbers, or blocked: ask AWS Support before deploying again."
        )
    match number.status:
        case "IN_PROGRESS":
            return Decision(Step.WAIT, f"{number.phone_number} is IN_PROGRESS")
        case "FAILED" if failed_claim.is_worth_another_attempt(number.status_message, claim.attempt + 1):
            return Decision(Step.CLAIM_ANEW)
        case "FAILED":
            advice = failed_claim.advice(number.status_message)
            return _fail(
                f"Amazon Connect could not claim {number.phone_number} for {claim.target_arn}: "
                f"{number.status_message} {advice}"
            )
        case _:
            return Decision(Step.RECORD)


def _held(claim: Claim, number: PhoneNumber | None, asked: Asked) -> Decision:
    holder = None if number is None else owner(number.tags)
    is_anothers = holder is not None and holder != asked.resource
    if claim.origin in (Origin.PARKED, Origin.OTHERS) and claim.fate is Fate.NEW and (number is None or is_anothers):
        # Released, or given to somebody, behind our back.
        return Decision(Step.CHOOSE_ANOTHER)
    if number is None:
        return _fail(
            f"{claim.phone_number} ({claim.phone_number_arn}) was released outside of this stack and can't come "
            "back. To get another number, ask for another exact number or search, or give the construct another "
            "id."
        )
    if is_anothers:
        return _fail(
            f"{number.phone_number} ({number.phone_number_arn}) is owned by {holder} now, by its tags, and is not "
            f"changed. Give it back to {asked.resource} by the tag {STACK_ID_TAG}, or remove this resource: that "
            "does not release it."
        )
    if number.status == "IN_PROGRESS":
        return Decision(Step.WAIT, f"{number.phone_number} is IN_PROGRESS")
    return (
        _place(claim, number, asked)
        or _description(claim, number, asked)
        or _tags(claim, number, asked)
        or _flows(claim, asked)
        or Decision(Step.DONE)
    )


def _place(claim: Claim, number: PhoneNumber, asked: Asked) -> Decision | None:
    if number.target_arn == asked.target_arn:
        is_recorded = claim.target_arn == asked.target_arn and not claim.moving_to
        return None if is_recorded else Decision(Step.RECORD_MOVE)
    if claim.moving_to == asked.target_arn and number.status == "FAILED":
        return _fail(
            f"{number.phone_number} could not be moved from {number.target_arn} to {asked.target_arn}: "
            f"{number.status_message} It stays where it was."
        )
    return Decision(Step.MOVE)


def _description(claim: Claim, number: PhoneNumber, asked: Asked) -> Decision | None:
    if number.description == asked.description:
        return Decision(Step.RECORD_DESCRIPTION) if claim.describing else None
    if claim.origin is Origin.OTHERS and not asked.description:
        return None  # Others described it before it was ours.
    if claim.describing == asked.description and number.status == "FAILED":
        return _fail(
            f"The description of {number.phone_number} could not be changed: {number.status_message or 'no reason'}"
        )
    return Decision(Step.DESCRIBE)


def _tags(claim: Claim, number: PhoneNumber, asked: Asked) -> Decision | None:
    # Off before on: a number has 50 tags at most. Only those that we put on go.
    surplus = tuple(key for key in claim.tag_keys if key not in asked.tags)
    if surplus:
        return Decision(Step.UNTAG, tag_keys=surplus)
    changed = {key: value for key, value in asked.tags.items() if number.tags.get(key) != value}
    if changed or tuple(sorted(asked.tags)) != claim.tag_keys:
        return Decision(Step.TAG, tags=changed)
    return None


def _flows(claim: Claim, asked: Asked) -> Decision | None:
    for place, flow in asked.flows.items():
        if claim.contact_flows.get(place) != flow.value:
            return Decision(Step.ASSOCIATE, place=place)
    for place in claim.contact_flows:
        if place not in asked.flows:
            # An instance and its replica have the same id. To disassociate the flow of one would end that of the other.
            twins = [other for other in asked.flows if other.partition("/")[2] == place.partition("/")[2]]
            step = Step.FORGET_FLOW if asked.flows_are_mirrored and twins else Step.DISASSOCIATE
            return Decision(step, place=place)
    return None


def _fail(error: str) -> Decision:
    return Decision(Step.FAIL, error=error)
