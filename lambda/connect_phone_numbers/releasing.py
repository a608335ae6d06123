"""From a claim in any state to no record of it: its number released, or parked where a release must not be."""

from __future__ import annotations

import logging
from dataclasses import replace

from . import metrics
from .core.claim import Claim, ClaimStatus
from .core.identity import PARKED_TAG, client_token, owner
from .core.patience import DESCRIBED_WITHIN, LISTED_WITHIN
from .core.quota import CountedOperation
from .core.release_policy import ReleasePolicy
from .core.selection import ExactPhoneNumber
from .errors import PhoneNumberError, QuotaExceededError, TryAgainLater
from .operation import Operation
from .operations import Reservation, Spending, refund
from .parking import ParkedNumber, emit_parked, leave
from .phone_number import PhoneNumber
from .table import TransactionConflictError

_log = logging.getLogger(__name__)


def release(operation: Operation, claim: Claim) -> None:
    """End a claim: release or park its number, if it got one, wait until that is done, forget the claim.

    A FAILED claim's number is not released: it lapses by itself within a day, and a release might cost budget.
    https://docs.aws.amazon.com/connect/latest/APIReference/API_PhoneNumberStatus.html

    Raises:
        TryAgainLater: it is not over yet.
        QuotaExceededError: the budget does not allow the release, and the release policy does not allow to park.
        PhoneNumberError: the service refused the release.
    """
    if claim.status is ClaimStatus.CANDIDATE:
        claim = _look_for_answer(operation, claim)
    number = operation.connect.describe(claim.phone_number_arn) if claim.phone_number_arn else None
    if number is None:
        _expect_nothing(operation, claim)
    elif claim.taken_over and not (claim.reported_in and operation.request.release_taken_over):
        _give_back(operation, claim, number)
    elif _is_to_be_ended(operation, claim, number):
        decided = _decide(operation, claim, number)
        if decided is None:
            _park(operation, claim, number)
            return
        claim = decided
        _send(operation, claim, number)
        if operation.connect.describe(claim.phone_number_arn) is not None:
            raise TryAgainLater(f"{claim.phone_number} is being released")
    candidate = claim.phone_number or _asked_for(operation, claim)
    if candidate:
        operation.ledger.end_lease(candidate, claim.claim_id)
    operation.record.remove(claim.claim_id)


def _asked_for(operation: Operation, claim: Claim) -> str:
    """The exact number of a claim without a candidate: it may be reserved though that is not recorded yet."""
    for selection in (operation.request.selection, operation.request.old_selection):
        if isinstance(selection, ExactPhoneNumber) and operation.resource.claim_id(selection) == claim.claim_id:
            return selection.phone_number
    return ""


def _expect_nothing(operation: Operation, claim: Claim) -> None:
    if claim.status is ClaimStatus.REQUESTED and operation.now - claim.sent_at < DESCRIBED_WITHIN:
        raise TryAgainLater(f"{claim.phone_number} was requested and may still appear")


def _look_for_answer(operation: Operation, claim: Claim) -> Claim:
    """Find out whether a claim took effect whose answer nobody saw."""
    held = operation.connect.find(claim.phone_number)
    if held is not None and operation.resource.owns(held.tags):
        return operation.record.save(claim.requested(held.phone_number_id, held.phone_number_arn))
    if operation.now - claim.sent_at < LISTED_WITHIN:
        raise TryAgainLater(f"the claim of {claim.phone_number} may still take effect")
    # Its reservation stays: the claim may have been sent and FAILED, and whether that counts is not known.
    return claim


def _is_to_be_ended(operation: Operation, claim: Claim, number: PhoneNumber) -> bool:
    holder = owner(number.tags)
    if holder is not None and holder != operation.resource:
        _log.warning(
            "The number has another owner now and is not released",
            extra={"phone_number_arn": number.phone_number_arn, "owner": str(holder)},
        )
        return False
    if number.status == "IN_PROGRESS" and claim.status is not ClaimStatus.RELEASING:
        raise TryAgainLater(f"{number.phone_number} is IN_PROGRESS")
    # A number that was CLAIMED once and says FAILED failed to move: it is held.
    return not (number.status == "FAILED" and claim.status in (ClaimStatus.CANDIDATE, ClaimStatus.REQUESTED))


