"""Parking a number: it loses its flows and its owner, and goes on the ledger's list of parked numbers."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from ..aws import metrics
from ..errors import TryAgainLater
from ..ledger.parked_numbers import ParkedNumber, listing, parked_numbers
from ..ledger.table import TransactionConflictError
from ..model.claim import Claim
from ..model.identity import PARKED_TAG
from ..model.phone_number import PhoneNumber
from .look import Look
from .moving import move

_log = logging.getLogger(__name__)


def park(look: Look, claim: Claim, number: PhoneNumber, target_arn: str) -> None:
    """Park a number for a later resource, and forget its claim.

    Args:
        look: the step.
        claim: the number's claim.
        number: as Amazon Connect described it just now.
        target_arn: where it is parked.

    Raises:
        QuotaExceededError: the target's instance has no place left. The number is where it was.
        PhoneNumberError: Amazon Connect refused to move the number there.
        TryAgainLater: the number is moving.
    """
    if not look.targets.is_at(number.target_arn, target_arn):
        move(look, claim, number, target_arn)
    # A move has ended the number's flow associations.
    for place in claim.contact_flows if look.targets.is_at(number.target_arn, claim.target_arn) else ():
        look.connect.disassociate(claim.phone_number_arn, *place.split("/"))
    take_tags_off(look, claim)
    now = look.now
    look.connect.tag(claim.phone_number_arn, {PARKED_TAG: str(now)})
    instance_arn = look.targets.instance_of(number.target_arn)
    all_parked = parked_numbers(look.services.table)
    try:
        look.record.remove(claim.claim_id, listing(ParkedNumber(number, instance_arn, now)))
    except TransactionConflictError as conflict:
        raise TryAgainLater("the list of parked numbers is being written", 1) from conflict
    _log.warning("Number parked", extra={"phone_number": claim.phone_number, "instance_arn": instance_arn})
    emit_parked(all_parked, instance_arn, 1, now)


def take_tags_off(look: Look, claim: Claim) -> None:
    """Take off every tag that we put on. Amazon Connect may not show all of them yet."""
    keys = {*claim.tag_keys, *look.resource.owner_tags(claim.claim_id)} - {PARKED_TAG}
    look.connect.untag(claim.phone_number_arn, sorted(keys))


def emit_parked(all_parked: Sequence[ParkedNumber], instance_arn: str, change: int, now: int) -> None:
    """Write the metric of how many numbers of an instance are parked, after `change` more of them."""
    count = sum(1 for parked in all_parked if parked.instance_arn == instance_arn)
    metrics.emit(instance_arn, {"NumbersParked": count + change}, now)
