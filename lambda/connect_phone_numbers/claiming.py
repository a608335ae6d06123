"""From a wanted number to a CLAIMED one, a recorded step at a time."""

from __future__ import annotations

import logging
from dataclasses import replace

from .adopting import adopt
from .connect import ClaimRefusedError
from .core import failed_claim
from .core.claim import Claim, ClaimStatus
from .core.identity import STACK_ID_TAG, client_token, owner
from .core.patience import DESCRIBED_WITHIN, LISTED_WITHIN
from .core.properties import Properties
from .core.quota import CountedOperation
from .core.selection import ExactPhoneNumber, PhoneNumberSearch
from .errors import (
    ClaimFailedError,
    NoPhoneNumberAvailableError,
    NotTheOwnerError,
    PhoneNumberError,
    PhoneNumberGoneError,
    QuotaExceededError,
    TryAgainLater,
)
from .operation import Operation
from .operations import Reservation, Spending, confirmation, refund
from .phone_number import PhoneNumber
from .search_pages import FRESH_SECONDS
from .table import TransactionConflictError
from .taking_over import take_over
from .target import await_target

LOST_RACES = 10
"""Candidates of one search that may be lost to others before the operation fails."""
LEASE_SECONDS = 900
"""How long a candidate stays reserved. Longer than a claim takes, short enough to outlive a crash by little."""
SETTLE_SECONDS = 3
"""From a claim to the first look at its status."""

_log = logging.getLogger(__name__)


def claim_number(operation: Operation, claim: Claim, properties: Properties) -> tuple[Claim, PhoneNumber]:
    """Bring a claim to CLAIMED, from wherever it is.

    Returns:
        The claim as recorded, and the number as the service just described it.

    Raises:
        TryAgainLater: the next step can't be taken yet.
        NoPhoneNumberAvailableError: nothing was claimed.
        ClaimFailedError: the service said FAILED.
        PhoneNumberGoneError: a number that was CLAIMED is not there any more.
        NotTheOwnerError: its tags name another owner now.
    """
    # A candidate that this call finds recorded may have been claimed, by a call whose answer nobody saw.
    is_sent = claim.status is ClaimStatus.CANDIDATE
    while True:
        if claim.status is ClaimStatus.CHOOSING:
            claim, is_sent = _choose(operation, claim, properties), False
        elif claim.status is ClaimStatus.CANDIDATE:
            claim = _claim_again(operation, claim, properties) if is_sent else _claim(operation, claim, properties)
        else:
            is_sent = False
            number = operation.connect.describe(claim.phone_number_arn)
            if _is_lost(operation, claim, number):
                claim = operation.record.save(claim.refused())
                continue
            if number is None:
                raise _absent(operation, claim)
            _require_owner(operation, claim, number)
            claim = _after_description(operation, claim, number)
            if claim.status is ClaimStatus.CLAIMED:
                return claim, number


def _choose(operation: Operation, claim: Claim, properties: Properties) -> Claim:
    """Adopt a parked number, or reserve a candidate and record it with its token before anything is sent."""
    target_arn = properties.target.value
    candidate = _reserve(operation, claim, [claim.phone_number] if claim.phone_number else [])
    if candidate is None or claim.target_arn != target_arn:
        await_target(operation, properties.target)
        adopted = adopt(operation, claim, properties)
        if adopted is not None:
            return adopted
        if isinstance(properties.selection, PhoneNumberSearch):
            candidate = _search(operation, claim, target_arn, properties.selection)
        elif properties.take_over:
            return take_over(operation, claim, properties, properties.selection.phone_number)
        else:
            candidate = _reserve_exact(operation, claim, properties.selection)
    try:
        operation.connect.await_claim()
    except TryAgainLater:
        # Many are claiming; this one keeps its place in the row, and its candidate.
        operation.record.save(replace(claim, phone_number=candidate, target_arn=target_arn))
        raise
    return _reserve_claim(operation, claim, candidate, target_arn)


def _reserve_claim(operation: Operation, claim: Claim, candidate: str, target_arn: str) -> Claim:
    """Record a candidate with its token, together with the reservation of the budget for its claim.

    Raises:
        QuotaExceededError: a quota does not allow the claim.
    """
    token = client_token(operation.request.request_id, claim.claim_id, candidate, str(claim.attempt))
    chosen = claim.with_candidate(candidate, target_arn, token)
    try:
        return _spend(operation, chosen)
    except QuotaExceededError:
        operation.ledger.end_lease(candidate, claim.claim_id)
        raise


