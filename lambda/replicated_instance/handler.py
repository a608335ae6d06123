"""The functions that the CDK Provider framework calls.

on_event has no effect on Amazon Connect, for a failure in that leg of a Create makes the framework swallow the Delete
that follows it. All else happens in is_complete.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from connect_phone_numbers.core.event import Event
from connect_phone_numbers.core.identity import Resource
from connect_phone_numbers.errors import TryAgainLater
from connect_phone_numbers.service_call import CLIENT_CONFIG

from .deleting import delete
from .errors import ReplicaError
from .instances import Instances
from .operation import Operation, pending_id
from .properties import Properties
from .replicating import create_or_update

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_log = logging.getLogger(__name__)
_log.setLevel(logging.INFO)


def on_event(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Validate an operation.

    Returns:
        PhysicalResourceId: of a Create an id that it would answer again, of any other the one that CloudFormation
        named.

    Raises:
        ReplicaError: the event or its properties can't be used.
    """
    read = _read(event)
    if read.kind == "Delete":
        return {"PhysicalResourceId": read.physical_resource_id}
    properties = _properties(read)
    return {"PhysicalResourceId": read.physical_resource_id or pending_id(_resource(read), properties)}


def is_complete(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Take an operation as far as it will go now.

    Returns:
        IsComplete, and once it is true for a resource that stays: PhysicalResourceId, the replica's ARN, and Data.

    Raises:
        PhoneNumberError: the operation failed for good.
    """
    read = _read(event)
    operation = Operation(_resource(read), read.physical_resource_id, Instances(_connect_in))
    try:
        if read.kind == "Delete":
            delete(operation, Properties.of_the_past(read.properties, read.stack_id))
            return {"IsComplete": True}
        attributes = create_or_update(operation, _properties(read))
    except TryAgainLater as reason:
        _log.info("Not complete", extra={"kind": read.kind, "why": str(reason)})
        return {"IsComplete": False}
    return {"IsComplete": True, "PhysicalResourceId": attributes["ReplicaArn"], "Data": attributes}


def _read(event: Mapping[str, Any]) -> Event:
    try:
        return Event.parse(event)
    except ValueError as error:
        raise ReplicaError(str(error)) from None


def _resource(event: Event) -> Resource:
    return Resource(event.stack_id, event.logical_resource_id)


def _properties(event: Event) -> Properties:
    try:
        return Properties.parse(event.properties, event.stack_id)
    except ValueError as error:
        raise ReplicaError(f"Invalid replicated instance {event.logical_resource_id}: {error}.") from None


@cache
def _connect_in(region: str) -> ConnectClient:
    return boto3.client("connect", region_name=region, config=CLIENT_CONFIG)


def forget_clients() -> None:
    """Make new clients at the next invocation; for tests, whose endpoints change."""
    _connect_in.cache_clear()
