"""One step of an operation on a phone number: it goes as far as possible without waiting."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from ..aws.cloud_formation import Answer
from ..decisions.dooming import (
    doomed_by_create_or_update,
    doomed_by_delete,
    doomed_by_failure,
    doomed_by_late_delete,
    pending_id,
)
from ..decisions.recovering import recovered_claim
from ..decisions.wanting import wanted
from ..errors import PhoneNumberError, TryAgainLater
from ..model.arn import is_phone_number_arn
from ..model.claim import Claim, Fate, State
from ..model.identity import PARKED_TAG, owner
from ..model.patience import LEFTOVERS_SECONDS
from ..model.phone_number import PhoneNumber
from ..properties.ending_properties import Ending
from ..properties.properties import Properties
from ..properties.selection_properties import selection_of
from .allowed_soon import allowed_soon
from .holding import hold
from .look import Look

_log = logging.getLogger(__name__)


def step(look: Look) -> Answer:
    """Take an operation as far as possible. Returns the answer to CloudFormation once the operation succeeded.

    Raises:
        PhoneNumberError: the operation can't succeed.
        TryAgainLater: the operation has to wait.
    """
    with allowed_soon(look):
        return _delete(look) if look.operation.event.kind == "Delete" else _create_or_update(look)


def failed(look: Look, reason: str) -> Answer:
    """The answer for an operation that failed. What it claimed is marked as doomed, in one write with the answer.

    The Delete that follows ends these claims. With rollback switched off, the next operation does.
    """
    operation = look.operation
    physical_resource_id = operation.event.physical_resource_id or pending_id(operation.key)
    answer = Answer("FAILED", physical_resource_id, reason)
    left = doomed_by_failure(look.record.claims.values(), operation.key)
    # The operation may have failed before its first step. CloudFormation may never name its number again.
    is_delete = operation.event.kind == "Delete"
    left += _doomed_by_delete(look) if is_delete else _doomed_by_create_or_update(look)
    look.record.decide(answer, [claim.doomed() for claim in left])
    return answer


def _create_or_update(look: Look) -> Answer:
    event, resource, record = look.operation.event, look.resource, look.record
    associated = [flow for claim in record.claims.values() for flow in claim.contact_flows.values()]
    try:
        properties = Properties.parse(event.properties, event.stack_id, associated)
    except ValueError as error:
        raise PhoneNumberError(f"Invalid phone number {event.logical_resource_id}: {error}.") from None
    claim_id = resource.claim_id(properties.selection)
    _recover(look)
    _doom(look, _doomed_by_create_or_update(look))
    decided = wanted(
        record.claims,
        claim_id,
        properties.selection,
        properties.target.value,
        event.physical_resource_id,
        look.operation.key,
        is_create=event.kind == "Create",
    )
    if decided.claim.state is State.RELEASING:
        _end(look, decided.claim)
        raise TryAgainLater("the earlier number is released, and another one is chosen", 1)
    claim = record.save(decided.claim, replaces=decided.replaces or None)
    held = hold(look, claim, properties)
    if look.age <= LEFTOVERS_SECONDS:
        _end_doomed(look, claim_id)
    answer = Answer("SUCCESS", held.phone_number_arn, data=_attributes(held, properties))
    record.decide(answer, [record.claims[claim_id].given(look.operation.key)])
    return answer


def _attributes(number: PhoneNumber, properties: Properties) -> Mapping[str, str]:
    return {
        "PhoneNumber": number.phone_number,
        "PhoneNumberId": number.phone_number_id,
        "PhoneNumberArn": number.phone_number_arn,
        "PhoneNumberCountryCode": number.country_code,
        "PhoneNumberType": number.number_type,
        "TargetArn": properties.target.value,
    }


def end_late(look: Look) -> None:
    """End the claims that a Delete names which came after the resource's last operation.

    Raises:
        TryAgainLater: their end has to wait.
    """
    if look.record.late_deletes:
        _doom(look, [])
        _end_doomed(look)


def _delete(look: Look) -> Answer:
    _recover(look)
    _doom(look, _doomed_by_delete(look))
    refusal = _end_doomed(look)
    if refusal is not None:
        raise refusal
    answer = Answer("SUCCESS", look.operation.event.physical_resource_id)
    look.record.decide(answer)
    return answer


def _end_doomed(look: Look, wanted_claim_id: str = "") -> PhoneNumberError | None:
    """End every doomed claim, except the claim that is wanted.

    Returns:
        The last refusal, or None. A claim that can't be ended stays doomed, and later operations try again.
    """
    refusal = None
    for claim in list(look.record.claims.values()):
        if claim.fate is not Fate.DOOMED or claim.claim_id == wanted_claim_id:
            continue
        try:
            with allowed_soon(look):
                _end(look, claim)
        except PhoneNumberError as refused:
            _log.warning(
                "The number can't be ended now", extra={"phone_number": claim.phone_number, "why": str(refused)}
            )
            refusal = refused
    return refusal


def _end(look: Look, claim: Claim) -> None:
    from .ending import end  # noqa: PLC0415 - a Create that succeeds ends nothing

    end(look, claim)


def _doomed_by_create_or_update(look: Look) -> list[Claim]:
    event, resource = look.operation.event, look.resource
    asked, old = (selection_of(properties) for properties in (event.properties, event.old_properties))
    return doomed_by_create_or_update(
        look.record.claims.values(),
        resource.claim_id(asked) if asked else "",
        resource.claim_id(old) if old else "",
        event.physical_resource_id,
    )


def _doomed_by_delete(look: Look) -> list[Claim]:
    operation = look.operation
    named = operation.event.physical_resource_id
    return doomed_by_delete(look.record.claims.values(), operation.key, named, operation.create)


def _doom(look: Look, claims: list[Claim]) -> None:
    """Mark claims as doomed, and the claims that late Deletes name."""
    late = [
        claim
        for key, physical_resource_id in look.record.late_deletes
        for claim in doomed_by_late_delete(look.record.claims.values(), key, physical_resource_id)
    ]
    doomed = {claim.claim_id: claim.doomed() for claim in [*claims, *late]}
    look.record.save_all(doomed.values())


def _recover(look: Look) -> None:
    """Record the number that the event names, if the ledger has lost it and its tags name this resource.

    The operator's reconcile finds all else that a lost ledger knew.

    Raises:
        PhoneNumberError: a Delete names a number, and neither the ledger nor its tags say that it is the resource's.
    """
    event, resource = look.operation.event, look.resource
    named = event.physical_resource_id
    if not is_phone_number_arn(named) or any(claim.phone_number_arn == named for claim in look.record.claims.values()):
        return
    if look.record.has_ended(named):
        return
    number = look.connect.describe(named)
    if number is None:
        return
    of_number = event.old_properties or event.properties
    if resource.owns(number.tags):
        _log.warning("A number that the ledger had lost is recorded again", extra={"phone_number": number.phone_number})
        look.record.save(recovered_claim(number, resource, of_number, look.operation.key))
        return
    ending = Ending.of(of_number)
    is_over = PARKED_TAG in number.tags or (ending.is_adopted and not ending.release_adopted)
    if owner(number.tags) is None and not is_over and event.kind == "Delete":
        raise PhoneNumberError(
            f"{number.phone_number} ({number.phone_number_arn}) is not released: neither the ledger nor its tags say "
            f"that it belongs to {resource}. Put the owner's tags on the number, or "
            "delete the stack and retain this resource."
        )
    _log.warning("The number belongs to another owner, and is left alone", extra={"phone_number": number.phone_number})
