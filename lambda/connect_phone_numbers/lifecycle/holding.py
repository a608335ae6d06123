"""Bringing a claim to a number that is as the template asks for: carrying out the table of `decisions.holding`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..decisions.holding import Asked, Decision, Step, asked_of, flows_after_move, next_step
from ..errors import PhoneNumberError, ResourceNotFoundError, TryAgainLater
from ..model.arn import ConnectArn
from ..model.claim import Claim, Origin, State
from ..model.identity import client_token
from ..model.patience import LOOK_AGAIN_SECONDS, LOOK_AGAIN_WHILE_BUSY, MIRRORED_WITHIN, SLEPT_SECONDS
from ..model.phone_number import PhoneNumber
from ..properties.properties import Properties
from .choosing import choose
from .look import Look
from .moving import move
from .sending import claim_again, claim_anew, end_lease_soon
from .target import await_target


def hold(look: Look, claim: Claim, properties: Properties) -> PhoneNumber:
    """Bring a claim to a number that is as the properties ask for.

    Returns:
        The number, as Amazon Connect described it just now.

    Raises:
        TryAgainLater: the next step has to wait.
        PhoneNumberError: the operation can't succeed.
    """
    asked = asked_of(look.resource, claim.claim_id, properties)
    number: PhoneNumber | None = None
    while True:
        if claim.state in (State.REQUESTED, State.HELD) and number is None:
            number = _described(look, claim, asked)
        decision = next_step(claim, number, asked, look.now)
        if decision.step is Step.WAIT:
            if claim.state is State.REQUESTED:
                look.services.settling().note_early(look.now - claim.sent_at)
            raise TryAgainLater(decision.why, LOOK_AGAIN_SECONDS)
        if decision.step is Step.FAIL:
            _forget_failed_change(look, claim)
            raise PhoneNumberError(decision.why)
        if decision.step in _CHOICES:
            claim, number = _CHOICES[decision.step](look, claim, properties), None
            if claim.state is State.REQUESTED:
                _await_settling(look, claim)
        elif number is not None:
            if decision.step is Step.DONE:
                return number
            claim, number = _CHANGES[decision.step](look, claim, number, decision, asked)


def _await_settling(look: Look, claim: Claim) -> None:
    """Wait until a claim that was just accepted has settled, as far as earlier claims tell.

    Raises:
        TryAgainLater: that takes longer than a step may sleep.
    """
    answered_at = look.services.clock()
    seconds = look.connect.turn_after_claim(claim.known_as, look.services.settling().seconds())
    if seconds > SLEPT_SECONDS:
        raise TryAgainLater(f"{claim.known_as} was requested", seconds)
    look.services.sleep(max(0.0, answered_at + seconds - look.services.clock()))


def _described(look: Look, claim: Claim, asked: Asked) -> PhoneNumber | None:
    """The number as Amazon Connect describes it. A number in its instance's default group is shown at the instance."""
    number = look.connect.describe(claim.phone_number_arn)
    if number is not None and look.targets.is_at(number.target_arn, asked.target_arn):
        return replace(number, target_arn=asked.target_arn)
    return number


def _choose_another(look: Look, claim: Claim, properties: Properties) -> Claim:
    return look.record.save(claim.refused())


_CHOICES: dict[Step, Callable[[Look, Claim, Properties], Claim]] = {
    Step.CHOOSE: choose,
    Step.CLAIM_AGAIN: claim_again,
    Step.CLAIM_ANEW: claim_anew,
    Step.CHOOSE_ANOTHER: _choose_another,
}
"""The steps towards a number. Each returns the claim as it is recorded then."""

Changed = tuple[Claim, PhoneNumber]
"""The claim and the number after a step."""


