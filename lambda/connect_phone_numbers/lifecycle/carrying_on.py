"""The state machine's calls: each takes the next step of an operation, and the last one answers CloudFormation."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

from ..aws.cloud_formation import Answer
from ..aws.services import Services
from ..decisions.order import is_delete, seconds_of
from ..errors import AccessDeniedError, PhoneNumberError, TryAgainLater
from ..ledger.layout import resource_of
from ..ledger.pace import STEP_MILLISECONDS
from ..ledger.record import Record
from ..ledger.records import Records, SupersededError
from ..model.claim import State
from ..model.identity import Resource
from ..model.patience import ANSWER_AGAIN_SECONDS, LATE_WITHIN, OPERATION_SECONDS, SELDOM_SECONDS
from . import step as phone_number_step
from .look import Look


class Status(StrEnum):
    """How far an operation is. The state machine has a Wait state for each, so an execution shows it."""

    CHOOSING = "CHOOSING"
    CLAIMING = "CLAIMING"
    CONFIGURING = "CONFIGURING"
    ENDING = "ENDING"
    REPLICATING = "REPLICATING"
    ANSWERING = "ANSWERING"
    LOOKING = "LOOKING"
    DONE = "DONE"


class Wait(NamedTuple):
    """How far an operation is after a step.

    Attributes:
        why: what the operation waits for, or how it ended. The execution's history shows it.
        seconds: the time until the next step, at least 1.
    """

    status: Status
    why: str
    seconds: int = 1


_OTHER_TYPES = {
    "Custom::ConnectPhoneNumberQuotaIncrease": ("connect_phone_numbers.quota.increase", Status.CONFIGURING),
    "Custom::ConnectReplicatedInstance": ("replicated_instance.step", Status.REPLICATING),
    "Custom::ConnectTrafficDistribution": ("traffic_distribution.distribution_step", Status.CONFIGURING),
    "Custom::ConnectTrafficDistributionGroupUser": ("traffic_distribution.user_step", Status.CONFIGURING),
}
"""The resource types other than phone numbers: the module with their function `step`, and the status of an operation
that is not over. A module may have `end_late`, for Deletes that come after the last operation."""
_STATUS = {
    State.CHOOSING: Status.CHOOSING,
    State.CANDIDATE: Status.CHOOSING,
    State.REQUESTED: Status.CLAIMING,
    State.HELD: Status.CONFIGURING,
    State.RELEASING: Status.ENDING,
}
_log = logging.getLogger(__name__)


def next_step(services: Services, event: Mapping[str, Any], holder: str, until: float) -> dict[str, Any]:
    """Take the next step of an operation.

    Args:
        services: the services of the function.
        event: `Resource`, the record's partition key; `Operation`, the operation's key; `Step`, the answer of the step
            before, if there was one; `Failure`, if the state machine gives the operation up.
        holder: the id of the invocation.
        until: when the invocation's time is up, in seconds since the epoch.

    Returns:
        Status, Seconds and Why: how far the operation is, when to call again, and what it waits for.
    """
    wait = _next_step(services, event, holder, until)
    # The longer an operation lasts, the longer the waits: an execution's history may have 25,000 events.
    age = services.now - seconds_of(event["Operation"])
    seconds = max(wait.seconds, min(SELDOM_SECONDS, age // 60))
    return {"Status": wait.status.value, "Seconds": seconds, "Why": wait.why[:1000]}


def _next_step(services: Services, event: Mapping[str, Any], holder: str, until: float) -> Wait:
    resource, key = resource_of(event["Resource"]), event["Operation"]
    records = Records(services.table, services.clock)
    try:
        record = _open(records, resource, key, holder, until)
    except SupersededError as superseded:
        return Wait(Status.DONE, str(superseded))
    except TryAgainLater as reason:
        return Wait(Status.ENDING if is_delete(key) else Status.CHOOSING, str(reason), reason.seconds)
    try:
        pace = services.pace(record.slots, STEP_MILLISECONDS)
        wait = _carry_on(Look(services, services.connect(pace), record), event)
    except TryAgainLater as reason:
        wait = Wait(_status(record, key), str(reason), reason.seconds)
    except Exception:
        # An unexpected error. The state machine repeats the step, and must not wait for this invocation's lock.
        records.unlock(resource, holder)
        raise
    _log.info("Over" if wait.status is Status.DONE else "Not over", extra={"operation": key, "why": wait.why})
    try:
        records.close(record, holder, is_answered=wait.status is Status.DONE)
    except (TryAgainLater, AccessDeniedError) as unreachable:
        # The lock ends with this invocation's time. The next step repeats what was done, without effect.
        _log.warning("The record stays locked until the invocation's time is up", extra={"why": str(unreachable)})
        if wait.status is Status.DONE:
            wait = Wait(Status.ANSWERING, str(unreachable), ANSWER_AGAIN_SECONDS)
    return wait


def _open(records: Records, resource: Resource, key: str, holder: str, until: float) -> Record:
    """Lock the record for an operation; for a Delete that came late, once the operations after it are over."""
    try:
        return records.open(resource, key, holder, until)
    except SupersededError:
        latest = records.after_late_delete(resource, key)
        if not latest or until > seconds_of(key) + LATE_WITHIN:
            raise
        return records.open(resource, latest, holder, until)


def _carry_on(look: Look, event: Mapping[str, Any]) -> Wait:
    """Take the step, and answer CloudFormation if it was the last one."""
    operation, module = look.operation, _module(look.operation.event.resource_type)
    if not operation.response_url:
        if hasattr(module, "end_late"):
            module.end_late(look)
        return Wait(Status.DONE, "CloudFormation was told already")
    answer = operation.answer
    if answer is None:
        if "Failure" in event:
            answer = phone_number_step.failed(look, _reason_of(event["Failure"]))
        else:
            answer = _step(look, module, event.get("Step", {}).get("Why", ""))
    try:
        accepted = look.services.responses.put(operation.response_url, answer.body(operation.event))
    except TryAgainLater as reason:
        return Wait(Status.ANSWERING, str(reason), ANSWER_AGAIN_SECONDS)
    if not accepted:
        return Wait(Status.DONE, f"{answer.status}, but CloudFormation did not take the answer")
    return Wait(Status.DONE, answer.status if answer.status == "SUCCESS" else f"FAILED: {answer.reason}")


def _module(resource_type: str) -> ModuleType:
    """The module with the functions `step` and `end_late` of a resource type."""
    return import_module(_OTHER_TYPES[resource_type][0]) if resource_type in _OTHER_TYPES else phone_number_step


def _step(look: Look, module: ModuleType, waited_for: str) -> Answer:
    try:
        if look.age > OPERATION_SECONDS:
            # The executions of an earlier version do not pass on what they waited for.
            last = waited_for or "not known: the history of its execution says more"
            raise PhoneNumberError(f"Not done within {OPERATION_SECONDS // 60} minutes. It waited for this: {last}")
        answer: Answer = module.step(look)
        return answer
    except PhoneNumberError as error:
        _log.warning("The operation failed", extra={"operation": look.operation.key, "why": str(error)})
        return phone_number_step.failed(look, str(error))


def _status(record: Record, key: str) -> Status:
    """The status of an operation that is not over."""
    operation = record.operation
    if is_delete(key):
        return Status.ENDING
    if operation.event.resource_type in _OTHER_TYPES:
        return _OTHER_TYPES[operation.event.resource_type][1]
    wanted = [claim.state for claim in record.claims.values() if claim.wanted_in == operation.key]
    return _STATUS[wanted[0]] if wanted else Status.CHOOSING


def _reason_of(failure: object) -> str:
    """The message for a failure that the state machine caught: the function failed, or could not be invoked."""
    told = failure if isinstance(failure, Mapping) else {}
    error, cause = told.get("Error") or "no error name", told.get("Cause") or "no cause"
    with suppress(ValueError, TypeError, KeyError):
        raised = json.loads(cause)
        cause = f"{raised['errorType']}: {raised['errorMessage']}"
    return f"The provider's function could not do its work: {error}: {cause}"
