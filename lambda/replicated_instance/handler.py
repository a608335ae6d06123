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
        ReplicaError: the properties can't be used.
    """
    if event["RequestType"] == "Delete":
        return {"PhysicalResourceId": event["PhysicalResourceId"]}
    properties = _properties(event)
    return {"PhysicalResourceId": event.get("PhysicalResourceId") or pending_id(_resource(event), properties)}


def is_complete(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Take an operation as far as it will go now.

    Returns:
        IsComplete, and once it is true for a resource that stays: PhysicalResourceId, the replica's ARN, and Data.

    Raises:
        PhoneNumberError: the operation failed for good.
    """
    operation = Operation(_resource(event), event["PhysicalResourceId"], Instances(_connect_in))
    try:
        if event["RequestType"] == "Delete":
            delete(operation, _old_properties(event))
            return {"IsComplete": True}
        attributes = create_or_update(operation, _properties(event))
    except TryAgainLater as reason:
        _log.info("Not complete", extra={"kind": event["RequestType"], "why": str(reason)})
        return {"IsComplete": False}
    return {"IsComplete": True, "PhysicalResourceId": attributes["ReplicaArn"], "Data": attributes}


def _resource(event: Mapping[str, Any]) -> Resource:
    return Resource(event["StackId"], event["LogicalResourceId"])


def _properties(event: Mapping[str, Any]) -> Properties:
    try:
        return Properties.parse(event["ResourceProperties"], event["StackId"])
    except ValueError as error:
        raise ReplicaError(f"Invalid replicated instance {event['LogicalResourceId']}: {error}.") from None


def _old_properties(event: Mapping[str, Any]) -> Properties | None:
    """The properties of a Delete, which may be of any shape and are never refused."""
    try:
        return Properties.parse(event.get("ResourceProperties") or {}, event["StackId"])
    except ValueError:
        return None


@cache
def _connect_in(region: str) -> ConnectClient:
    return boto3.client("connect", region_name=region, config=CLIENT_CONFIG)


def forget_clients() -> None:
    """Make new clients at the next invocation; for tests, whose endpoints change."""
    _connect_in.cache_clear()
