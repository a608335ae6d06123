"""The three operations, each a reconciliation: look at what is recorded and what is there, take the next safe steps.

Every call may be the first, a repetition, or the one after a crash; it goes on from wherever things are.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from .claiming import claim_number
from .configuring import configure
from .core.arn import is_phone_number_arn
from .core.claim import Claim, ClaimStatus
from .core.doomed import abandoned_by_rollback, doomed_by_delete, left_behind
from .core.identity import PARKED_TAG, owner
from .core.properties import Properties
from .errors import NotTheOwnerError
from .operation import Operation
from .phone_number import PhoneNumber
from .releasing import release

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What CloudFormation is told about a resource that holds its number."""

    physical_resource_id: str
    attributes: dict[str, str]


def create_or_update(operation: Operation, properties: Properties) -> Answer:
    """Bring the resource to hold the number that its properties ask for, as they ask for it.

    The number that an update replaces is kept: CloudFormation asks for its end when nothing can fail any more.

    Raises:
        TryAgainLater: it is not complete yet.
        PhoneNumberError: it can't be done.
    """
    _disown_abandoned(operation, properties)
    claim = _wanted_claim(operation, properties)
    claim, number = claim_number(operation, claim, properties)
    claim = configure(operation, claim, number, properties)
    claim = operation.record.save(replace(claim, reported_in=claim.reported_in or operation.request.request_id))
    for stray in left_behind(operation.record.claims.values(), claim.claim_id):
        release(operation, stray)
    return Answer(
        claim.phone_number_arn,
        {
            "PhoneNumber": number.phone_number,
            "PhoneNumberId": number.phone_number_id,
            "PhoneNumberArn": number.phone_number_arn,
            "PhoneNumberCountryCode": number.country_code,
            "PhoneNumberType": number.number_type,
            "TargetArn": properties.target.value,
        },
    )


def delete(operation: Operation) -> None:
    """Release what the resource holds, as far as CloudFormation's Delete means it.

    Raises:
        TryAgainLater: it is not gone yet.
        NotTheOwnerError: the number that the Delete names is nobody's that we know of.
        PhoneNumberError: the service refused.
    """
    request = operation.request
    claim_id = operation.resource.claim_id(request.selection) if request.selection else None
    _recover(operation)
    for claim in doomed_by_delete(operation.record.claims.values(), request.physical_resource_id, claim_id):
        release(operation, claim)


def _disown_abandoned(operation: Operation, properties: Properties) -> None:
    request = operation.request
    if request.kind != "Update" or request.old_selection is None:
        return
    old = operation.record.claims.get(operation.resource.claim_id(request.old_selection))
    wanted_claim_id = operation.resource.claim_id(properties.selection)
    if old is not None and abandoned_by_rollback(
        old, request.physical_resource_id, wanted_claim_id, operation.record.previous_request_id
    ):
        operation.record.save(replace(old, reported_in=""))


def _wanted_claim(operation: Operation, properties: Properties) -> Claim:
    """The claim that the properties ask for: recorded, or the number held where that satisfies them, or a new one."""
    claim_id = operation.resource.claim_id(properties.selection)
    claim = operation.record.claims.get(claim_id)
    if claim is not None and claim.status is ClaimStatus.RELEASING:
        release(operation, claim)
        claim = None
    if claim is not None:
        return _held_since(operation, claim)
    current = _recover(operation)
    if current is not None and properties.selection.is_satisfied_by(
        current.phone_number, current.country_code, current.number_type
    ):
        return operation.record.save(replace(current, claim_id=claim_id), replaces=current.claim_id)
    return operation.record.save(Claim(claim_id, properties.target.value))


def _held_since(operation: Operation, claim: Claim) -> Claim:
    """A recorded claim; one that a Create finds reported has outlived its resource, by a policy to retain it."""
    request = operation.request
    if request.kind == "Create" and claim.reported_in not in ("", request.request_id):
        return operation.record.save(replace(claim, retained=True))
    return claim


def _recover(operation: Operation) -> Claim | None:
    """The claim of the number that the event names, from the ledger, or from the number's own tags where that lost it.

    Raises:
        NotTheOwnerError: a Delete names a number that neither says is anybody's.
    """
    named = operation.request.physical_resource_id
    for claim in operation.record.claims.values():
        if claim.phone_number_arn == named:
            return claim
    if not is_phone_number_arn(named):
        return None
    number = operation.connect.describe(named)
    if number is None:
        return None
    if operation.resource.owns(number.tags):
        return _recovered(operation, number)
    _leave_alone(operation, number)
    return None


def _recovered(operation: Operation, number: PhoneNumber) -> Claim:
    _log.warning("The ledger did not know a number of this resource", extra={"phone_number": number.phone_number})
    selection = operation.request.old_selection or operation.request.selection
    # Where its properties can't be read any more, the ARN names it just as well.
    claim_id = operation.resource.claim_id(selection) if selection else number.phone_number_arn
    return operation.record.save(
        replace(
            Claim(claim_id, number.target_arn).holding(number),
            tag_keys=tuple(sorted(operation.resource.owner_tags(claim_id))),
            taken_over=operation.request.holds_taken_over,
            reported_in=operation.request.request_id,
        )
    )


def _leave_alone(operation: Operation, number: PhoneNumber) -> None:
    holder = owner(number.tags)
    is_parked = PARKED_TAG in number.tags
    if holder is None and not is_parked and operation.request.kind == "Delete":
        raise NotTheOwnerError(
            f"{number.phone_number} ({number.phone_number_arn}) is not released: neither the ledger nor its tags say "
            f"that it belongs to {operation.resource}. Tag it as owned or delete the stack retaining this resource."
        )
    _log.warning("The number is not this resource's", extra={"phone_number": number.phone_number, "owner": str(holder)})
