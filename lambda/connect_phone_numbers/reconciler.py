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
from .core.patience import LISTED_WITHIN
from .core.properties import Properties
from .errors import NotTheOwnerError, TryAgainLater
from .lost_claims import REPAIRED, complete_repaired, find_numbers, rebuilt
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
    _recover_unreported(operation, claim_id)
    for claim in doomed_by_delete(operation.record.claims.values(), request.physical_resource_id, claim_id):
        release(operation, _as_named(operation, claim))


def _as_named(operation: Operation, claim: Claim) -> Claim:
    """A claim that a Delete ends, with what the Delete's way to name it tells.

    Where it names no ARN, it ends a Create that CloudFormation takes for failed. A number that an earlier Create
    reported was retained on purpose since, and is not that one's.
    """
    request, created_in = operation.request, operation.record.created_in
    if claim.phone_number_arn == request.physical_resource_id:
        if claim.reported_in != REPAIRED:
            return claim
        named = replace(claim, taken_over=request.holds_taken_over, reported_in=request.request_id)
    elif is_phone_number_arn(request.physical_resource_id) or not claim.reported_in:
        return claim
    elif claim.reported_in == REPAIRED:
        named = replace(claim, taken_over=request.holds_taken_over, reported_in="", retained=True)
    else:
        named = replace(claim, retained=claim.retained or created_in not in ("", claim.reported_in))
    return operation.record.save(named)


def _recover_unreported(operation: Operation, claim_id: str | None) -> None:
    """Find what a Create claimed whose number CloudFormation never learnt of, where the ledger does not have it.

    Two numbers by one claim: one was retained on purpose and one was not, and nobody can tell which. Both count as
    retained then, which parks them unless the release policy says otherwise.
    """
    request, record = operation.request, operation.record
    if is_phone_number_arn(request.physical_resource_id) or record.is_ended:
        return
    if claim_id is None or doomed_by_delete(record.claims.values(), request.physical_resource_id, claim_id):
        return
    # FAILED is what a claim that came to nothing says: it lapses by itself.
    found = [number for number in find_numbers(operation, claim_id) if number.status != "FAILED"]
    for number in found:
        claim = rebuilt(operation, number, claim_id, taken_over=request.holds_taken_over)
        # By its ARN, as there may be two.
        record.save(replace(claim, claim_id=number.phone_number_arn, retained=len(found) > 1))


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
    current = _recover(operation, properties)
    claim = operation.record.claims.get(claim_id)
    if claim is not None and claim.status is ClaimStatus.RELEASING:
        release(operation, claim)
        claim = None
    is_held = current is not None and properties.selection.is_satisfied_by(
        current.phone_number, current.country_code, current.number_type
    )
    if operation.record.is_in_doubt and not is_held and (claim is None or not claim.phone_number_arn):
        # A candidate that an older state of the ledger names may not be the one that was claimed in the end.
        claim = _recover_claimed(operation, properties) or claim
    if claim is not None:
        return _held_since(operation, complete_repaired(operation, claim, taken_over=_is_taken_over(operation, claim)))
    if current is not None and is_held:
        return operation.record.save(replace(current, claim_id=claim_id), replaces=current.claim_id)
    return operation.record.save(Claim(claim_id, properties.target.value))


def _is_taken_over(operation: Operation, claim: Claim) -> bool:
    """Whether the claim's number was others' before, by what the event says of the number that it names or asks for."""
    request = operation.request
    if request.kind == "Create" and request.properties is not None:
        return request.properties.take_over
    return request.holds_taken_over if claim.phone_number_arn == request.physical_resource_id else claim.taken_over


def _recover_claimed(operation: Operation, properties: Properties) -> Claim | None:
    """The claim that this very operation has made already, where the ledger has lost it."""
    claim_id = operation.resource.claim_id(properties.selection)
    for number in find_numbers(operation, claim_id):
        # FAILED is what a claim that came to nothing says: it lapses by itself.
        if number.status != "FAILED":
            claim = rebuilt(operation, number, claim_id, taken_over=properties.take_over)
            return operation.record.save(claim)
    if operation.record.is_in_doubt and operation.now - operation.record.began_at < LISTED_WITHIN:
        raise TryAgainLater("what this operation has claimed may not be listed yet")
    return None


def _held_since(operation: Operation, claim: Claim) -> Claim:
    """A recorded claim; one that a Create finds reported has outlived its resource, by a policy to retain it."""
    request = operation.request
    if request.kind == "Create" and claim.reported_in not in ("", request.request_id):
        return operation.record.save(replace(claim, retained=True))
    return claim


def _recover(operation: Operation, properties: Properties | None = None) -> Claim | None:
    """The claim of the number that the event names, from the ledger, or from the number's own tags where that lost it.

    Args:
        operation: whose event.
        properties: what an Update asks for. Where the ledger lost the number that the Update names, it has lost too
            what the Update has claimed so far: that is looked for before anything is claimed.

    Raises:
        NotTheOwnerError: a Delete names a number that neither says is anybody's.
        TryAgainLater: not every number has been looked at yet.
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
        if properties is not None and not _is_satisfied(properties, number):
            _recover_replacement(operation, properties)
        return _recovered(operation, number)
    _leave_alone(operation, number)
    return None


def _recover_replacement(operation: Operation, properties: Properties) -> None:
    recorded = operation.record.claims.get(operation.resource.claim_id(properties.selection))
    # A candidate that an older state of the ledger names may not be the one that was claimed in the end.
    if recorded is None or not recorded.phone_number_arn:
        _recover_claimed(operation, properties)


def _is_satisfied(properties: Properties, number: PhoneNumber) -> bool:
    return properties.selection.is_satisfied_by(number.phone_number, number.country_code, number.number_type)


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


def _is_given_back(operation: Operation) -> bool:
    """Whether a number without an owner is just what a Delete leaves behind, whose answer was lost."""
    return operation.request.holds_taken_over and not operation.request.release_taken_over


def _leave_alone(operation: Operation, number: PhoneNumber) -> None:
    holder = owner(number.tags)
    is_over = PARKED_TAG in number.tags or _is_given_back(operation)
    if holder is None and not is_over and operation.request.kind == "Delete":
        raise NotTheOwnerError(
            f"{number.phone_number} ({number.phone_number_arn}) is not released: neither the ledger nor its tags say "
            f"that it belongs to {operation.resource}. Tag it as owned or delete the stack retaining this resource."
        )
    _log.warning("The number is not this resource's", extra={"phone_number": number.phone_number, "owner": str(holder)})
