"""From a claim in any state to no number and no record of it."""

from __future__ import annotations

import logging

from .core.claim import Claim, ClaimStatus
from .core.identity import client_token, owner
from .errors import TryAgainLater
from .operation import Operation
from .phone_number import PhoneNumber

UNANSWERED_SECONDS = 60
"""How long a claim whose answer is not known may still take effect, or stay out of ListPhoneNumbersV2."""

_log = logging.getLogger(__name__)


def release(operation: Operation, claim: Claim) -> None:
    """End a claim: release its number, if it got one, wait until that is gone, forget the claim.

    A FAILED claim's number is not released: it lapses by itself within a day, and a release might cost budget.
    https://docs.aws.amazon.com/connect/latest/APIReference/API_PhoneNumberStatus.html

    Raises:
        TryAgainLater: it is not over yet.
        PhoneNumberError: the service refused the release.
    """
    if claim.status is ClaimStatus.CANDIDATE:
        claim = _look_for_answer(operation, claim)
    number = operation.connect.describe(claim.phone_number_arn) if claim.phone_number_arn else None
    if number is not None and _is_to_be_released(operation, claim, number):
        if claim.status is not ClaimStatus.RELEASING:
            token = client_token(operation.request.request_id, "release", claim.phone_number_arn)
            claim = operation.record.save(claim.releasing(token))
        operation.connect.release(claim.phone_number_arn, claim.client_token)
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
    return claim


def _is_to_be_released(operation: Operation, claim: Claim, number: PhoneNumber) -> bool:
    holder = owner(number.tags)
    if holder is not None and holder != operation.resource:
        _log.warning(
            "The number has another owner now and is not released",
            extra={"phone_number_arn": number.phone_number_arn, "owner": str(holder)},
        )
        return False
    if number.status == "IN_PROGRESS":
        raise TryAgainLater(f"{number.phone_number} is IN_PROGRESS")
    # A number that was CLAIMED once and says FAILED failed to move: it is held.
    return not (number.status == "FAILED" and claim.status in (ClaimStatus.CANDIDATE, ClaimStatus.REQUESTED))