def _decide(operation: Operation, claim: Claim, number: PhoneNumber) -> Claim | None:
    """The claim with its release reserved and recorded; None where its number is to be parked."""
    policy = operation.request.release_policy
    is_reserved = claim.status is ClaimStatus.RELEASING
    if not is_reserved and _is_rather_parked(claim, policy):
        return None
    # The last operation of the budget is kept for a claim: who released with it would be left without a number and
    # without a way to get one. A number that is parked can be had again.
    leaving = 0 if policy is ReleasePolicy.RELEASE else 1
    instance_arn = operation.quotas.instance_of(number.target_arn)
    spending = Spending(
        CountedOperation.RELEASE, claim.phone_number, instance_arn, operation.resource, operation.now, leaving
    )
    try:
        return _reserve(operation, claim, spending)
    except QuotaExceededError as refused:
        if policy is ReleasePolicy.RELEASE:
            raise
        _log.warning(
            "The number is parked: the budget does not allow its release",
            extra={"phone_number": claim.phone_number, "instance_arn": instance_arn, "why": str(refused)},
        )
        metrics.emit(instance_arn, {**refused.use.counts(), "NumbersNotReleased": 1}, operation.now)
        return None


def _is_rather_parked(claim: Claim, policy: ReleasePolicy) -> bool:
    if policy is not ReleasePolicy.RELEASE and claim.retained:
        # It was kept on purpose when its resource went the first time; nobody may have meant it to go the second time.
        return True
    # A number that was parked, and whose new resource came to nothing, goes back to where it was.
    return policy is ReleasePolicy.PARK or (claim.adopted and not claim.reported_in)


def _reserve(operation: Operation, claim: Claim, spending: Spending) -> Claim:
    is_repeated = claim.status is ClaimStatus.RELEASING
    token = client_token(operation.request.request_id, "release", claim.phone_number_arn)
    releasing = claim if is_repeated else claim.releasing(token)

    def save(reservation: Reservation) -> Claim:
        return operation.record.save(releasing.reserved(reservation.key, operation.now), *reservation.writes)

    return operation.quotas.spend(spending, save, claim.reservation if is_repeated else "")


def _send(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    try:
        operation.connect.release(claim.phone_number_arn, claim.client_token)
    except PhoneNumberError:
        # Refused for certain: the budget is not spent, and the number is held.
        instance_arn = operation.quotas.instance_of(number.target_arn)
        held = replace(claim, status=ClaimStatus.CLAIMED, reservation="", client_token="")
        try:
            operation.record.save(held, refund(instance_arn, claim.reservation))
        except TransactionConflictError as conflict:
            raise TryAgainLater("the refund of a refused release") from conflict
        raise


def _give_back(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    """Let go of a number that others claimed: it stays, with its flow, for anybody to take over."""
    if operation.resource.owns(number.tags):
        operation.connect.untag(claim.phone_number_arn, _our_tags(operation, claim, number))


def _park(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    """Keep a number for a later resource: without flows, without owner, on the ledger's list."""
    # What was moved since has left its flows behind.
    for place in claim.contact_flows if number.target_arn == claim.target_arn else ():
        operation.connect.disassociate(claim.phone_number_arn, *place.split("/"))
    # Off before on: a number has 50 tags at most.
    ours = _our_tags(operation, claim, number)
    if ours:
        operation.connect.untag(claim.phone_number_arn, ours)
    now = operation.now
    operation.connect.tag(claim.phone_number_arn, {PARKED_TAG: str(now)})
    instance_arn = operation.quotas.instance_of(number.target_arn)
    all_parked = operation.parked.all()
    try:
        operation.record.remove(claim.claim_id, leave(ParkedNumber.of(number, instance_arn, now)))
    except TransactionConflictError as conflict:
        raise TryAgainLater("the list of parked numbers") from conflict
    _log.warning("The number is parked", extra={"phone_number": claim.phone_number, "instance_arn": instance_arn})
    emit_parked(all_parked, instance_arn, 1, now)


def _our_tags(operation: Operation, claim: Claim, number: PhoneNumber) -> list[str]:
    ours = {*claim.tag_keys, *operation.resource.owner_tags(claim.claim_id)} - {PARKED_TAG}
    return sorted(ours & set(number.tags))
