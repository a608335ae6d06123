"""The next step towards a number that is held as the template asks for it: one table, pure.

`lambda/connect_phone_numbers/README.md` shows the whole table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model.arn import ContactFlowArn
from ..model.claim import Claim, Fate, Origin, State
from ..model.identity import STACK_ID_TAG, Resource, owner
from ..model.patience import DESCRIBED_WITHIN
from ..model.phone_number import PhoneNumber
from ..properties.properties import Properties

ATTEMPTS = 2
"""How often a number is claimed whose claim becomes FAILED. The service keeps such a number for its claimer for a day.
https://docs.aws.amazon.com/connect/latest/APIReference/API_PhoneNumberStatus.html"""

# The service gives a FAILED claim no error code: its message is all there is.
_LIMIT = re.compile(r"limit|quota|maximum|exceed", re.IGNORECASE)


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
        tags: the user's tags, and the tags that name the owner.
        flows: the contact flows, by `<Region>/<instance id>`.
        flows_are_mirrored: whether the service copies an association, and its end, to the other Region.
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
        why: for WAIT, what the operation waits for; for FAIL, the message.
        place: for ASSOCIATE, DISASSOCIATE and FORGET_FLOW: the flow's `<Region>/<instance id>`.
        tags: for TAG: the tags to put on.
        tag_keys: for UNTAG: the keys of the tags to take off.
    """

    step: Step
    why: str = ""
    place: str = ""
    tags: Mapping[str, str] | None = None
    tag_keys: tuple[str, ...] = ()


def next_step(claim: Claim, number: PhoneNumber | None, asked: Asked, now: int) -> Decision:
    """Decide the next step with the claim that a Create or Update wants.

    Args:
        claim: as the ledger has it.
        number: as Amazon Connect described it just now; None where there is no number, or nobody asked.
        asked: what the operation asks of the number.
        now: seconds since the epoch.
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
        return Decision(
            Step.FAIL,
            f"Amazon Connect accepted the claim of {claim.known_as} for {claim.target_arn}, but "
            f"{claim.phone_number_arn} has not appeared within {DESCRIBED_WITHIN} s. The account may be at its "
            "limit of phone numbers, or blocked. Ask AWS Support before you deploy again.",
        )
    match number.status:
        case "IN_PROGRESS":
            return Decision(Step.WAIT, f"{number.phone_number} is IN_PROGRESS")
        case "FAILED":
            return _claim_failed(claim, number)
        case _:
            return Decision(Step.RECORD)


def _claim_failed(claim: Claim, number: PhoneNumber) -> Decision:
    if _LIMIT.search(number.status_message):
        # Another claim would fail as well, and use up the budget.
        advice = (
            "Release numbers that you don't need, or request an increase of the quota 'Phone numbers per instance' "
            "(Service Quotas: connect, L-8F812903). If the instance holds fewer numbers than the quota allows, ask AWS "
            "Support."
        )
    elif claim.attempt + 1 < ATTEMPTS:
        return Decision(Step.CLAIM_ANEW)
    else:
        advice = "Deploy again, or choose another number. If it fails again, ask AWS Support."
    return Decision(
        Step.FAIL,
        f"Amazon Connect could not claim {number.phone_number} for {claim.target_arn}: {number.status_message} "
        f"{advice}",
    )


def _held(claim: Claim, number: PhoneNumber | None, asked: Asked) -> Decision:
    holder = None if number is None else owner(number.tags)
    is_anothers = holder is not None and holder != asked.resource
    was_taken = claim.origin in (Origin.PARKED, Origin.OTHERS) and claim.fate is not Fate.GIVEN
    if was_taken and (number is None or is_anothers):
        # Somebody has released the number, or given it to another owner.
        return Decision(Step.CHOOSE_ANOTHER)
    if number is None:
        return Decision(
            Step.FAIL,
            f"{claim.phone_number} ({claim.phone_number_arn}) was released outside of this stack and can't come "
            "back. To get another number, ask for another exact number or search, or give the construct another id.",
        )
    if is_anothers:
        return Decision(
            Step.FAIL,
            f"{number.phone_number} ({number.phone_number_arn}) is owned by {holder} now, by its tags, and is not "
            f"changed. To give it back to {asked.resource}, correct the tag {STACK_ID_TAG}. Or remove this resource: "
            "that does not release the number.",
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
        return Decision(
            Step.FAIL,
            f"{number.phone_number} could not be moved from {number.target_arn} to {asked.target_arn}: "
            f"{number.status_message} The number stays where it was.",
        )
    return Decision(Step.MOVE)


def flows_after_move(claim: Claim, target_arn: str, is_at: Callable[[str, str], bool]) -> dict[str, str]:
    """The flows that a claim's number has where it has arrived. A move ends the associations; one that FAILED does not.

    https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdatePhoneNumber.html

    Args:
        claim: the claim.
        target_arn: where its number is.
        is_at: whether a number at one target is at another: see `model.targets`.
    """
    is_same_place = is_at(claim.target_arn, target_arn) or is_at(target_arn, claim.target_arn)
    if claim.moving_to == target_arn or not is_same_place:
        return {}
    # Whether others have moved the number between an instance and its default group is not known.
    return claim.contact_flows if claim.target_arn == target_arn else dict.fromkeys(claim.contact_flows, "")


def _description(claim: Claim, number: PhoneNumber, asked: Asked) -> Decision | None:
    if number.description == asked.description:
        return Decision(Step.RECORD_DESCRIPTION) if claim.describing else None
    if claim.origin is Origin.OTHERS and not asked.description:
        return None  # An adopted number keeps its description, unless the template gives one.
    if claim.describing == claim.wanted_in and number.status == "FAILED":
        reason = number.status_message or "Amazon Connect gave no reason"
        return Decision(Step.FAIL, f"The description of {number.phone_number} could not be changed: {reason}")
    return Decision(Step.DESCRIBE)


def _tags(claim: Claim, number: PhoneNumber, asked: Asked) -> Decision | None:
    # Tags go off before others go on: a number has at most 50. Only tags that we put on go off.
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
            # An instance and its replica have the same id. Ending one mirrored association would end the other.
            twins = [other for other in asked.flows if other.partition("/")[2] == place.partition("/")[2]]
            step = Step.FORGET_FLOW if asked.flows_are_mirrored and twins else Step.DISASSOCIATE
            return Decision(step, place=place)
    return None
