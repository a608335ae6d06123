"""CloudTrail's records, in whatever of the known forms."""

from typing import Any

import pytest

from connect_phone_numbers.rebuild_ledger.trail_event import TrailEvent

INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/i-1"
NUMBER_ARN = "arn:aws:connect:us-east-1:123456789012:phone-number/n-1"
RECORD: dict[str, Any] = {
    "eventID": "e-1",
    "eventTime": "2026-01-02T03:04:05Z",
    "eventSource": "connect.amazonaws.com",
    "eventName": "ClaimPhoneNumber",
    "awsRegion": "us-east-1",
    "recipientAccountId": "123456789012",
    "requestParameters": {"PhoneNumber": "+12065550100", "TargetArn": INSTANCE, "ClientToken": "t-1"},
    "responseElements": {"PhoneNumberId": "n-1", "PhoneNumberArn": NUMBER_ARN},
}


def parsed(**changes: Any) -> TrailEvent:
    event = TrailEvent.parse({**RECORD, **changes})
    assert event is not None
    return event


def test_a_claim() -> None:
    assert parsed() == TrailEvent("e-1", "ClaimPhoneNumber", 1767323045, "+12065550100", "n-1", INSTANCE, "t-1")


@pytest.mark.parametrize(
    "request_parameters",
    [
        {"InstanceId": "i-1"},
        {"instanceId": "i-1"},
        {"targetArn": INSTANCE},
        {"TargetArn": INSTANCE.replace(":", "%3A").replace("/", "%2F")},
        {"InstanceId": INSTANCE},
    ],
)
def test_a_target_however_it_is_written(request_parameters: dict[str, str]) -> None:
    assert parsed(requestParameters=request_parameters).target_arn == INSTANCE


def test_an_instance_of_another_partition() -> None:
    response = {"PhoneNumberArn": NUMBER_ARN.replace("arn:aws:", "arn:aws-us-gov:")}
    event = parsed(requestParameters={"InstanceId": "i-1"}, responseElements=response)
    assert event.target_arn == INSTANCE.replace("arn:aws:", "arn:aws-us-gov:")
    assert event.phone_number_id == "n-1"


@pytest.mark.parametrize("named", ["n-1", NUMBER_ARN, NUMBER_ARN.replace(":", "%3A").replace("/", "%2F")])
def test_a_release(named: str) -> None:
    event = parsed(eventName="ReleasePhoneNumber", requestParameters={"PhoneNumberId": named}, responseElements=None)
    assert (event.phone_number, event.phone_number_id, event.target_arn) == ("", "n-1", "")


def test_what_is_hidden_is_not_known() -> None:
    event = parsed(requestParameters={"PhoneNumber": "HIDDEN_DUE_TO_SECURITY_REASONS", "TargetArn": INSTANCE})
    assert event.phone_number == ""
    assert event.phone_number_id == "n-1"


@pytest.mark.parametrize(
    "changes",
    [{"errorCode": "InvalidParameterException"}, {"eventName": "ListPhoneNumbers"}, {"eventSource": "other"}],
)
def test_what_did_not_happen_is_no_event(changes: dict[str, str]) -> None:
    assert TrailEvent.parse({**RECORD, **changes}) is None
