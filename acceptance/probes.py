"""Probes: requests that record the service's real errors at no cost. The service refuses them, or they only read."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from .recording.recorder import Recorder

UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"
"""An id that no resource has."""
SECONDS_BETWEEN = 0.6
"""Between two requests: Amazon Connect allows two per second."""


@dataclass(frozen=True)
class Probe:
    """One request.

    Attributes:
        what: a description of the request, with the reason why it can't take effect.
        operation: the operation's name, such as ClaimPhoneNumber.
        request: the request's parameters.
    """

    what: str
    operation: str
    request: dict[str, Any]


def probes_without_number(instance_arn: str) -> list[Probe]:
    """The probes that need no number."""
    unknown_instance = f"{instance_arn.rpartition('/')[0]}/{UNKNOWN_ID}"
    return [
        Probe(
            "ClaimPhoneNumber of a malformed number: no such number exists",
            "ClaimPhoneNumber",
            {"TargetArn": instance_arn, "PhoneNumber": "not-a-number"},
        ),
        Probe(
            "SearchAvailablePhoneNumbers in a country that does not exist: reads only",
            "SearchAvailablePhoneNumbers",
            {"TargetArn": instance_arn, "PhoneNumberCountryCode": "ZZ", "PhoneNumberType": "DID"},
        ),
        Probe("DescribePhoneNumber of an unknown id: reads only", "DescribePhoneNumber", {"PhoneNumberId": UNKNOWN_ID}),
        Probe(
            "ListPhoneNumbersV2 of an unknown instance: reads only",
            "ListPhoneNumbersV2",
            {"TargetArn": unknown_instance},
        ),
    ]


def probes_of_number(instance_id: str, phone_number_id: str, phone_number_arn: str) -> list[Probe]:
    """The probes about the number that the run has claimed."""
    return [
        Probe(
            "AssociatePhoneNumberContactFlow of the claimed number with an unknown flow",
            "AssociatePhoneNumberContactFlow",
            {"PhoneNumberId": phone_number_id, "InstanceId": instance_id, "ContactFlowId": UNKNOWN_ID},
        ),
        Probe(
            "TagResource of the claimed number with 51 tags, of which 50 are allowed",
            "TagResource",
            {"resourceArn": phone_number_arn, "tags": {f"acceptance-{number}": "x" for number in range(51)}},
        ),
    ]


def send(probes: list[Probe], recorder: Recorder, tell: Callable[[str], None]) -> None:
    """Send the probes, and tell for each the service's answer."""
    for probe in probes:
        tell(f"{probe.operation}: {_outcome(probe, recorder)}")
        time.sleep(SECONDS_BETWEEN)


def _outcome(probe: Probe, recorder: Recorder) -> str:
    try:
        recorder.call(probe.operation, **probe.request)
    except ClientError as error:
        return f"{error.response['Error']['Code']} ({error.response['ResponseMetadata']['HTTPStatusCode']})"
    return "not refused, though it should have been"
