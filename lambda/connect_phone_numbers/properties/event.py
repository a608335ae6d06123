"""CloudFormation's event for a custom resource.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from ..model.message import shown

REQUEST_TYPES = ("Create", "Update", "Delete")

_IDS = {
    "StackId": re.compile(
        r"arn:aws[a-z-]{0,20}:cloudformation:[a-z0-9-]{1,40}:[0-9]{12}:stack/[A-Za-z0-9-]{1,128}/[A-Za-z0-9-]{1,64}"
    ),
    "LogicalResourceId": re.compile(r"[A-Za-z0-9._-]{1,255}"),
    "RequestId": re.compile(r"[A-Za-z0-9._-]{1,128}"),
}
_RESPONSE_URL = re.compile(r"(?:https://[^/\s]+|http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?)/\S*")
_SIGNED_AT = re.compile(r"[?&]X-Amz-Date=([0-9]{8}T[0-9]{6}Z)(?:&|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """One operation of CloudFormation on one resource.

    Attributes:
        kind: the RequestType, `Create`, `Update` or `Delete`.
        request_id: CloudFormation's RequestId. CloudFormation uses it again when a deployment is retried.
        resource_type: `Custom::ConnectPhoneNumber`, for example.
        physical_resource_id: "" for a Create.
        properties: the ResourceProperties; empty where a Delete's are not a map.
        old_properties: the OldResourceProperties; empty where there are none, or they are not a map.
        response_url: the address for the answer. It is a secret: whoever knows it can answer.
        signed_at: when CloudFormation signed `response_url`, `YYYYMMDDTHHMMSSZ`; "" where the URL does not say.
    """

    kind: str
    request_id: str
    stack_id: str
    logical_resource_id: str
    resource_type: str
    physical_resource_id: str
    properties: Mapping[str, Any]
    old_properties: Mapping[str, Any]
    response_url: str = field(default="", repr=False)
    signed_at: str = ""

    @classmethod
    def parse(cls, event: object) -> Self:
        """Read an event.

        Raises:
            ValueError: the event is not CloudFormation's. The message lists all that is wrong.
        """
        if not isinstance(event, Mapping):
            # The message does not show the value, which may hold the secret ResponseURL.
            raise ValueError(_malformed(["it is not a map"]))
        kind, properties = event.get("RequestType"), event.get("ResourceProperties")
        problems = [] if kind in REQUEST_TYPES else [f"RequestType is {shown(kind)}"]
        for name, pattern in _IDS.items():
            if not (isinstance(event.get(name), str) and pattern.fullmatch(event[name])):
                problems.append(f"{name} is {shown(event.get(name))}")
        named = event.get("PhysicalResourceId")
        is_new = kind == "Create" and named in (None, "")
        if not (is_new or (isinstance(named, str) and named)):
            problems.append(f"PhysicalResourceId is {shown(named)}")
        if kind != "Delete" and not isinstance(properties, Mapping):
            problems.append(f"ResourceProperties is {shown(properties)}, and not a map")
        if not is_response_url(event.get("ResponseURL")):
            problems.append("ResponseURL is not an https address")
        if problems:
            raise ValueError(_malformed(problems))
        return cls(
            str(kind),
            event["RequestId"],
            event["StackId"],
            event["LogicalResourceId"],
            str(event.get("ResourceType", "")),
            named or "",
            _as_map(properties),
            _as_map(event.get("OldResourceProperties")),
            event["ResponseURL"],
            _signed_at(event["ResponseURL"]),
        )

    def recorded(self) -> str:
        """The event as the ledger keeps it: JSON, without the ResponseURL."""
        return json.dumps({name: value for name, value in asdict(self).items() if name != "response_url"})

    @classmethod
    def from_record(cls, recorded: str) -> Self:
        """The event that the ledger keeps."""
        return cls(**json.loads(recorded))


def is_response_url(value: object) -> bool:
    """Whether an answer may go to an address: https, or http on this machine for a local CloudFormation."""
    return isinstance(value, str) and _RESPONSE_URL.fullmatch(value) is not None


def _signed_at(response_url: str) -> str:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html"""
    signed = _SIGNED_AT.search(response_url)
    return signed[1] if signed else ""


def _malformed(problems: list[str]) -> str:
    return f"Malformed event, nothing was done: {'; '.join(problems)}. Only CloudFormation may call this function."


def _as_map(value: object) -> Mapping[str, Any]:
    """Properties of the past may have any shape, and are never refused."""
    return value if isinstance(value, Mapping) else {}
