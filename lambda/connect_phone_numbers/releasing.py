"""From a claim in any state to no record of it: its number released, or parked where a release must not be."""

from __future__ import annotations

import logging
from dataclasses import replace

from . import metrics
from .core.arn import ContactFlowArn
from .core.claim import Claim, ClaimStatus
from .core.identity import PARKED_TAG, client_token, owner
from .core.quota import CountedOperation
from .core.release_policy import ReleasePolicy
from .errors import PhoneNumberError, QuotaExceededError, TryAgainLater
from .operation import Operation
from .parking import ParkedNumber, emit_parked, leave
from .phone_number import PhoneNumber
from .quotas import LATENESS_SECONDS, Reservation, Spending, refund
from .table import TransactionConflictError

UNANSWERED_SECONDS = 60
"""How long a claim whose answer is not known may still take effect, or stay out of ListPhoneNumbersV2."""

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
    if number is not None and claim.taken_over and not claim.reported_in:
        _give_back(operation, claim, number)
    elif number is not None and _is_to_be_ended(operation, claim, number):
        decided = _decide(operation, claim)
        if decided is None:
            _park(operation, claim, number)
            return
        claim = decided
        _send(operation, claim)
        if operation.connect.describe(claim.phone_number_arn) is not None:
            raise TryAgainLater(f"{claim.phone_number} is being released")
    if claim.phone_number:
        operation.ledger.end_lease(claim.phone_number, claim.claim_id)
    operation.record.remove(claim.claim_id)


def _look_for_answer(operation: Operation, claim: Claim) -> Claim:
    """Find out whether a claim took effect whose answer nobody saw."""
    held = operation.connect.find(claim.phone_number, claim.target_arn)
    if held is not None and operation.resource.owns(held.tags):
        return operation.record.save(claim.requested(held.phone_number_id, held.phone_number_arn))
    if operation.now - claim.sent_at < UNANSWERED_SECONDS:
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


def _decide(operation: Operation, claim: Claim) -> Claim | None:
    """The claim with its release reserved and recorded; None where its number is to be parked."""
    policy = operation.request.release_policy
    is_reserved = claim.status is ClaimStatus.RELEASING and operation.now - claim.reserved_at < LATENESS_SECONDS
    # A number that was parked, and whose new resource came to nothing, goes back to where it was.
    if not is_reserved and (policy is ReleasePolicy.PARK or (claim.adopted and not claim.reported_in)):
        return None
    instance_arn = operation.quotas.instance_at(claim.target_arn)
    # The last operation of the budget is kept for a claim: who released with it would be left without a number and
    # without a way to get one. A number that is parked can be had again.
    leaving = 0 if policy is ReleasePolicy.RELEASE else 1
    spending = Spending(
        CountedOperation.RELEASE, claim.phone_number, instance_arn, operation.resource, operation.now, leaving
    )
    try:
        if is_reserved:
            operation.quotas.check_again(spending)
            return claim
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


def _reserve(operation: Operation, claim: Claim, spending: Spending) -> Claim:
    token = client_token(operation.request.request_id, "release", claim.phone_number_arn)

    def save(reservation: Reservation) -> Claim:
        reserved = claim.releasing(token).reserved(reservation.key, operation.now)
        return operation.record.save(reserved, *reservation.writes)

    return operation.quotas.spend(spending, save)


def _send(operation: Operation, claim: Claim) -> None:
    try:
        operation.connect.release(claim.phone_number_arn, claim.client_token)
    except PhoneNumberError:
        # Refused for certain: the budget is not spent, and the number is held.
        instance_arn = operation.quotas.instance_at(claim.target_arn)
        held = replace(claim, status=ClaimStatus.CLAIMED, reservation="", client_token="")
        try:
            operation.record.save(held, refund(instance_arn, claim.reservation))
        except TransactionConflictError as conflict:
            raise TryAgainLater("the refund of a refused release") from conflict
        raise


def _give_back(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    """Let go of a number that others claimed, and that did not become the resource's in the end."""
    ours = sorted({*claim.tag_keys, *operation.resource.owner_tags(claim.claim_id)} & set(number.tags))
    if ours:
        operation.connect.untag(claim.phone_number_arn, ours)


def _park(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    """Keep a number for a later resource: without flows, without owner, on the ledger's list."""
    for contact_flow_arn in claim.contact_flows.values():
        operation.connect.disassociate(claim.phone_number_arn, ContactFlowArn.parse(contact_flow_arn))
    operation.connect.tag(claim.phone_number_arn, {PARKED_TAG: str(operation.now)})
    ours = {*claim.tag_keys, *operation.resource.owner_tags(claim.claim_id)} - {PARKED_TAG}
    surplus = sorted(ours & set(number.tags))
    if surplus:
        operation.connect.untag(claim.phone_number_arn, surplus)
    instance_arn = operation.quotas.instance_at(claim.target_arn)
    parked = ParkedNumber.from_claim(claim, instance_arn, operation.now)
    try:
        operation.record.remove(claim.claim_id, leave(parked))
    except TransactionConflictError as conflict:
        raise TryAgainLater("the list of parked numbers") from conflict
    _log.warning("The number is parked", extra={"phone_number": claim.phone_number, "instance_arn": instance_arn})
    emit_parked(operation.parked, instance_arn, operation.now)
