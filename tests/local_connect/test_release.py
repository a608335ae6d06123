import uuid

import pytest

NUMBER = "+12065550142"
DAY = 86_400


def test_a_released_number_goes_when_the_release_has_settled(connect, control, instance, claim) -> None:
    arn = claim(instance.arn)
    connect.release_phone_number(PhoneNumberId=arn)
    assert connect.describe_phone_number(PhoneNumberId=arn)
    control.advance(10)
    with pytest.raises(connect.exceptions.ResourceNotFoundException) as gone:
        connect.describe_phone_number(PhoneNumberId=arn)
    assert gone.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert connect.list_phone_numbers_v2(TargetArn=instance.arn)["ListPhoneNumbersSummaryList"] == []


def test_a_released_number_cools_down_for_180_days(connect, control, instance, claim) -> None:
    connect.release_phone_number(PhoneNumberId=claim(instance.arn))
    control.advance(180 * DAY - 60)
    with pytest.raises(connect.exceptions.InvalidParameterException, match="not available"):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    control.advance(60)
    assert claim(instance.arn)


def test_the_same_token_releases_once(connect, control, instance, claim) -> None:
    arn, token = claim(instance.arn), str(uuid.uuid4())
    connect.release_phone_number(PhoneNumberId=arn, ClientToken=token)
    connect.release_phone_number(PhoneNumberId=arn, ClientToken=token)
    assert [operation["kind"] for operation in control.quota(instance.arn)["operations"]] == ["claim", "release"]
    with pytest.raises(connect.exceptions.IdempotencyException):
        connect.release_phone_number(PhoneNumberId=claim(instance.arn, "+12065550143"), ClientToken=token)


def test_a_claim_in_progress_is_in_use(connect, instance) -> None:
    arn = connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)["PhoneNumberArn"]
    with pytest.raises(connect.exceptions.ResourceInUseException) as refused:
        connect.release_phone_number(PhoneNumberId=arn)
    assert refused.value.response["ResourceId"] == arn


def test_a_number_is_released_in_its_home_region_only(client_in, group, claim) -> None:
    elsewhere = client_in("us-west-2")
    with pytest.raises(elsewhere.exceptions.InvalidParameterException, match="us-east-1"):
        elsewhere.release_phone_number(PhoneNumberId=claim(group.arn))


def test_the_console_claims_and_releases_without_a_call(connect, control, instance) -> None:
    claimed = control.console_claim(instance.arn)
    control.advance(10)
    assert connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"][0]["PhoneNumber"] == claimed["phone_number"]
    control.console_release(claimed["phone_number"])
    assert [operation["kind"] for operation in control.quota(instance.arn)["operations"]] == ["claim", "release"]
    operations = {call["operation"] for call in control.journal()}
    assert operations == {"CreateInstance", "ListPhoneNumbersV2"}
    with pytest.raises(ValueError, match="not claimed"):
        control.console_release(claimed["phone_number"])