def _record(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    end_lease_soon(look, claim)
    look.account_numbers.note_held(claim.known_as, look.targets.instance_of(number.target_arn))
    held = replace(
        claim,
        state=State.HELD,
        phone_number=number.phone_number,
        country_code=number.country_code,
        number_type=number.number_type,
    )
    return look.record.save(held), number


def _move(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    await_target(look, ConnectArn.parse(asked.target_arn))
    move(look, claim, number, asked.target_arn)


def _record_move(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    flows = flows_after_move(claim, asked.target_arn, look.targets.is_at)
    moved = replace(claim, target_arn=asked.target_arn, moving_to="", contact_flows=flows)
    return look.record.save(moved), number


def _describe(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    look.record.save(replace(claim, describing=look.operation.key))
    token = client_token(look.operation.key, "describe", number.phone_number_arn, asked.description)
    look.connect.update_description(number.phone_number_arn, asked.description, token)
    raise TryAgainLater(f"the description of {number.phone_number} is changing", LOOK_AGAIN_SECONDS)


def _record_description(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    return look.record.save(replace(claim, describing="")), number


def _untag(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    look.connect.untag(number.phone_number_arn, decision.tag_keys)
    kept = tuple(key for key in claim.tag_keys if key not in decision.tag_keys)
    tags = {key: value for key, value in number.tags.items() if key not in decision.tag_keys}
    return look.record.save(replace(claim, tag_keys=kept)), replace(number, tags=tags)


def _tag(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    # Recorded first: if the step is cut off after the call, the keys of the tags to take off are known.
    claim = look.record.save(replace(claim, tag_keys=tuple(sorted(asked.tags))))
    if decision.tags:
        look.connect.tag(number.phone_number_arn, decision.tags)
    return claim, replace(number, tags={**number.tags, **asked.tags})


def _associate(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    place, flow = decision.place, asked.flows[decision.place]
    if claim.origin is Origin.OTHERS and place not in claim.contact_flows and place not in claim.flows_found:
        found = look.connect.flow_of(claim.phone_number_arn, *place.split("/"))
        claim = look.record.save(replace(claim, flows_found={**claim.flows_found, place: found}))
    claim = _with_flow(look, claim, place, "")
    try:
        look.connect.associate(claim.phone_number_arn, flow)
    except ResourceNotFoundError as missing:
        is_of_replica = flow.region != ConnectArn.parse(asked.target_arn).region
        if is_of_replica and look.age < MIRRORED_WITHIN:
            raise TryAgainLater(str(missing), LOOK_AGAIN_WHILE_BUSY) from missing
        raise
    return _with_flow(look, claim, place, flow.value), number


def _disassociate(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    place = decision.place
    # Recorded first: if the step is cut off after the call, a rollback has to associate the flow again.
    claim = _with_flow(look, claim, place, "")
    look.connect.disassociate(claim.phone_number_arn, *place.split("/"))
    return _forget_flow(look, claim, number, decision, asked)


def _forget_flow(look: Look, claim: Claim, number: PhoneNumber, decision: Decision, asked: Asked) -> Changed:
    flows = {place: value for place, value in claim.contact_flows.items() if place != decision.place}
    return look.record.save(replace(claim, contact_flows=flows)), number


def _forget_failed_change(look: Look, claim: Claim) -> None:
    """Forget a change that FAILED, so that the next operation may try it again."""
    if claim.moving_to or claim.describing:
        look.record.save(replace(claim, moving_to="", describing=""))


def _with_flow(look: Look, claim: Claim, place: str, contact_flow_arn: str) -> Claim:
    return look.record.save(replace(claim, contact_flows={**claim.contact_flows, place: contact_flow_arn}))


_CHANGES: dict[Step, Callable[[Look, Claim, PhoneNumber, Decision, Asked], Changed]] = {
    Step.RECORD: _record,
    Step.MOVE: _move,
    Step.RECORD_MOVE: _record_move,
    Step.DESCRIBE: _describe,
    Step.RECORD_DESCRIPTION: _record_description,
    Step.UNTAG: _untag,
    Step.TAG: _tag,
    Step.ASSOCIATE: _associate,
    Step.DISASSOCIATE: _disassociate,
    Step.FORGET_FLOW: _forget_flow,
}
"""The steps that change a number, or record that it has changed."""
