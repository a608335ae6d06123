"""Sending a claim. The claim is reserved and recorded before; its answer is recorded after."""

from __future__ import annotations

import logging
from dataclasses import replace

from ..aws.connect import ClaimRefusedError
from ..errors import AccessDeniedError, NotLookedAtError, PhoneNumberError, ServiceFailedError, TryAgainLater
from ..model.claim import Claim, State
from ..model.identity import client_token, owner
from ..model.patience import LISTED_WITHIN, LOOK_AGAIN_FOR_CLAIM
from ..model.phone_number import PhoneNumber
from ..model.selection import PhoneNumberSearch
from ..properties.properties import Properties
from ..quota.arithmetic import CountedOperation
from ..quota.reservation import Spending
from .look import Look
from .search_pages import FRESH_SECONDS

LOST_RACES = 3
"""After how many refused candidates of one search the operation fails: each refused claim may count."""

_UNHEARD = "The claim was sent twice without an answer, and the number is not among the account's."

_log = logging.getLogger(__name__)


def claim_candidate(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Reserve the claim of a candidate, record it with its token, and send it.

    Raises:
        QuotaExceededError: a quota does not allow the claim. Nothing was sent.
        PhoneNumberError: the claim was refused, and there is no other candidate.
        TryAgainLater: nobody knows whether the claim took effect.
    """
    if not isinstance(properties.selection, PhoneNumberSearch):
        _require_unheld(look, claim)
    claim = _reserve(look, replace(claim, state=State.CANDIDATE))
    try:
        requested = _send(look, claim, properties)
    except ClaimRefusedError as refusal:
        return _after_refusal(look, claim, properties, str(refusal))
    except NotLookedAtError:
        look.record.save(replace(claim, sent_at=0))
        raise
    except PhoneNumberError as refused:
        # A claim that is not allowed does not count. Of any other refusal, that is not known.
        withdraw = _take_back if isinstance(refused, AccessDeniedError) else _record_refused
        withdraw(look, claim, claim.withdrawn())
        look.leases.end(claim.known_as, claim.claim_id)
        raise
    # Outside of the `try`: if this fails, the claim has taken effect all the same.
    return look.record.save(requested)


def _require_unheld(look: Look, claim: Claim) -> None:
    """Check that the instance does not hold the number already. A claim would be refused, and may count.

    Raises:
        PhoneNumberError: the instance holds it.
    """
    if look.quotas.holds(look.targets.instance_of(claim.target_arn), claim.known_as, look.now):
        held = look.connect.find(claim.known_as)
        if held is not None and held.status != "FAILED":
            look.leases.end(claim.known_as, claim.claim_id)
            raise PhoneNumberError(_why_not(claim, held, ""))


def claim_again(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Send the claim of a candidate a second time, with the same token, as the first answer was lost.

    If the second claim is refused, the first may have taken effect all the same. The service may also count both. So
    the second is reserved beside the first. If the budget does not allow that, or the second answer is lost as well,
    the function only looks for the number.

    Raises:
        TryAgainLater: the first claim may have taken effect.
        PhoneNumberError: as `claim_candidate`.
    """
    if not claim.sent_at:
        return claim_candidate(look, claim, properties)
    if not claim.refusal and not claim.reserved_first:
        look.connect.await_claim(claim.known_as)
        first = claim
        try:
            claim = _reserve_again(look, claim)
            requested = _send(look, claim, properties)
        except (NotLookedAtError, AccessDeniedError):
            _repeat_later(look, claim, first)
            raise
        except (ClaimRefusedError, PhoneNumberError) as refusal:
            claim = look.record.save(replace(claim, refusal=str(refusal), sent_at=first.sent_at))
        except ServiceFailedError:
            _repeat_later(look, claim, replace(first, sent_at=claim.sent_at))
            raise
        else:
            return _record_accepted(look, claim, requested)
    held = look.connect.find(claim.known_as)
    if held is not None and look.resource.owns(held.tags):
        return look.record.save(claim.requested(held.phone_number_arn))
    if look.now - claim.sent_at < LISTED_WITHIN:
        raise TryAgainLater(f"the claim of {claim.known_as} may have taken effect", LOOK_AGAIN_FOR_CLAIM)
    return _after_refusal(look, claim, properties, claim.refusal or _UNHEARD)


def claim_anew(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Claim a number again whose claim FAILED. The service keeps it for us for a day. Raises as `claim_candidate`."""
    look.connect.await_claim(claim.known_as)
    attempt = claim.attempt + 1
    token = client_token(look.operation.key, claim.claim_id, claim.known_as, str(attempt))
    anew = replace(claim, attempt=attempt, client_token=token, reserved_first=0)
    if look.services.settings.counts_unsuccessful_claims:
        anew = replace(anew, reserved_at=0)
    return claim_candidate(look, anew, properties)


def end_lease_soon(look: Look, claim: Claim) -> None:
    """End the lease of a number that nobody can claim now, as soon as no page of a search shows it any more."""
    look.leases.take(claim.known_as, claim.claim_id, FRESH_SECONDS)


def _reserve(look: Look, claim: Claim) -> Claim:
    """Record a candidate together with the reservation of its claim."""
    # The history has one operation of a kind and number for each second.
    at = max(look.now, claim.reserved_first + 1)
    spending = replace(_spending(look, claim, at), earlier=claim.reserved_at)
    reserved = replace(claim, reserved_at=spending.at, sent_at=spending.at)
    look.quotas.reserve(spending, lambda writes: look.record.save(reserved, *writes))
    return reserved


def _reserve_again(look: Look, claim: Claim) -> Claim:
    """Record the second sending, reserved beside the first, unless refused claims are known not to count."""
    if look.services.settings.counts_unsuccessful_claims:
        claim = replace(claim, reserved_first=claim.reserved_at, reserved_at=0)
    return _reserve(look, claim)


def _repeat_later(look: Look, claim: Claim, first: Claim) -> None:
    """Record that the service did not look at the second sending: it needs no reservation, and may be tried again."""
    if claim.reserved_first:
        _take_back(look, claim, first)


def _record_accepted(look: Look, claim: Claim, requested: Claim) -> Claim:
    """Record that the second sending was accepted. With the same token, both are one claim, which counts once."""
    if not claim.reserved_first:
        return look.record.save(requested)
    counted_once = replace(requested, reserved_first=0)
    first = _spending(look, claim, claim.reserved_first)
    look.quotas.take_back(first, lambda writes: look.record.save(counted_once, *writes))
    return counted_once


def _spending(look: Look, claim: Claim, at: int) -> Spending:
    return look.spending(CountedOperation.CLAIM, claim.known_as, claim.target_arn, at)


def _send(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Send a claim, and return it as it has to be recorded then."""
    tags = {**properties.tags, **look.resource.owner_tags(claim.claim_id)}
    phone_number_arn = look.connect.claim(
        claim.known_as, claim.target_arn, properties.description, tags, claim.client_token
    )
    return replace(claim.requested(phone_number_arn), tag_keys=tuple(sorted(tags)))


def _after_refusal(look: Look, claim: Claim, properties: Properties, reason: str) -> Claim:
    """Go on to the next candidate of a search; an exact number has none, so its operation fails."""
    _log.info("Claim refused", extra={"phone_number": claim.known_as, "target_arn": claim.target_arn, "reason": reason})
    why = ""
    if not isinstance(properties.selection, PhoneNumberSearch):
        # Recorded first: a step that is cut off below must not send the claim again, as each refused one may count.
        claim = look.record.save(replace(claim, refusal=reason))
        look.leases.end(claim.known_as, claim.claim_id)
        why = _why_not(claim, look.connect.find(claim.known_as), reason)
    refused = replace(claim.refused(), lost_races=claim.lost_races + 1, searched_since=0)
    _record_refused(look, claim, refused)
    if why:
        raise PhoneNumberError(why)
    end_lease_soon(look, claim)
    if refused.lost_races >= LOST_RACES:
        raise PhoneNumberError(
            f"{refused.lost_races} numbers found by the search for a {properties.selection} were refused to "
            f"{claim.target_arn}. The last one, {claim.known_as}: {reason} Each refused claim may count to the claims "
            "and releases of 180 days. Widen the search, or deploy again."
        )
    return refused


def _record_refused(look: Look, claim: Claim, withdrawn: Claim) -> None:
    """Record that a claim was refused, and holds no number. It counts, unless refused claims are known not to."""
    if not look.services.settings.counts_unsuccessful_claims:
        _take_back(look, claim, withdrawn)
        return
    instance_arn = look.targets.instance_of(claim.target_arn)
    look.quotas.forget(claim.known_as, instance_arn, lambda writes: look.record.save(withdrawn, *writes))


def _take_back(look: Look, claim: Claim, withdrawn: Claim) -> None:
    """Record that a claim had no effect, and does not count."""
    spending = _spending(look, claim, claim.reserved_at)
    look.quotas.take_back(spending, lambda writes: look.record.save(withdrawn, *writes))


def _why_not(claim: Claim, held: PhoneNumber | None, reason: str) -> str:
    if held is None:
        refused = f"{claim.known_as} can't be claimed for {claim.target_arn}: {reason.rstrip('.')}."
        if claim.source_phone_number_arn:
            return f"{refused} Name a number of AWS End User Messaging in this account and Region, with its ARN there."
        return (
            f"{refused} Somebody else holds the number, or it was released in the last 180 days, or the target is not "
            "there. Choose another number, or use a search."
        )
    holder = owner(held.tags)
    whose = f"by {holder}" if holder else "and no stack owns it"
    return f"{claim.known_as} is already claimed to {held.target_arn}, {whose}. Choose another number, or use a search."
