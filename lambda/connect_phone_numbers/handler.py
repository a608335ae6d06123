"""The functions that the CDK Provider framework calls.

A failure in the on_event leg of a Create makes the framework swallow the Delete that follows it, so on_event has no
effect on Amazon Connect: it validates, and answers an id that it would answer again. All else happens in is_complete,
whose failures carry that id, and whose Delete arrives.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .account_numbers import AccountNumbers
from .connect import Connect
from .core.quota import DEFAULT_QUOTA
from .errors import AccessDeniedError, PhoneNumberError, QuotaExceededError, TryAgainLater
from .ledger import Ledger, ResourceRecord
from .operation import Operation
from .pace import Pace
from .parking import ParkedNumbers
from .quotas import Quotas
from .reconciler import create_or_update, delete
from .request import Request
from .search_pages import SearchPages
from .service_call import CLIENT_CONFIG, LEDGER_CLIENT_CONFIG
from .service_quotas import ServiceQuotas
from .table import Table
from .tag_readings import TagReadings

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

POLICY_SECONDS = 60
"""How long after an operation began a denied access is tried again: a policy written just before it takes a while to
be in force everywhere. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html, "Changes that I make are
not always immediately visible"."""

GOING_ON_SECONDS = 25
"""What must be left of an invocation's time to go on in it, after a moment's wait, instead of in the next one."""

_log = logging.getLogger(__name__)
_log.setLevel(logging.INFO)


def on_event(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Validate an operation, and note that it has begun.

    Returns:
        PhysicalResourceId: of a Create the claim id, of any other the one that CloudFormation named.

    Raises:
        InvalidPropertiesError: the properties can't be used.
        PhoneNumberError: the ledger can't be reached.
    """
    request = Request.parse(event)
    try:
        _ledger().begin(request.resource, request.request_id, is_create=request.kind == "Create")
    except TryAgainLater as unreachable:
        raise PhoneNumberError(f"The ledger can't be reached: {unreachable}. Try again.") from unreachable
    if request.kind == "Create" and request.selection is not None:
        return {"PhysicalResourceId": request.resource.claim_id(request.selection)}
    return {"PhysicalResourceId": request.physical_resource_id}


def is_complete(event: Mapping[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's, it has no type
    """Take an operation as far as it will go now.

    Returns:
        IsComplete, and once it is true for a resource that stays: PhysicalResourceId, the number's ARN, and Data.

    Raises:
        PhoneNumberError: the operation failed for good.
    """
    request = Request.parse(event)
    until = time.time() + context.get_remaining_time_in_millis() / 1000
    while True:
        try:
            return _carry_out(request, until, context.aws_request_id)
        except TryAgainLater as reason:
            if reason.after is None or time.time() + reason.after + GOING_ON_SECONDS > until:
                _log_waiting(request, str(reason))
                return {"IsComplete": False}
            time.sleep(reason.after)


def _log_waiting(request: Request, reason: str) -> None:
    _log.info(
        "Not complete",
        extra={"kind": request.kind, "logical_resource_id": request.resource.logical_resource_id, "why": reason},
    )


def _carry_out(request: Request, until: float, holder: str) -> dict[str, Any]:
    ledger = _ledger()
    record = ledger.open(request.resource, request.request_id, holder, until)
    try:
        operation = _operation(request, record, ledger, until)
        if request.properties is None:
            delete(operation)
            return {"IsComplete": True}
        answer = create_or_update(operation, request.properties)
        return {"IsComplete": True, "PhysicalResourceId": answer.physical_resource_id, "Data": answer.attributes}
    except (AccessDeniedError, QuotaExceededError) as refused:
        if time.time() - record.began_at < POLICY_SECONDS and _may_be_for_a_late_policy(refused):
            raise TryAgainLater(str(refused)) from refused
        raise
    finally:
        _close(ledger, request, holder)


def _operation(request: Request, record: ResourceRecord, ledger: Ledger, until: float) -> Operation:
    table = _table()
    pace = Pace(table, time.time, time.sleep, until)
    connect = Connect(_connect_client, pace.wait, _instances())
    quotas = Quotas(table, AccountNumbers(table, connect), _service_quotas(), _assumed_quota())
    return Operation(
        request,
        record,
        ledger,
        connect,
        quotas,
        ParkedNumbers(table),
        SearchPages(table, connect),
        TagReadings(table, connect),
        time.time,
    )


def _may_be_for_a_late_policy(refused: AccessDeniedError | QuotaExceededError) -> bool:
    """Whether it may be that a policy is not in force yet: Service Quotas' silence may come from that, too."""
    return isinstance(refused, AccessDeniedError) or refused.use.is_assumed


def _close(ledger: Ledger, request: Request, holder: str) -> None:
    try:
        ledger.close(request.resource, holder)
    except (TryAgainLater, AccessDeniedError) as unreachable:
        _log.warning("The lock stays until this invocation's time is up", extra={"why": str(unreachable)})


@cache
def _table() -> Table:
    client = boto3.client("dynamodb", config=LEDGER_CLIENT_CONFIG)
    return Table(client, os.environ["LEDGER_TABLE_NAME"])


@cache
def _ledger() -> Ledger:
    return Ledger(_table(), time.time)


@cache
def _connect_client(region: str) -> ConnectClient:
    return boto3.client("connect", region_name=region or None, config=CLIENT_CONFIG)


@cache
def _instances() -> dict[str, str]:
    """The instances of traffic distribution groups, kept from one invocation to the next."""
    return {}


@cache
def _service_quotas() -> ServiceQuotas:
    return ServiceQuotas(boto3.client("service-quotas", config=CLIENT_CONFIG))


def _assumed_quota() -> int:
    return int(os.environ.get("PHONE_NUMBERS_PER_INSTANCE", DEFAULT_QUOTA))


def forget_clients() -> None:
    """Make new clients at the next invocation; for tests, whose endpoints change."""
    for made in (_table, _ledger, _connect_client, _instances, _service_quotas):
        made.cache_clear()
