"""Sending a claim: reserved and recorded before, its answer recorded after."""

from __future__ import annotations

import logging
from dataclasses import replace

from ..aws.connect import ClaimRefusedError
from ..errors import NotLookedAtError, PhoneNumberError, QuotaExceededError, ServiceFailedError, TryAgainLater
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
"""Candidates of one search that may be lost to others before the operation fails: a refused claim may count."""

_UNHEARD = "The claim was sent twice without an answer, and the number is not among the account's."

_log = logging.getLogger(__name__)


def claim_candidate(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Reserve the claim of a candidate, record it with its token, and send it.

    Raises:
        QuotaExceededError: a quota does not allow the claim; nothing was sent.
        PhoneNumberError: it was refused, and there is no other candidate to try.
        TryAgainLater: whether it took effect is not known.
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
    except PhoneNumberError:
        # Never looked at by the service, as for want of a permission.
        _take_back(look, claim, claim.withdrawn())
        look.leases.end(claim.known_as, claim.claim_id)
        raise
    # Not within the above: where this is refused, the claim has taken effect.
    return look.record.save(requested)


def _require_unheld(look: Look, claim: Claim) -> None:
    """A claim of a number that the instance holds already would be refused, and count.

    Raises:
        PhoneNumberError: it does.
    """
    if look.quotas.holds(look.quotas.instance_of(claim.target_arn), claim.known_as, look.now):
        held = look.connect.find(claim.known_as)
        if held is not None and held.status != "FAILED":
            look.leases.end(claim.known_as, claim.claim_id)
            raise PhoneNumberError(_why_not(claim, held, ""))


def claim_again(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Send the claim of a candidate with the same token once more; a refusal says nothing of the time before.

    Nor does it say whether the service counts one refused claim or two. So the repetition is reserved beside the first
    sending. Where the budget has no room for that, or the repetition was not answered either, the number is only
    looked for.

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
        except (ClaimRefusedError, QuotaExceededError) as refusal:
            claim = look.record.save(replace(claim, refusal=str(refusal), sent_at=first.sent_at))
        except (NotLookedAtError, PhoneNumberError):
            _repeat_later(look, claim, first)
            raise
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
    """Claim a number again whose claim FAILED: it is kept for its claimer for a day. Raises as `claim_candidate`."""
    look.connect.await_claim(claim.known_as)
    attempt = claim.attempt + 1
    token = client_token(look.operation.key, claim.claim_id, claim.known_as, str(attempt))
    anew = replace(claim, attempt=attempt, client_token=token, reserved_first=0)
    if look.services.settings.counts_unsuccessful_claims:
        anew = replace(anew, reserved_at=0)
    return claim_candidate(look, anew, properties)


def end_lease_soon(look: Look, claim: Claim) -> None:
    """End the lease of a number that nobody can claim any more, once no search's page shows it any more."""
    look.leases.take(claim.known_as, claim.claim_id, FRESH_SECONDS)


def _reserve(look: Look, claim: Claim) -> Claim:
    """Record a candidate together with the reservation of its claim, or of the claim's repetition."""
    # Two operations of one second would be one in the history.
    at = max(look.now, claim.reserved_first + 1)
    spending = replace(_spending(look, claim, at), earlier=claim.reserved_at)
    reserved = replace(claim, reserved_at=spending.at, sent_at=spending.at)
    look.quotas.reserve(spending, lambda writes: look.record.save(reserved, *writes))
    return reserved


def _reserve_again(look: Look, claim: Claim) -> Claim:
    """Record a repetition, reserved beside the first sending unless refused claims are known not to count."""
    if look.services.settings.counts_unsuccessful_claims and not claim.reserved_first:
        claim = replace(claim, reserved_first=claim.reserved_at, reserved_at=0)
    return _reserve(look, claim)


def _repeat_later(look: Look, claim: Claim, first: Claim) -> None:
    """Record that a repetition was not refused, and need not be reserved for: the next one is the second again."""
    if claim.reserved_first:
        _take_back(look, claim, first)


def _record_accepted(look: Look, claim: Claim, requested: Claim) -> Claim:
    """Record that a repetition was accepted: with the same token, it is one claim, and counts once."""
    if not claim.reserved_first:
        return look.record.save(requested)
    counted_once = replace(requested, reserved_first=0)
    first = _spending(look, claim, claim.reserved_first)
    look.quotas.take_back(first, lambda writes: look.record.save(counted_once, *writes))
    return counted_once


def _spending(look: Look, claim: Claim, at: int) -> Spending:
    instance_arn = look.quotas.instance_of(claim.target_arn)
    return Spending(CountedOperation.CLAIM, claim.known_as, instance_arn, look.resource, at)


def _send(look: Look, claim: Claim, properties: Properties) -> Claim:
    """Send a claim; the claim as it is to be recorded then."""
    tags = {**properties.tags, **look.resource.owner_tags(claim.claim_id)}
    phone_number_arn = look.connect.claim(
        claim.known_as, claim.target_arn, properties.description, tags, claim.client_token
    )
    return replace(claim.requested(phone_number_arn), tag_keys=tuple(sorted(tags)))


def _after_refusal(look: Look, claim: Claim, properties: Properties, reason: str) -> Claim:
    """Go on to the next candidate, if there may be one."""
    _log.info("Claim refused", extra={"phone_number": claim.known_as, "target_arn": claim.target_arn, "reason": reason})
    why = ""
    if not isinstance(properties.selection, PhoneNumberSearch):
        # Recorded first: where a call below has to be made again, the claim is not, as each refused one may count.
        claim = look.record.save(replace(claim, refusal=reason))
        look.leases.end(claim.known_as, claim.claim_id)
        why = _why_not(claim, look.connect.find(claim.known_as), reason)
    refused = replace(claim.refused(), lost_races=claim.lost_races + 1, searched_since=0)
    if look.services.settings.counts_unsuccessful_claims:
        instance_arn = look.quotas.instance_of(claim.target_arn)
        look.quotas.forget(claim.known_as, instance_arn, lambda writes: look.record.save(refused, *writes))
    else:
        _take_back(look, claim, refused)
    if why:
        raise PhoneNumberError(why)
    end_lease_soon(look, claim)
    if refused.lost_races >= LOST_RACES:
        raise PhoneNumberError(
            f"{refused.lost_races} numbers found by the search for a {properties.selection} were refused to "
            f"{claim.target_arn}, the last one, {claim.known_as}, with: {reason} Each may count against the "
            "claims and releases of 180 days. Widen the search, or deploy again."
        )
    return refused


def _take_back(look: Look, claim: Claim, withdrawn: Claim) -> None:
    """Record that a claim had no effect and does not count."""
    spending = _spending(look, claim, claim.reserved_at)
    look.quotas.take_back(spending, lambda writes: look.record.save(withdrawn, *writes))


def _why_not(claim: Claim, held: PhoneNumber | None, reason: str) -> str:
    if held is None:
        return (
            f"{claim.known_as} can't be claimed for {claim.target_arn}: {reason.rstrip('.')}. Somebody else holds "
            "it, or it was released in the last 180 days, or the target is not there. Choose another number, or use a "
            "search."
        )
    holder = owner(held.tags)
    return (
        f"{claim.known_as} is already claimed to {held.target_arn}, "
        + (f"by {holder}" if holder else "and no stack owns it")
        + ". Choose another number, or use a search."
    )
