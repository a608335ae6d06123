"""Ending a claim: carrying out the table of `decisions.ending`. The claim is marked as doomed before."""

from __future__ import annotations

import logging
from dataclasses import replace

from ..aws import metrics
from ..decisions.ending import EndStep, Way, ending_of, next_end_step, parking_place, ways_to_end
from ..errors import PhoneNumberError, QuotaExceededError, TryAgainLater
from ..model.arn import ContactFlowArn
from ..model.claim import Claim, State
from ..model.identity import client_token
from ..model.patience import LOOK_AGAIN_AFTER_RELEASE, LOOK_AGAIN_WHILE_BUSY, SENT_WITHIN, SLEPT_SECONDS
from ..model.phone_number import PhoneNumber
from ..properties.ending_properties import Ending
from ..quota.arithmetic import CountedOperation
from .look import Look
from .parking import park, take_tags_off
from .search_pages import FRESH_SECONDS

_log = logging.getLogger(__name__)


def end(look: Look, claim: Claim) -> None:
    """End a claim as the operation says, and forget it.

    Raises:
        TryAgainLater: the end has to wait for something.
        QuotaExceededError: the budget does not allow the release, and the number may not be parked.
        PhoneNumberError: Amazon Connect refused.
    """
    event, claims = look.operation.event, look.record.claims.values()
    properties = Ending.of(event.properties)
    ending = ending_of(claim, claims, event.kind, event.physical_resource_id, properties)
    number = _described(look, claim)
    decision = next_end_step(claim, number, look.resource, ending, look.now)
    match decision.step:
        case EndStep.WAIT:
            raise TryAgainLater(decision.why, LOOK_AGAIN_WHILE_BUSY)
        case EndStep.RECORD if number is not None:
            found = claim.requested(number.phone_number_arn)
            end(look, look.record.save(found))
        case EndStep.GIVE_BACK if number is not None:
            _give_back(look, claim)
            _forget(look, claim, number)
        case EndStep.RELEASE_OR_PARK if number is not None:
            _release_or_park(look, claim, number, ending)
        case EndStep.RELEASE_AGAIN if number is not None:
            _release(look, _reserved_again(look, claim, number), number, is_repeated=True)
        case EndStep.LET_LAPSE | EndStep.FORGET if _does_not_count(look, claim, decision.step):
            spending = look.spending(CountedOperation.CLAIM, claim.known_as, claim.target_arn, claim.reserved_at)
            look.leases.end(claim.known_as, claim.claim_id)
            look.quotas.take_back(spending, lambda writes: look.record.remove(claim.claim_id, *writes))
        case EndStep.LEAVE | EndStep.LET_LAPSE | EndStep.FORGET:
            if decision.step is EndStep.LEAVE:
                _log.warning(
                    "Number not released: another resource owns it now",
                    extra={"phone_number_arn": claim.phone_number_arn},
                )
            _forget(look, claim, number)
        case _:
            raise AssertionError(decision.step)


def _does_not_count(look: Look, claim: Claim, step: EndStep) -> bool:
    """Whether the service never looked at the claim, or the claim FAILED, and such claims are known not to count."""
    if step is EndStep.LET_LAPSE:
        return not look.services.settings.counts_unsuccessful_claims
    return claim.state is State.CANDIDATE and not claim.sent_at


def _described(look: Look, claim: Claim) -> PhoneNumber | None:
    if claim.state is State.CANDIDATE:
        return look.connect.find(claim.known_as)
    return look.connect.describe(claim.phone_number_arn) if claim.phone_number_arn else None


def _forget(look: Look, claim: Claim, number: PhoneNumber | None) -> None:
    """Forget a claim. If its number is gone, the number counts as held no longer."""
    if claim.known_as and number is None and claim.phone_number_arn:
        # A page of a search may still show the number. A claim of it would be refused, and may count.
        look.leases.keep_from_all(claim.known_as, claim.claim_id, FRESH_SECONDS)
    elif claim.known_as:
        look.leases.end(claim.known_as, claim.claim_id)
    if number is not None or not claim.phone_number_arn:
        look.record.remove(claim.claim_id)
        return
    instance_arn = look.targets.instance_or_itself(claim.target_arn)
    look.quotas.forget(claim.known_as, instance_arn, lambda writes: look.record.remove(claim.claim_id, *writes))


