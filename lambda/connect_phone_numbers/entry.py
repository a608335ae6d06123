"""CloudFormation's event: it is recorded in the ledger, and an execution is started that carries it out."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from .aws.cloud_formation import Answer
from .aws.services import Services, execution_name
from .decisions.dooming import PENDING
from .decisions.order import Arrival, moment_of, operation_key
from .errors import AccessDeniedError, PhoneNumberError, ResourceNotFoundError, TryAgainLater
from .ledger.layout import SETTINGS_KEY, resource_key
from .ledger.records import Records
from .ledger.table import Write
from .model.identity import Resource
from .model.patience import EVENT_ALLOWED_WITHIN, LEDGER_MADE_WITHIN
from .properties.event import Event, is_response_url

_log = logging.getLogger(__name__)
_ready: set[str] = set()
_NEVER_UNDONE = "Custom::ConnectPhoneNumberQuotaIncrease"
"""The resource type whose Delete does nothing."""


def begin(services: Services, given: Mapping[str, Any]) -> dict[str, Any]:
    """Record an event, and start its execution. Lambda delivers an event at least once, so both may be repeated.

    Raises:
        PhoneNumberError: the event could not be recorded. Lambda delivers it again.
    """
    try:
        return _begin(services, given)
    except (TryAgainLater, ResourceNotFoundError) as unreachable:
        if isinstance(unreachable, ResourceNotFoundError):
            # Somebody has deleted the ledger. The next delivery makes another.
            forget_ledgers()
        raise PhoneNumberError(f"The event is not recorded yet: {unreachable}. Lambda delivers it again.") from None


def require_ledger(services: Services, *, completes: bool = False) -> bool:
    """Make the ledger if there is none. Returns whether the ledger can be used now.

    Args:
        services: the services of the function.
        completes: whether to switch on backups and time to live even if the ledger was complete once. A table that was
            restored from a backup has lost them.

    Raises:
        AccessDeniedError: there is no ledger, and the function's role may not make one.
        PhoneNumberError: there is no ledger, and somebody else has to make it.
        TryAgainLater: DynamoDB can't be reached.
    """
    name = services.settings.ledger_table_name
    if name in _ready and not completes:
        return True
    if completes or _is_ledger_missing(services):
        if not services.make_ledger():
            return False
        expression, values = "SET MadeAt = if_not_exists(MadeAt, :now)", {":now": services.now}
        services.table.update(Write("Update", SETTINGS_KEY, expression=expression, values=values))
    _ready.add(name)
    return True


def forget_ledgers() -> None:
    """Forget which ledgers were seen. The next event looks again."""
    _ready.clear()


def _begin(services: Services, given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        event = Event.parse(given)
    except ValueError as error:
        return _refuse(services, given, str(error))
    try:
        if not _has_ledger(services, event):
            services.responses.put(event.response_url, Answer("SUCCESS", event.physical_resource_id).body(event))
            return {"Arrival": "NOTHING_TO_DELETE"}
        key, arrived = Records(services.table, services.clock).begin(event)
        if arrived is Arrival.LATE:
            _log.warning("Late event: CloudFormation has gone on to a later operation", extra={"operation": key})
            if event.kind != "Delete":
                return {"Arrival": arrived.value}
        partition = resource_key(Resource(event.stack_id, event.logical_resource_id))["PK"]
        services.executions.start(execution_name(event.kind, partition, key), {"Resource": partition, "Operation": key})
    except ResourceNotFoundError:
        raise
    except PhoneNumberError as refused:
        return _fail(services, event, refused)
    return {"Arrival": arrived.value}


def _has_ledger(services: Services, event: Event) -> bool:
    """Wait for the ledger. False if there is none, and the event is a Delete that has nothing to end."""
    try:
        for _ in range(LEDGER_MADE_WITHIN):
            if require_ledger(services):
                return True
            services.sleep(1)
    except PhoneNumberError:
        # Ids of what was created are ARNs, or begin with one.
        ends_something = event.physical_resource_id.startswith("arn:") and event.resource_type != _NEVER_UNDONE
        if event.kind != "Delete" or ends_something or not _is_ledger_missing(services):
            raise
        return False
    raise TryAgainLater("the ledger is being made")


def _is_ledger_missing(services: Services) -> bool:
    """Whether there is no ledger that was complete once."""
    try:
        return "MadeAt" not in services.table.get(SETTINGS_KEY)
    except ResourceNotFoundError:
        return True


def _fail(services: Services, event: Event, refused: PhoneNumberError) -> dict[str, Any]:
    """Answer FAILED to an event, unless it was refused because a new policy may not be in force yet."""
    sent_at = event.signed_at or moment_of(services.clock())
    is_young = sent_at > moment_of(services.clock() - EVENT_ALLOWED_WITHIN)
    if isinstance(refused, AccessDeniedError) and is_young:
        raise refused
    key = operation_key(sent_at, event.kind, event.request_id)
    answer = Answer("FAILED", event.physical_resource_id or f"{PENDING}{key}", str(refused))
    services.responses.put(event.response_url, answer.body(event))
    return {"Refused": str(refused)}


def _refuse(services: Services, given: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """Answer FAILED to a malformed event, if it has the ids and the address that an answer needs."""
    url = given.get("ResponseURL")
    ids = [given.get(name) for name in ("StackId", "RequestId", "LogicalResourceId")]
    if not is_response_url(url) or not all(isinstance(each, str) and each for each in ids):
        raise PhoneNumberError(reason)
    named = given.get("PhysicalResourceId")
    named = named if isinstance(named, str) and named else f"{PENDING}{ids[1]}"
    event = Event("", str(ids[1]), str(ids[0]), str(ids[2]), "", named, {}, {})
    services.responses.put(str(url), Answer("FAILED", named, reason).body(event))
    return {"Refused": reason}
