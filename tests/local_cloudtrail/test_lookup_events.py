"""The event history of what was done to phone numbers."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_cloudtrail import CloudTrailClient
from mypy_boto3_connect import ConnectClient

from local_aws.connect import ConnectControl
from tests.local_connect.conftest import SESSION

DAY = 86_400
NUMBER = "+12065550142"


def records(trail: CloudTrailClient, name: str) -> list[dict[str, Any]]:
    found = trail.lookup_events(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": name}])
    return [json.loads(event["CloudTrailEvent"]) for event in found["Events"]]


def test_claims_releases_and_moves_are_recorded(
    connect_client: ConnectClient, trail: CloudTrailClient, instance_arn: str
) -> None:
    claimed = connect_client.claim_phone_number(TargetArn=instance_arn, PhoneNumber=NUMBER, Tags={"team": "support"})
    instance_id = instance_arn.rpartition("/")[2]
    connect_client.update_phone_number(PhoneNumberId=claimed["PhoneNumberId"], InstanceId=instance_id)
    connect_client.release_phone_number(PhoneNumberId=claimed["PhoneNumberArn"])
    (claim,) = records(trail, "ClaimPhoneNumber")
    assert claim["eventSource"] == "connect.amazonaws.com"
    assert claim["requestParameters"]["PhoneNumber"] == NUMBER
    assert claim["requestParameters"]["TargetArn"] == instance_arn
    assert claim["requestParameters"]["Tags"] == {"team": "support"}
    assert claim["responseElements"] == {key: claimed[key] for key in ("PhoneNumberId", "PhoneNumberArn")}  # type: ignore[literal-required]
    (release,) = records(trail, "ReleasePhoneNumber")
    assert release["requestParameters"]["PhoneNumberId"] == claimed["PhoneNumberArn"].replace(":", "%3A").replace(
        "/", "%2F"
    )
    assert release["responseElements"] is None
    (move,) = records(trail, "UpdatePhoneNumber")
    assert move["requestParameters"]["InstanceId"] == instance_id


def test_what_is_refused_is_recorded_with_its_error(
    connect_client: ConnectClient, trail: CloudTrailClient, control: ConnectControl, instance_arn: str
) -> None:
    control.hold(NUMBER)
    with pytest.raises(ClientError):
        connect_client.claim_phone_number(TargetArn=instance_arn, PhoneNumber=NUMBER)
    (refused,) = records(trail, "ClaimPhoneNumber")
    assert refused["errorCode"] == "InvalidParameterException"
    assert NUMBER in refused["errorMessage"]


def test_the_console_is_recorded(trail: CloudTrailClient, control: ConnectControl, instance_arn: str) -> None:
    control.console_claim(instance_arn, NUMBER)
    control.console_release(NUMBER)
    assert len(records(trail, "ClaimPhoneNumber")) == len(records(trail, "ReleasePhoneNumber")) == 1


def test_events_show_late_and_for_90_days(trail: CloudTrailClient, control: ConnectControl, instance_arn: str) -> None:
    control.configure({"trail_delay_seconds": 900})
    control.console_claim(instance_arn, NUMBER)
    control.advance(890)
    assert records(trail, "ClaimPhoneNumber") == []
    control.advance(20)
    assert len(records(trail, "ClaimPhoneNumber")) == 1
    control.advance(90 * DAY)
    assert records(trail, "ClaimPhoneNumber") == []


def test_the_latest_comes_first_in_pages(trail: CloudTrailClient, control: ConnectControl, instance_arn: str) -> None:
    control.set_quota(instance_arn, 10)
    numbers = [f"+1206555010{digit}" for digit in (0, 2, 3, 4, 5)]
    for number in numbers:
        control.console_claim(instance_arn, number)
        control.advance(60)
    found, token, pages = [], "", 0
    while pages == 0 or token:
        page = trail.lookup_events(MaxResults=2, **({"NextToken": token} if token else {}))
        found += [json.loads(event["CloudTrailEvent"])["requestParameters"]["PhoneNumber"] for event in page["Events"]]
        token, pages = page.get("NextToken", ""), pages + 1
    assert pages == 3
    assert found == numbers[::-1]


def test_a_time_range(trail: CloudTrailClient, control: ConnectControl, instance_arn: str) -> None:
    control.console_claim(instance_arn, NUMBER)
    control.advance(DAY)
    now = datetime.fromtimestamp(control.now(), UTC)
    assert trail.lookup_events(StartTime=now - timedelta(hours=1))["Events"] == []
    assert len(trail.lookup_events(StartTime=now - timedelta(days=2))["Events"]) == 1
    assert trail.lookup_events(EndTime=now - timedelta(days=2))["Events"] == []


def test_other_regions_have_their_own(trail: CloudTrailClient, control: ConnectControl, instance_arn: str) -> None:
    control.console_claim(instance_arn, NUMBER)
    other = SESSION.client("cloudtrail", region_name="us-west-2")
    assert len(trail.lookup_events()["Events"]) == 1
    assert other.lookup_events()["Events"] == []


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"MaxResults": 51}, "InvalidMaxResultsException"),
        ({"NextToken": "made up"}, "InvalidNextTokenException"),
        (
            {"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "x"}] * 2},
            "InvalidLookupAttributesException",
        ),
        (
            {"StartTime": datetime(2030, 1, 2, tzinfo=UTC), "EndTime": datetime(2030, 1, 1, tzinfo=UTC)},
            "InvalidTimeRangeException",
        ),
    ],
)
def test_requests_that_are_refused(trail: CloudTrailClient, request_: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        trail.lookup_events(**request_)
    assert refused.value.response["Error"]["Code"] == code


def test_two_requests_per_second(trail: CloudTrailClient, control: ConnectControl) -> None:
    control.configure({"throttle": True})
    for _ in range(5):
        trail.lookup_events()
    with pytest.raises(ClientError, match="ThrottlingException"):
        trail.lookup_events()


def test_motos_own_trails_still_answer(trail: CloudTrailClient) -> None:
    assert trail.describe_trails()["trailList"] == []