def _give_back(look: Look, claim: Claim) -> None:
    """End the ownership of an adopted number. The number stays claimed.

    It keeps its flow. If CloudFormation was never given the number, it gets back the flow that it had before.
    """
    for place, flow in {} if claim.given_in else claim.flows_found.items():
        region_and_instance = place.split("/")
        if flow:
            look.connect.associate(claim.phone_number_arn, ContactFlowArn.parse(flow))
        else:
            look.connect.disassociate(claim.phone_number_arn, *region_and_instance)
    take_tags_off(look, claim)


def _release_or_park(look: Look, claim: Claim, number: PhoneNumber, ending: Ending) -> None:
    """End a number in the first way that is possible."""
    instance_arn = look.targets.instance_of(number.target_arn)
    parking_target_arn = look.services.settings.parking_target_arn
    place = parking_place(instance_arn, parking_target_arn, target_is_of_stack=ending.target_is_of_stack)
    is_there = look.targets.is_at(number.target_arn, place)
    if claim.moving_to == place and is_there:
        # An earlier step moved the number there to park it.
        park(look, claim, number, place)
        return
    ways = ways_to_end(claim, ending, has_parking_place=bool(place))
    for way in ways:
        try:
            _take(look, claim, number, way, place)
        except PhoneNumberError as refused:
            # The next way is safe where nothing was sent, or only the move to the parking place.
            goes_on = way is Way.PARK and not is_there
            if isinstance(refused, QuotaExceededError):
                goes_on = True
                metrics.emit(instance_arn, {**refused.use.counts(), "NumbersNotReleased": 1}, look.now)
            if way is ways[-1] or not goes_on:
                raise
            _log.warning("One way to end the number is not possible", extra={"way": way.value, "why": str(refused)})
        else:
            return


def _take(look: Look, claim: Claim, number: PhoneNumber, way: Way, place: str) -> None:
    match way:
        case Way.RELEASE_KEEPING_ONE:
            _release(look, _reserve(look, claim, number, leaving=1), number)
        case Way.RELEASE:
            _release(look, _reserve(look, claim, number), number)
        case Way.PARK:
            park(look, claim, number, place)
        case Way.PARK_IN_PLACE:
            park(look, claim, number, number.target_arn)


def _reserve(look: Look, claim: Claim, number: PhoneNumber, *, leaving: int = 0, earlier: int = 0) -> Claim:
    """Reserve the release of a number, and return the claim as it is recorded then."""
    spending = look.spending(CountedOperation.RELEASE, claim.known_as, number.target_arn, look.now)
    spending = replace(spending, leaving=leaving, earlier=earlier)
    token = claim.client_token
    if claim.state is not State.RELEASING:
        token = client_token(look.operation.key, "release", claim.phone_number_arn)
    releasing = replace(claim, state=State.RELEASING, client_token=token, reserved_at=spending.at)
    look.quotas.reserve(spending, lambda writes: look.record.save(releasing, *writes))
    return releasing


def _reserved_again(look: Look, claim: Claim, number: PhoneNumber) -> Claim:
    """The claim for a release that is sent again. If it was reserved long ago, it counts from now."""
    if look.now - claim.reserved_at < SENT_WITHIN // 2:
        return claim
    return _reserve(look, claim, number, earlier=claim.reserved_at)


def _release(look: Look, claim: Claim, number: PhoneNumber, *, is_repeated: bool = False) -> None:
    """Send a release that is reserved, and wait until the number is gone."""
    try:
        look.connect.release(claim.phone_number_arn, claim.client_token)
    except PhoneNumberError:
        if is_repeated:
            # The release that was sent before may have taken effect.
            raise
        # This release had no effect: it does not count, and the number is held.
        held = replace(claim, state=State.HELD, reserved_at=0, client_token="")
        spending = look.spending(CountedOperation.RELEASE, claim.known_as, number.target_arn, claim.reserved_at)
        look.quotas.take_back(spending, lambda writes: look.record.save(held, *writes))
        raise
    look.connect.await_description()
    look.services.sleep(SLEPT_SECONDS)
    if look.connect.describe(claim.phone_number_arn) is not None:
        raise TryAgainLater(f"{claim.phone_number} is being released", LOOK_AGAIN_AFTER_RELEASE)
    _forget(look, claim, None)
