"""CloudFormation's events, as the function gets them."""

from __future__ import annotations

import json
import re
from typing import Any

from connect_phone_numbers.decisions.order import moment_of
from tests.explore.configuration import Configuration
from tests.explore.numbers import ACCOUNT, REGION
from tests.explore.stack import Operation

STACK_ID = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/s/11"
_URL = re.compile(r"https://cloudformation/(?P<resource>[^/]+)/(?P<number>\d+)/(?P<request_id>[^?]+)\?.*")


def event_of(operation: Operation, configuration: Configuration) -> str:
    """The event, as JSON."""
    event: dict[str, Any] = {
        "RequestType": operation.kind,
        "RequestId": operation.request_id,
        "ResponseURL": _url(operation),
        "StackId": STACK_ID,
        "LogicalResourceId": operation.resource,
        "ResourceType": "Custom::ConnectPhoneNumber",
        "ResourceProperties": configuration.properties[operation.asks],
    }
    if operation.physical_resource_id:
        event["PhysicalResourceId"] = operation.physical_resource_id
    if operation.asked_before:
        event["OldResourceProperties"] = configuration.properties[operation.asked_before]
    return json.dumps(event)


def _url(operation: Operation) -> str:
    at = f"X-Amz-Date={moment_of(operation.sent_at)}"
    return f"https://cloudformation/{operation.resource}/{operation.number}/{operation.request_id}?{at}"


def addressee(response_url: str) -> tuple[str, int, str]:
    """The addressee of a ResponseURL: the resource, the operation's number, and its RequestId."""
    match = _URL.fullmatch(response_url)
    assert match is not None, response_url
    return match["resource"], int(match["number"]), match["request_id"]