def _spend(operation: Operation, claim: Claim, key: str = "") -> Claim:
    """Record a candidate with the reservation of its claim, or of the claim's repetition where it has a key."""
    instance_arn = operation.quotas.instance_of(claim.target_arn)

    def save(reservation: Reservation) -> Claim:
        return operation.record.save(claim.reserved(reservation.key, operation.now), *reservation.writes)

    kind = CountedOperation.CLAIM
    spending = Spending(kind, claim.phone_number, instance_arn, operation.resource, operation.now)
    return operation.quotas.spend(spending, save, key)


def _search(operation: Operation, claim: Claim, target_arn: str, search: PhoneNumberSearch) -> str:
    found = False
    # A page that was read before the last refusal would show the number that was refused.
    since = claim.sent_at if claim.rejected else 0
    for page in operation.search_pages.of(target_arn, search, operation.now, since):
        numbers = [number for number in page if number not in claim.rejected]
        found = found or bool(numbers)
        candidate = _reserve(operation, claim, numbers)
        if candidate is not None:
            return candidate
    if found:
        raise TryAgainLater(f"other resources are claiming every {search} that was found")
    raise NoPhoneNumberAvailableError(
        f"No {search} is available for {target_arn}. Try other prefixes, another type or country, or ask AWS Support "
        "for numbers there."
    )


def _reserve_exact(operation: Operation, claim: Claim, selection: ExactPhoneNumber) -> str:
    candidate = _reserve(operation, claim, [selection.phone_number])
    if candidate is None:
        raise TryAgainLater(f"another resource is claiming {selection.phone_number}")
    return candidate


def _reserve(operation: Operation, claim: Claim, numbers: list[str]) -> str | None:
    """The first number that no other claim has reserved, reserved for this one."""
    leased = operation.ledger.leased(numbers, claim.claim_id)
    for number in numbers:
        if number not in leased and operation.ledger.lease(number, claim.claim_id, LEASE_SECONDS):
            return number
    return None


def _claim(operation: Operation, claim: Claim, properties: Properties) -> Claim:
    """Send the claim of a candidate for the first time."""
    try:
        requested = _send(operation, claim, properties)
    except ClaimRefusedError as refusal:
        return _after_refusal(operation, claim, properties, str(refusal))
    except PhoneNumberError:
        _take_back(operation, claim, claim.withdrawn())
        operation.ledger.end_lease(claim.phone_number, claim.claim_id)
        raise
    # Not within the above: where this is refused, the claim has taken effect.
    operation.record.save(requested)
    raise _requested(requested)


def _claim_again(operation: Operation, claim: Claim, properties: Properties) -> Claim:
    """Send the claim of a candidate with the same token once more; a refusal says nothing of the time before."""
    operation.connect.await_claim()
    reserved_at = claim.reserved_at
    claim = _spend(operation, claim, claim.reservation)
    try:
        requested = _send(operation, claim, properties)
    except ClaimRefusedError as refusal:
        held = operation.connect.find(claim.phone_number)
        if held is not None and operation.resource.owns(held.tags):
            return operation.record.save(claim.requested(held.phone_number_id, held.phone_number_arn))
        if operation.now - reserved_at < LISTED_WITHIN:
            operation.record.save(replace(claim, reserved_at=reserved_at))
            raise TryAgainLater(f"the claim of {claim.phone_number} may have taken effect") from refusal
        return _after_refusal(operation, claim, properties, str(refusal))
    operation.record.save(requested)
    raise _requested(requested)


def _requested(claim: Claim) -> TryAgainLater:
    # The status takes a while to settle: to ask at once would only spend the account's requests.
    return TryAgainLater(f"{claim.phone_number} was requested", after=SETTLE_SECONDS)


def _send(operation: Operation, claim: Claim, properties: Properties) -> Claim:
    """Send a claim; the claim as it is to be recorded then."""
    tags = {**properties.tags, **operation.resource.owner_tags(claim.claim_id)}
    phone_number_id, phone_number_arn = operation.connect.claim(
        claim.phone_number, claim.target_arn, properties.description, tags, claim.client_token
    )
    requested = claim.requested(phone_number_id, phone_number_arn)
    return replace(requested, tag_keys=tuple(sorted(tags)))


def _after_refusal(operation: Operation, claim: Claim, properties: Properties, reason: str) -> Claim:
    """Go on to the next candidate, if there may be one."""
    _log.info(
        "Claim refused",
        extra={"phone_number": claim.phone_number, "target_arn": claim.target_arn, "reason": reason},
    )
    refused = _take_back(operation, claim, claim.refused())
    if isinstance(properties.selection, ExactPhoneNumber):
        operation.ledger.end_lease(claim.phone_number, claim.claim_id)
        raise NoPhoneNumberAvailableError(_why_not(claim, operation.connect.find(claim.phone_number), reason))
    _leave(operation, claim)
    if len(refused.rejected) >= LOST_RACES:
        raise NoPhoneNumberAvailableError(
            f"{len(refused.rejected)} numbers found by the search for a {properties.selection} were refused to "
            f"{claim.target_arn}, the last one, {claim.phone_number}, with: {reason} Deploy again, or widen the search."
        )
    return refused


