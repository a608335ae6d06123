import uuid

import pytest

NUMBER = "+12065550142"
DAY = 86_400


def status_of(connect, arn: str) -> dict[str, str]:
    return connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["PhoneNumberStatus"]


def test_a_claim_settles_later(connect, control, instance) -> None:
    claimed = connect.claim_phone_number(
        TargetArn=instance.arn, PhoneNumber=NUMBER, PhoneNumberDescription="Support", Tags={"team": "support"}
    )
    assert status_of(connect, claimed["PhoneNumberId"]) == {"Status": "IN_PROGRESS"}
    control.advance(10)
    summary = connect.describe_phone_number(PhoneNumberId=claimed["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
    assert summary == {
        "PhoneNumberId": claimed["PhoneNumberId"],
        "PhoneNumberArn": f"arn:aws:connect:us-east-1:123456789012:phone-number/{claimed['PhoneNumberId']}",
        "PhoneNumber": NUMBER,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "PhoneNumberDescription": "Support",
        "TargetArn": instance.arn,
        "InstanceId": instance.id,
        "Tags": {"team": "support"},
        "PhoneNumberStatus": {"Status": "CLAIMED"},
    }


@pytest.mark.parametrize("taken", [NUMBER, "+12065550101", "+15555550100"], ids=["own", "others'", "non-existent"])
def test_a_taken_number_is_not_available(connect, claim, instance, taken) -> None:
    claim(instance.arn)
    with pytest.raises(connect.exceptions.InvalidParameterException) as refused:
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=taken)
    assert refused.value.response["Error"]["Message"] == f"Phone number not available: {taken}"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.mark.parametrize("number", [NUMBER, None])
def test_a_race_can_be_lost_once(connect, control, instance, number) -> None:
    control.lose_race(number)
    with pytest.raises(connect.exceptions.InvalidParameterException, match="not available"):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    assert control.numbers() == []
    assert connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550143")


def test_a_race_can_be_lost_for_a_number_whose_claim_failed_before(connect, claim, control, instance) -> None:
    """A search's answer that is some seconds old still has the number, and its next claim is the one to be lost."""
    control.fail_next_claims("The carrier refused")
    claim(instance.arn, NUMBER)
    control.lose_race()
    with pytest.raises(connect.exceptions.InvalidParameterException, match="not available"):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)


def test_a_lost_race_for_a_group_can_be_not_found(connect, control, group) -> None:
    control.configure({"unavailable_is_not_found": True})
    control.lose_race(NUMBER)
    with pytest.raises(connect.exceptions.ResourceNotFoundException, match="not available"):
        connect.claim_phone_number(TargetArn=group.arn, PhoneNumber=NUMBER)


def test_the_same_token_claims_once(connect, control, instance) -> None:
    request = {"TargetArn": instance.arn, "PhoneNumber": NUMBER, "ClientToken": str(uuid.uuid4())}
    first = connect.claim_phone_number(**request)
    assert connect.claim_phone_number(**request)["PhoneNumberArn"] == first["PhoneNumberArn"]
    assert len(control.numbers()) == 1
    with pytest.raises(connect.exceptions.IdempotencyException) as refused:
        connect.claim_phone_number(**request, PhoneNumberDescription="another request")
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_a_refused_claim_leaves_its_token_unused(connect, control, instance) -> None:
    token = str(uuid.uuid4())
    control.lose_race()
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER, ClientToken=token)
    assert connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550143", ClientToken=token)


def test_a_claim_goes_to_the_region_of_its_target(connect, client_in, group, instance) -> None:
    elsewhere = client_in("us-west-2")
    for target in (instance.arn, group.arn):
        with pytest.raises(elsewhere.exceptions.InvalidParameterException):
            elsewhere.claim_phone_number(TargetArn=target, PhoneNumber=NUMBER)


def test_a_failed_claim_lapses_after_a_day(connect, control, instance, claim) -> None:
    control.fail_next_claims("The carrier refused", phone_number=NUMBER)
    arn = claim(instance.arn)
    assert status_of(connect, arn) == {"Status": "FAILED", "Message": "The carrier refused"}
    assert connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []
    with pytest.raises(connect.exceptions.InvalidParameterException, match="cannot be used"):
        connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="x")
    control.advance(DAY)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_phone_number(PhoneNumberId=arn)


def test_a_failed_claim_can_be_retried_within_the_day(connect, control, instance, claim) -> None:
    control.fail_next_claims("The carrier refused")
    failed = claim(instance.arn)
    free = connect.search_available_phone_numbers(
        InstanceId=instance.id, PhoneNumberCountryCode="US", PhoneNumberType="DID", PhoneNumberPrefix=NUMBER[:11]
    )
    assert NUMBER not in [number["PhoneNumber"] for number in free["AvailableNumbersList"]]
    again = claim(instance.arn)
    assert again != failed
    assert status_of(connect, again) == {"Status": "CLAIMED"}


def test_a_claim_in_progress_cannot_be_claimed_again(connect, control, instance) -> None:
    control.fail_next_claims("The carrier refused")
    connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    with pytest.raises(connect.exceptions.InvalidParameterException, match="not available"):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)


def test_each_mock_begins_with_nothing(control) -> None:
    assert control.numbers() == []
    assert control.journal() == []
