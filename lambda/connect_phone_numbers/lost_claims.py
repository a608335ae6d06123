"""The claims of a resource that the ledger has lost, found again by the tags of their numbers."""

from __future__ import annotations

import logging
from dataclasses import replace

from .core.claim import Claim, ClaimStatus
from .operation import Operation
from .tag_readings import OWNED_SECONDS, TaggedNumber

REPAIRED = "reconciliation"
"""Stands in `reported_in` of a claim that was rebuilt from tags alone. Whether CloudFormation was given its number is
not known, and what it was given is never released unless it is named."""

_log = logging.getLogger(__name__)


def find_numbers(operation: Operation, claim_id: str) -> list[TaggedNumber]:
    """The numbers that the tags give to a claim of the operation's resource.

    It describes every number of the account: only where the ledger has cause to be doubted.

    Raises:
        TryAgainLater: not all are read yet; the next call goes on.
    """
    began_at, now = operation.record.began_at, operation.now
    numbers = operation.tag_readings.all(began_at, now, owned_since=min(began_at, now - OWNED_SECONDS))
    found = [number for number in numbers if number.owner == operation.resource and number.claim_id == claim_id]
    extra = {"claim_id": claim_id, "phone_numbers": [number.phone_number for number in found]}
    if found:
        _log.warning("The ledger has lost what this resource claimed: found by tags", extra=extra)
    else:
        _log.info("What this resource may have claimed was looked for by tags: nothing", extra=extra)
    return found


def rebuilt(operation: Operation, number: TaggedNumber, claim_id: str, *, taken_over: bool) -> Claim:
    """The claim of a number that the ledger has lost; CloudFormation was not given its ARN, as far as is known."""
    claim = replace(
        Claim(claim_id, number.target_arn).holding(number),
        tag_keys=tuple(sorted(operation.resource.owner_tags(claim_id))),
        taken_over=taken_over,
    )
    if number.status == "CLAIMED" or taken_over:
        return claim
    # What becomes of it is still to be seen: one that FAILED is not held, and a release of it might cost budget.
    return replace(claim, status=ClaimStatus.REQUESTED, sent_at=operation.now)


def complete_repaired(operation: Operation, claim: Claim, *, taken_over: bool) -> Claim:
    """A claim with what only CloudFormation's event can tell, where it was rebuilt from tags alone."""
    if claim.reported_in != REPAIRED or claim.taken_over == taken_over:
        return claim
    return operation.record.save(replace(claim, taken_over=taken_over))
