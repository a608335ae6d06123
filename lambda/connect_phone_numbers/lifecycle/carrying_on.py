"""The state machine's calls: the next step of an operation, and the answer to CloudFormation when it is over."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from ..aws.cloud_formation import Answer
from ..aws.services import Services
from ..decisions.order import seconds_of
from ..errors import AccessDeniedError, PhoneNumberError, TryAgainLater
from ..ledger.layout import resource_of
from ..ledger.pace import SLEEP_MILLISECONDS
from ..ledger.record import Operation, Record
from ..ledger.records import Records, SupersededError
from ..model.identity import Resource
from ..model.patience import OPERATION_SECONDS
from .look import Look, Status, Wait
from .step import end_late, failed, phone_number_step

REPLICATED_INSTANCE = "Custom::ConnectReplicatedInstance"

_ANSWER_AGAIN_SECONDS = 5
_SELDOM_SECONDS = 10
"""The least time between two looks once an operation has lasted ten minutes. A slot is kept for longer."""
LATE_SECONDS = 7 * 3600
"""How long after a Delete was signed it may be carried out: Lambda delivers an event for six hours."""
_log = logging.getLogger(__name__)


def next_step(services: Services, event: Mapping[str, Any], holder: str, until: float) -> dict[str, Any]:
    """Take the next step of an operation.

    Args:
        services: what the function works with.
        event: `Resource`, the record's partition key; `Operation`, the operation's key; `Failure`, where the state
            machine gives the operation up.
        holder: names the invocation.
        until: when the invocation's time is up, in seconds since the epoch.

    Returns:
        Status, Seconds and Why: how far it is, and after how many seconds to call again for what reason.
    """
    wait = _next_step(services, event, holder, until)
    # The longer it lasts, the seldomer a look: an execution's history may have 25,000 events.
    age = services.now - seconds_of(event["Operation"])
    seconds = max(wait.seconds, min(_SELDOM_SECONDS, age // 60))
    return {"Status": wait.status.value, "Seconds": seconds, "Why": wait.why[:1000]}


def _next_step(services: Services, event: Mapping[str, Any], holder: str, until: float) -> Wait:
    resource, key = resource_of(event["Resource"]), event["Operation"]
    records = Records(services.table, services.clock)
    try:
        record = _open(records, resource, key, holder, until)
    except SupersededError as superseded:
        return Wait(Status.DONE, str(superseded), 1)
    except TryAgainLater as reason:
        return Wait(Status.ENDING if ".1." in key else Status.CHOOSING, str(reason), reason.seconds)
    try:
        wait = _carry_on(services, record, event.get("Failure"))
    except Exception:
        # A mistake of ours: the state machine tries again, and gives up in the end, without waiting for the lock.
        records.unlock(resource, holder)
        raise
    try:
        records.close(record, holder, why=wait.why, is_answered=wait.status is Status.DONE)
    except (TryAgainLater, AccessDeniedError) as unreachable:
        # The lock ends with this invocation's time. What is done is done again then, without effect.
        _log.warning("The record stays locked for a while", extra={"why": str(unreachable)})
        if wait.status is Status.DONE:
            wait = Wait(Status.ANSWERING, str(unreachable), _ANSWER_AGAIN_SECONDS)
    return wait


def _open(records: Records, resource: Resource, key: str, holder: str, until: float) -> Record:
    """Lock the record for an operation; for a Delete that came late, once the operations after it are over."""
    try:
        return records.open(resource, key, holder, until)
    except SupersededError:
        latest = records.after_late_delete(resource, key)
        if not latest or until > seconds_of(key) + LATE_SECONDS:
            raise
        return records.open(resource, latest, holder, until)


def _carry_on(services: Services, record: Record, failure: object) -> Wait:
    pace = services.pace(record.slots, SLEEP_MILLISECONDS)
    look = Look(services, services.connect(pace), record)
    operation = record.operation
    try:
        if not operation.response_url:
            return _end_late(look) or Wait(Status.DONE, "CloudFormation was told already", 1)
        answer: Answer | Wait
        if operation.answer is not None:
            answer = operation.answer
        elif failure is not None:
            answer = failed(look, _reason_of(failure))
        else:
            answer = _step(look)
        if isinstance(answer, Wait):
            _log.info("Not over", extra={"operation": operation.key, "status": answer.status, "why": answer.why})
            return answer
    except TryAgainLater as reason:
        return Wait(Status.ENDING if operation.event.kind == "Delete" else Status.CHOOSING, str(reason), reason.seconds)
    return _answer(services, operation, answer)


def _end_late(look: Look) -> Wait | None:
    if look.operation.event.resource_type == REPLICATED_INSTANCE:
        from replicated_instance.step import end_late_replica  # noqa: PLC0415 - few stacks have one

        end_late_replica(look)
        return None
    return end_late(look)


def _step(look: Look) -> Answer | Wait:
    try:
        if look.age > OPERATION_SECONDS:
            last = look.operation.why or "no step of it came to an end"
            raise PhoneNumberError(f"Not done within {OPERATION_SECONDS // 60} minutes. It waited for this: {last}")
        if look.operation.event.resource_type == REPLICATED_INSTANCE:
            from replicated_instance.step import replicated_instance_step  # noqa: PLC0415 - few stacks have one

            return replicated_instance_step(look)
        return phone_number_step(look)
    except PhoneNumberError as error:
        _log.warning("The operation failed", extra={"operation": look.operation.key, "why": str(error)})
        return failed(look, str(error))


def _reason_of(failure: object) -> str:
    """What the state machine's Catch tells: the function failed again and again, or could not be invoked."""
    error = failure.get("Error", "") if isinstance(failure, Mapping) else ""
    cause = failure.get("Cause", "") if isinstance(failure, Mapping) else ""
    try:
        told = json.loads(cause)
        cause = f"{told['errorType']}: {told['errorMessage']}"
    except (ValueError, TypeError, KeyError):
        cause = str(cause)
    return f"The provider's function could not do its work: {error or 'no error name'}: {cause or 'no cause'}"


def _answer(services: Services, operation: Operation, answer: Answer) -> Wait:
    """Put the answer to CloudFormation, until it is accepted or never can be."""
    try:
        accepted = services.responses.put(operation.response_url, answer.body(operation.event))
    except TryAgainLater as reason:
        return Wait(Status.ANSWERING, str(reason), _ANSWER_AGAIN_SECONDS)
    if not accepted:
        _log.warning("CloudFormation took no answer any more", extra={"operation": operation.key})
        return Wait(Status.DONE, f"{answer.status}, but CloudFormation took no answer any more", 1)
    return Wait(Status.DONE, answer.status if answer.status == "SUCCESS" else f"FAILED: {answer.reason}", 1)
