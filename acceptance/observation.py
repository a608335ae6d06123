"""The number as Amazon Connect describes it to the acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from .instance import Instance
from .recording.recorder import Recorder


@dataclass(frozen=True)
class Observation:
    """A number, as Amazon Connect describes it.

    Attributes:
        phone_number: in E.164.
        status: CLAIMED, IN_PROGRESS or FAILED.
        status_message: why it FAILED, or "".
        target_arn: the ARN of its instance or traffic distribution group.
        description: "" if it has none.
        tags: all its tags, the values by key.
        flow: the id or ARN of its contact flow, as the service answers; None if it has none.
    """

    phone_number: str
    status: str
    status_message: str
    target_arn: str
    description: str
    tags: dict[str, str]
    flow: str | None


def observe(recorder: Recorder, instance: Instance, phone_number_arn: str) -> Observation | None:
    """The number. None if no number has this ARN."""
    described = describe(recorder, phone_number_arn)
    if described is None:
        return None
    associations = recorder.call(
        "BatchGetFlowAssociation",
        InstanceId=instance.id,
        ResourceIds=[phone_number_arn],
        ResourceType="VOICE_PHONE_NUMBER",
    ).get("FlowAssociationSummaryList", [])
    flows = [association["FlowId"] for association in associations if association["ResourceId"] == phone_number_arn]
    status = described.get("PhoneNumberStatus", {})
    return Observation(
        described["PhoneNumber"],
        status.get("Status", ""),
        status.get("Message", ""),
        described.get("TargetArn", ""),
        described.get("PhoneNumberDescription", ""),
        described.get("Tags", {}),
        flows[0] if flows else None,
    )


def describe(recorder: Recorder, phone_number_arn: str) -> dict[str, Any] | None:
    """DescribePhoneNumber's answer. None if there is no such number."""
    try:
        summary: dict[str, Any] = recorder.call("DescribePhoneNumber", PhoneNumberId=phone_number_arn)[
            "ClaimedPhoneNumberSummary"
        ]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise
    return summary


def held_numbers(recorder: Recorder, instance: Instance) -> dict[str, str]:
    """The numbers claimed to the instance itself, by ARN."""
    held: dict[str, str] = {}
    token: dict[str, str] = {}
    while True:
        page = recorder.call("ListPhoneNumbersV2", TargetArn=instance.arn, MaxResults=1000, **token)
        numbers = page.get("ListPhoneNumbersSummaryList", [])
        held.update({number["PhoneNumberArn"]: number["PhoneNumber"] for number in numbers})
        if "NextToken" not in page:
            return held
        token = {"NextToken": page["NextToken"]}
