"""CloudFormation's event: recorded, and an execution started that carries it out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from .aws.cloud_formation import Answer
from .aws.services import Services, execution_name
from .decisions.dooming import PENDING
from .decisions.order import Arrival, moment_of, operation_key
from .errors import AccessDeniedError, PhoneNumberError, ResourceNotFoundError, TryAgainLater
from .ledger.layout import resource_key, settings_key
from .ledger.records import Records
from .ledger.table import Write
from .model.arn import is_phone_number_arn
from .model.identity import Resource
from .model.patience import EVENT_ALLOWED_WITHIN, LEDGER_MADE_WITHIN
from .properties.event import Event, is_response_url

_log = logging.getLogger(__name__)
_ready: set[str] = set()


def begin(services: Services, given: Mapping[str, Any]) -> dict[str, Any]:
    """Record an event, and start its execution. Both may be done again, as Lambda delivers an event at least once.

    Raises:
        PhoneNumberError: it could not be done: Lambda delivers the event again.
    """
    try:
        event = Event.parse(given)
    except ValueError as error:
        return _refuse(services, given, str(error))
    try:
        if not _has_ledger(services, event):
            return {"Arrival": "NOTHING_TO_DELETE"}
        key, arrived = Records(services.table, services.clock).begin(event)
        if arrived is Arrival.LATE:
            _log.warning("CloudFormation has gone on to a later operation", extra={"operation": key})
            if event.kind != "Delete":
                return {"Arrival": arrived.value}
        partition = resource_key(Resource(event.stack_id, event.logical_resource_id))["PK"]
        services.executions.start(execution_name(event.kind, partition, key), {"Resource": partition, "Operation": key})
    except TryAgainLater as unreachable:
        raise PhoneNumberError(f"The event is not recorded yet: {unreachable}. Lambda delivers it again.") from None
    except ResourceNotFoundError as gone:
        # Somebody has deleted the ledger since this function has seen it. The next delivery makes another.
        forget_ledgers()
        raise PhoneNumberError(f"The event is not recorded yet: {gone}. Lambda delivers it again.") from None
    except PhoneNumberError as refused:
        return _fail(services, event, refused)
    return {"Arrival": arrived.value}


def require_ledger(services: Services, *, completes: bool = False) -> bool:
    """See to it that there is a ledger; whether it can be used now.

    Args:
        services: what the function works with.
        completes: whether its backups and its time to live are looked after even where it is known to be complete:
            a table that was restored has lost them.

    Raises:
        AccessDeniedError: it is not there, and the function's role may not make it.
        PhoneNumberError: it is not there, and somebody else has to make it.
        TryAgainLater: DynamoDB can't be reached.
    """
    name = services.settings.ledger_table_name
    if name in _ready and not completes:
        return True
    if completes or _is_ledger_missing(services):
        if not services.make_ledger():
            return False
        expression, values = "SET MadeAt = if_not_exists(MadeAt, :now)", {":now": services.now}
        services.table.update(Write("Update", settings_key(), expression=expression, values=values))
    _ready.add(name)
    return True


def forget_ledgers() -> None:
    """Look again whether there is a ledger."""
    _ready.clear()


def _has_ledger(services: Services, event: Event) -> bool:
    """Wait for the ledger. False for the Delete of a Create that failed without one: it claimed nothing."""
    try:
        _await_ledger(services)
    except PhoneNumberError:
        is_named = is_phone_number_arn(event.physical_resource_id)
        if event.kind != "Delete" or is_named or not _is_ledger_missing(services):
            raise
        _put(services, event.response_url, Answer("SUCCESS", event.physical_resource_id).body(event))
        return False
    return True


def _is_ledger_missing(services: Services) -> bool:
    """Whether there is none that was ever complete."""
    try:
        return "MadeAt" not in services.table.get(settings_key())
    except ResourceNotFoundError:
        return True


def _await_ledger(services: Services) -> None:
    for _ in range(LEDGER_MADE_WITHIN):
        if require_ledger(services):
            return
        services.sleep(1)
    raise TryAgainLater("the ledger is being made")


def _fail(services: Services, event: Event, refused: PhoneNumberError) -> dict[str, Any]:
    """Tell CloudFormation that an event can't be carried out, unless a policy may just not be in force yet."""
    sent_at = event.signed_at or moment_of(services.clock())
    is_young = sent_at > moment_of(services.clock() - EVENT_ALLOWED_WITHIN)
    if isinstance(refused, AccessDeniedError) and is_young:
        raise refused
    key = operation_key(sent_at, event.kind, event.request_id)
    answer = Answer("FAILED", event.physical_resource_id or f"{PENDING}{key}", str(refused))
    _put(services, event.response_url, answer.body(event))
    return {"Refused": str(refused)}


def _refuse(services: Services, given: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """Tell CloudFormation that an event is malformed, where it can be told."""
    url = given.get("ResponseURL")
    ids = [given.get(name) for name in ("StackId", "RequestId", "LogicalResourceId")]
    if not is_response_url(url) or not all(isinstance(each, str) and each for each in ids):
        raise PhoneNumberError(reason)
    named = given.get("PhysicalResourceId")
    named = named if isinstance(named, str) and named else f"{PENDING}{ids[1]}"
    event = Event("", str(ids[1]), str(ids[0]), str(ids[2]), "", named, {}, {})
    _put(services, str(url), Answer("FAILED", named, reason).body(event))
    return {"Refused": reason}


def _put(services: Services, response_url: str, body: bytes) -> None:
    try:
        services.responses.put(response_url, body)
    except TryAgainLater as unreachable:
        raise PhoneNumberError(f"{unreachable}. Lambda delivers the event again.") from None
