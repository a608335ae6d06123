"""The event that the Provider framework hands to a handler, as far as every resource needs it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .shown import shown

REQUEST_TYPES = ("Create", "Update", "Delete")

_STACK_ID = re.compile(
    r"arn:aws[a-z-]{0,20}:cloudformation:[a-z0-9-]{1,40}:[0-9]{12}:stack/[A-Za-z0-9-]{1,128}/[A-Za-z0-9-]{1,64}"
)
# CloudFormation's are letters and digits alone.
_LOGICAL_RESOURCE_ID = re.compile(r"[A-Za-z0-9._-]{1,255}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")


@dataclass(frozen=True)
class Event:
    """One operation of CloudFormation on one resource. Its ResponseURL is a secret, and left out.

    Attributes:
        kind: the RequestType, `Create`, `Update` or `Delete`.
        request_id: the same for every call made for this operation.
        physical_resource_id: "" before a Create has got one.
        properties: the ResourceProperties; empty for a Delete whose properties are no map.
        old_properties: the OldResourceProperties; empty where there are none, or no map.
    """

    kind: str
    request_id: str
    stack_id: str
    logical_resource_id: str
    physical_resource_id: str
    properties: Mapping[str, Any]
    old_properties: Mapping[str, Any]

    @classmethod
    def parse(cls, event: object) -> Self:
        """Read an event.

        Raises:
            ValueError: CloudFormation did not send this; the message lists all that is wrong.
        """
        if not isinstance(event, Mapping):
            # Not what it is: that may hold the secret ResponseURL.
            raise ValueError(_malformed(["it is not a map"]))
        kind, properties = event.get("RequestType"), event.get("ResourceProperties")
        problems = [] if kind in REQUEST_TYPES else [f"RequestType is {shown(kind)}"]
        for name, pattern in (
            ("StackId", _STACK_ID),
            ("LogicalResourceId", _LOGICAL_RESOURCE_ID),
            ("RequestId", _REQUEST_ID),
        ):
            problems += _id_problems(name, event.get(name), pattern)
        problems += _physical_resource_id_problems(kind, event.get("PhysicalResourceId"))
        if kind != "Delete" and not isinstance(properties, Mapping):
            problems.append(f"ResourceProperties is {shown(properties)}, and not a map")
        if problems:
            raise ValueError(_malformed(problems))
        return cls(
            str(kind),
            event["RequestId"],
            event["StackId"],
            event["LogicalResourceId"],
            event.get("PhysicalResourceId") or "",
            _as_map(properties),
            _as_map(event.get("OldResourceProperties")),
        )


def _malformed(problems: list[str]) -> str:
    return f"Malformed event, nothing was done: {'; '.join(problems)}. Only CloudFormation may call this function."


def _id_problems(name: str, value: object, pattern: re.Pattern[str]) -> list[str]:
    if isinstance(value, str) and pattern.fullmatch(value):
        return []
    return [f"{name} is {shown(value)}"]


def _physical_resource_id_problems(kind: object, value: object) -> list[str]:
    if (value is None or value == "") and kind == "Create":
        return []
    return [] if isinstance(value, str) and value else [f"PhysicalResourceId is {shown(value)}"]


def _as_map(value: object) -> Mapping[str, Any]:
    """Properties that may be of any shape: those of the past are never refused."""
    return value if isinstance(value, Mapping) else {}
