"""A parked number in place of a new one: it costs no budget."""

from __future__ import annotations

import logging
from dataclasses import replace

from .core.claim import Claim
from .core.identity import PARKED_TAG
from .core.properties import Properties
from .operation import Operation
from .parking import ParkedNumber, emit_parked, fitting, take
from .table import TransactionConflictError

_log = logging.getLogger(__name__)


def adopt(operation: Operation, claim: Claim, properties: Properties) -> Claim | None:
    """Take over a parked number that the properties' selection fits, if there is one and the resource wants one.

    To take it off the list and to record it as the claim's is one transaction, so no two resources adopt the same.
    Its target, description, tags and flows become the resource's as those of any other number do.
    """
    if not properties.adopt_parked:
        return None
    instance_arn = operation.quotas.instance_of(properties.target.value)
    all_parked = operation.parked.all()
    for parked in fitting(all_parked, properties.selection, instance_arn):
        if parked.phone_number in claim.rejected or not _has_room(operation, parked, instance_arn):
            continue
        try:
            adopted = operation.record.save(
                replace(claim.holding(parked), tag_keys=(PARKED_TAG,), adopted=True), take(parked)
            )
        except TransactionConflictError:
            continue
        _log.info("A parked number is adopted", extra={"phone_number": parked.phone_number})
        emit_parked(all_parked, parked.instance_arn, -1, operation.now)
        return adopted
    return None


def _has_room(operation: Operation, parked: ParkedNumber, instance_arn: str) -> bool:
    """Whether the instance may hold the number: it does already, or its quota allows one more."""
    if parked.instance_arn == instance_arn:
        return True
    use = operation.quotas.use(instance_arn, operation.now)
    return use.held < use.quota