def _take_back(operation: Operation, claim: Claim, withdrawn: Claim) -> Claim:
    """Record that a candidate was refused for certain: there is nothing to wait for, to release, or to count."""
    instance_arn = operation.quotas.instance_of(claim.target_arn)
    try:
        withdrawn = operation.record.save(withdrawn, refund(instance_arn, claim.reservation))
    except TransactionConflictError as conflict:
        raise TryAgainLater(f"the refund of the refused claim of {claim.phone_number}") from conflict
    return withdrawn


def _leave(operation: Operation, claim: Claim) -> None:
    """End the reservation of a number that nobody can claim any more, once no search's page shows it any more."""
    operation.ledger.lease(claim.phone_number, claim.claim_id, FRESH_SECONDS)


def _why_not(claim: Claim, held: PhoneNumber | None, reason: str) -> str:
    if held is None:
        return (
            f"{claim.phone_number} can't be claimed for {claim.target_arn}: {reason} Somebody else holds it, or it was "
            "released in the last 180 days, or the target is not there. Choose another number, or use a search."
        )
    holder = owner(held.tags)
    return (
        f"{claim.phone_number} is already claimed to {held.target_arn}, "
        + (f"by {holder}" if holder else "and no stack owns it")
        + ". Choose another number, or use a search."
    )


def _after_description(operation: Operation, claim: Claim, number: PhoneNumber) -> Claim:
    if number.status == "IN_PROGRESS":
        raise TryAgainLater(f"{number.phone_number} is IN_PROGRESS")
    if claim.status is ClaimStatus.CLAIMED:
        return claim
    if number.status == "FAILED":
        return _after_failure(operation, claim, number)
    _leave(operation, claim)
    claimed = claim.claimed(number.country_code, number.number_type)
    if not claim.reservation:
        # Rebuilt from the number's tags: which operation it was is not known.
        return operation.record.save(claimed)
    instance_arn = operation.quotas.instance_of(claim.target_arn)
    try:
        return operation.record.save(claimed, confirmation(instance_arn, claim.reservation))
    except TransactionConflictError as conflict:
        if not conflict.failed:
            raise TryAgainLater("the history is being written by another") from conflict
        # The operation is not in the ledger any more; the claim is what matters.
        return operation.record.save(claimed)


def _is_lost(operation: Operation, claim: Claim, number: PhoneNumber | None) -> bool:
    """Whether a number just adopted is not to be had after all: released, or given to somebody, behind our back."""
    if claim.reported_in or not (claim.adopted or claim.taken_over):
        return False
    holder = None if number is None else owner(number.tags)
    return number is None or holder not in (None, operation.resource)


def _require_owner(operation: Operation, claim: Claim, number: PhoneNumber) -> None:
    holder = owner(number.tags)
    if claim.status is ClaimStatus.CLAIMED and holder not in (None, operation.resource):
        raise NotTheOwnerError(
            f"{number.phone_number} ({number.phone_number_arn}) is owned by {holder} now, by its tags, and is not "
            f"changed. Give it back to {operation.resource} by the tag {STACK_ID_TAG}, or remove this resource: that "
            "does not release it."
        )


def _absent(operation: Operation, claim: Claim) -> Exception:
    if claim.status is ClaimStatus.CLAIMED:
        return PhoneNumberGoneError(
            f"{claim.phone_number} ({claim.phone_number_arn}) was released outside of this stack and can't come back. "
            "To get another number, ask for another exact number or search, or give the construct another id."
        )
    if operation.now - claim.sent_at < DESCRIBED_WITHIN:
        return TryAgainLater(f"{claim.phone_number} has not appeared yet")
    return ClaimFailedError(
        f"Amazon Connect accepted the claim of {claim.phone_number} for {claim.target_arn}, but "
        f"{claim.phone_number_arn} has not appeared within {DESCRIBED_WITHIN} s. The account may be at its limit of "
        "phone numbers, or blocked: ask AWS Support before deploying again."
    )


def _after_failure(operation: Operation, claim: Claim, number: PhoneNumber) -> Claim:
    attempts = claim.attempt + 1
    _log.warning(
        "Claim failed",
        extra={"phone_number": number.phone_number, "attempts": attempts, "reason": number.status_message},
    )
    if failed_claim.is_worth_another_attempt(number.status_message, attempts):
        operation.connect.await_claim()
        return _reserve_claim(operation, replace(claim, attempt=attempts), claim.phone_number, claim.target_arn)
    raise ClaimFailedError(
        f"Amazon Connect could not claim {number.phone_number} for {claim.target_arn}: {number.status_message} "
        f"{failed_claim.advice(number.status_message)}"
    )
