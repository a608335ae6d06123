"""Ending a claim: the table of `decisions.ending`, carried out. Every claim that comes here is marked as doomed."""

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
from ..quota.reservation import Spending
from .look import Look
from .parking import park, take_tags_off
from .search_pages import FRESH_SECONDS

_log = logging.getLogger(__name__)


def end(look: Look, claim: Claim) -> None:
    """End a claim as the operation says, and forget it.

    Raises:
        TryAgainLater: it is not over.
        QuotaExceededError: the budget does not allow the release, and the number may not be parked.
        PhoneNumberError: the service refused.
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
        case EndStep.LET_LAPSE if number is not None and not look.services.settings.counts_unsuccessful_claims:
            spending = replace(_spending(look, claim, number, claim.reserved_at), kind=CountedOperation.CLAIM)
            look.leases.end(claim.known_as, claim.claim_id)
            look.quotas.take_back(spending, lambda writes: look.record.remove(claim.claim_id, *writes))
        case EndStep.LEAVE | EndStep.LET_LAPSE | EndStep.FORGET:
            if decision.step is EndStep.LEAVE:
                _log.warning(
                    "The number has another owner now and is not released",
                    extra={"phone_number_arn": claim.phone_number_arn},
                )
            _forget(look, claim, number)
        case _:
            raise AssertionError(decision.step)


def _described(look: Look, claim: Claim) -> PhoneNumber | None:
    if claim.state is State.CANDIDATE:
        return look.connect.find(claim.known_as)
    return look.connect.describe(claim.phone_number_arn) if claim.phone_number_arn else None


def _forget(look: Look, claim: Claim, number: PhoneNumber | None) -> None:
    """Forget a claim; where its number is gone, it counts as held no longer."""
    if claim.known_as and number is None and claim.phone_number_arn:
        # A search's page may still show it, and a claim of it would be refused, and count.
        look.leases.keep_from_all(claim.known_as, claim.claim_id, FRESH_SECONDS)
    elif claim.known_as:
        look.leases.end(claim.known_as, claim.claim_id)
    if number is not None or not claim.phone_number_arn:
        look.record.remove(claim.claim_id)
        return
    instance_arn = look.quotas.instance_or_itself(claim.target_arn)
    look.quotas.forget(claim.known_as, instance_arn, lambda writes: look.record.remove(claim.claim_id, *writes))


def _give_back(look: Look, claim: Claim) -> None:
    """Let go of a number that others claimed: it stays, for anybody to adopt.

    It keeps its flow; where CloudFormation was never given the number, it has the flow that was found with it.
    """
    for place, flow in {} if claim.given_in else claim.flows_found.items():
        region_and_instance = place.split("/")
        if flow:
            look.connect.associate(claim.phone_number_arn, ContactFlowArn.parse(flow))
        else:
            look.connect.disassociate(claim.phone_number_arn, *region_and_instance)
    take_tags_off(look, claim)


def _release_or_park(look: Look, claim: Claim, number: PhoneNumber, ending: Ending) -> None:
    """Take the first way to end the number that is possible."""
    place = parking_place(
        look.quotas.instance_of(number.target_arn),
        look.services.settings.parking_target_arn,
        target_is_of_stack=ending.target_is_of_stack,
    )
    is_there = look.quotas.is_at(number.target_arn, place)
    if claim.moving_to == place and is_there:
        # It was moved there to be parked.
        park(look, claim, number, place)
        return
    refusal: PhoneNumberError | None = None
    for way in ways_to_end(claim, ending, has_parking_place=bool(place)):
        if way is Way.REFUSE and refusal is not None:
            raise refusal
        try:
            _take(look, claim, number, way, place)
        except PhoneNumberError as refused:
            # Nothing was sent, or only the move to the place where it was to be parked.
            is_move = way is Way.PARK and not is_there
            if not (is_move or isinstance(refused, QuotaExceededError)):
                raise
            refusal = refused
            _log.warning("Not possible", extra={"way": way.value, "why": str(refused)})
            if isinstance(refused, QuotaExceededError):
                counts = {**refused.use.counts(), "NumbersNotReleased": 1}
                metrics.emit(look.quotas.instance_of(number.target_arn), counts, look.now)
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
        case Way.REFUSE:
            raise AssertionError("no way was tried before")


def _spending(look: Look, claim: Claim, number: PhoneNumber, at: int) -> Spending:
    instance_arn = look.quotas.instance_of(number.target_arn)
    return Spending(CountedOperation.RELEASE, claim.known_as, instance_arn, look.resource, at)


def _reserve(look: Look, claim: Claim, number: PhoneNumber, *, leaving: int = 0, earlier: int = 0) -> Claim:
    """The claim, with its release reserved and recorded."""
    spending = replace(_spending(look, claim, number, look.now), leaving=leaving, earlier=earlier)
    releasing = replace(
        claim,
        state=State.RELEASING,
        client_token=claim.client_token
        if claim.state is State.RELEASING
        else client_token(look.operation.key, "release", claim.phone_number_arn),
        reserved_at=spending.at,
    )
    look.quotas.reserve(spending, lambda writes: look.record.save(releasing, *writes))
    return releasing


def _reserved_again(look: Look, claim: Claim, number: PhoneNumber) -> Claim:
    """A release that may have been sent is sent again; where it was reserved long ago, it counts from now."""
    if look.now - claim.reserved_at < SENT_WITHIN // 2:
        return claim
    return _reserve(look, claim, number, earlier=claim.reserved_at)


def _release(look: Look, claim: Claim, number: PhoneNumber, *, is_repeated: bool = False) -> None:
    """Send a release, and wait until the number is gone."""
    try:
        look.connect.release(claim.phone_number_arn, claim.client_token)
    except PhoneNumberError:
        if is_repeated:
            # The one before may have taken effect.
            raise
        # Refused for certain: it does not count, and the number is held.
        held = replace(claim, state=State.HELD, reserved_at=0, client_token="")
        spending = _spending(look, claim, number, claim.reserved_at)
        look.quotas.take_back(spending, lambda writes: look.record.save(held, *writes))
        raise
    look.connect.await_description()
    look.services.sleep(SLEPT_SECONDS)
    if look.connect.describe(claim.phone_number_arn) is not None:
        raise TryAgainLater(f"{claim.phone_number} is being released", LOOK_AGAIN_AFTER_RELEASE)
    _forget(look, claim, None)
