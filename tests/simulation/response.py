"""A custom resource's response, as CloudFormation reads it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RESPONSE_BYTES = 4096
PHYSICAL_ID_BYTES = 1024
_IDS = ("StackId", "RequestId", "LogicalResourceId")


@dataclass(frozen=True)
class Response:
    """A response.

    Attributes:
        status: SUCCESS or FAILED.
        physical_resource_id: the resource's physical id from now on.
        reason: the reason of a failure.
        data: the attributes of a success.
        body: the body that was received; empty if none was received or accepted.
    """

    status: str
    physical_resource_id: str
    reason: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCESS"


def received(body: bytes, event: Mapping[str, Any], otherwise: str) -> Response | None:
    """The response by CloudFormation's rules. None if the body answers another request.

    Args:
        body: the body that was put to the ResponseURL.
        event: the event that it answers.
        otherwise: the resource's physical id if the response can't be accepted.
    """
    parsed = _parsed(body)
    if isinstance(parsed, dict) and parsed and any(parsed.get(name) != event[name] for name in _IDS):
        return None
    problem = _problem(body, parsed)
    if problem:
        return Response("FAILED", otherwise, problem)
    assert isinstance(parsed, dict)
    known: dict[str, Any] = {"physical_resource_id": parsed["PhysicalResourceId"], "body": parsed}
    if parsed["Status"] == "FAILED":
        return Response("FAILED", reason=str(parsed.get("Reason", "")), **known)
    return Response("SUCCESS", data=parsed.get("Data", {}), **known)


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body) if len(body) <= RESPONSE_BYTES else None
    except ValueError:
        return None


def _problem(body: bytes, parsed: object) -> str:
    if len(body) > RESPONSE_BYTES:
        return "Response object is too long."
    if not isinstance(parsed, dict):
        return "Invalid Json response object"
    if parsed.get("Status") not in ("SUCCESS", "FAILED"):
        return f"Invalid Status: {parsed.get('Status')}"
    physical_resource_id = parsed.get("PhysicalResourceId")
    if not isinstance(physical_resource_id, str) or not 0 < len(physical_resource_id.encode()) <= PHYSICAL_ID_BYTES:
        return "Invalid PhysicalResourceId"
    return ""
