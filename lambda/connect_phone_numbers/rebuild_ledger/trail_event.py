"""CloudTrail's records of operations on phone numbers.

No example of these records is published. Records of Connect's other operations have the members of the API under the
API's names, and parameters of the path as they were sent, which may be URL-encoded. So members are read in both ways.
https://docs.aws.amazon.com/connect/latest/adminguide/logging-using-cloudtrail.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

EVENT_SOURCE = "connect.amazonaws.com"
CLAIM = "ClaimPhoneNumber"
RELEASE = "ReleasePhoneNumber"
IMPORT = "ImportPhoneNumber"
MOVE = "UpdatePhoneNumber"
EVENT_NAMES = (CLAIM, IMPORT, RELEASE, MOVE)
"""Claims, imports and releases count. A move tells where a number was when it was released.
https://docs.aws.amazon.com/connect/latest/APIReference/API_ImportPhoneNumber.html"""

_PHONE_NUMBER = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_ENCODED = re.compile(r"%([0-7][0-9A-Fa-f])")


@dataclass(frozen=True)
class TrailEvent:
    """An operation that the service accepted.

    Attributes:
        event_id: CloudTrail's.
        name: one of EVENT_NAMES.
        at: when, in seconds since the epoch.
        phone_number: in E.164; of an import, the ARN that it is imported by; "" where the record has neither.
        phone_number_id: the service's; "" where the record does not have it.
        target_arn: of a claim, import or move: the instance or traffic distribution group; else "".
        client_token: the request's, else "".
    """

    event_id: str
    name: str
    at: int
    phone_number: str
    phone_number_id: str
    target_arn: str
    client_token: str

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Self | None:
        """Read a record. None for a record of another operation, or of a call that the service refused."""
        name = record.get("eventName", "")
        if record.get("eventSource") != EVENT_SOURCE or name not in EVENT_NAMES or record.get("errorCode"):
            return None
        request = record.get("requestParameters") or {}
        response = record.get("responseElements") or {}
        phone_number = _member(request, "PhoneNumber")
        # The id is the last part of the ARN.
        named = _member(response, "PhoneNumberId") or _member(response, "PhoneNumberArn")
        named = named or _member(request, "PhoneNumberId")
        return cls(
            record["eventID"],
            name,
            int(datetime.fromisoformat(record["eventTime"]).timestamp()),
            phone_number if _PHONE_NUMBER.fullmatch(phone_number) else _member(request, "SourcePhoneNumberArn"),
            named.rpartition("/")[2],
            _target_arn(record, request, response),
            _member(request, "ClientToken"),
        )


def _member(members: Mapping[str, Any], name: str) -> str:
    value = members.get(name) or members.get(name[0].lower() + name[1:]) or ""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else ""


def _target_arn(record: Mapping[str, Any], request: Mapping[str, Any], response: Mapping[str, Any]) -> str:
    target = _member(request, "TargetArn") or _member(request, "InstanceId")
    if not target or target.startswith("arn:"):
        return target
    partition = _member(response, "PhoneNumberArn").split(":")[1:2] or ["aws"]
    return f"arn:{partition[0]}:connect:{record['awsRegion']}:{record['recipientAccountId']}:instance/{target}"
