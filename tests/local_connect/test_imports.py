"""ImportPhoneNumber: numbers of AWS End User Messaging."""

import pytest
from botocore.exceptions import ClientError

NUMBER = "+12065550999"


@pytest.fixture
def source(control) -> str:
    return control.request_source(NUMBER)


def refusal(call, **arguments) -> str:
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"]


def test_an_import_is_claimed_after_a_while(connect, control, instance, source: str) -> None:
    asked = {"InstanceId": instance.id, "SourcePhoneNumberArn": source, "ClientToken": "one"}
    imported = connect.import_phone_number(**asked, PhoneNumberDescription="Ours", Tags={"Team": "1"})
    described = connect.describe_phone_number(PhoneNumberId=imported["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
    assert described["PhoneNumberStatus"]["Status"] == "IN_PROGRESS"
    control.advance(11)
    described = connect.describe_phone_number(PhoneNumberId=imported["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
    assert described["PhoneNumberStatus"]["Status"] == "CLAIMED"
    assert (described["PhoneNumber"], described["SourcePhoneNumberArn"]) == (NUMBER, source)
    assert (described["PhoneNumberDescription"], described["Tags"]) == ("Ours", {"Team": "1"})
    listed = connect.list_phone_numbers_v2(TargetArn=instance.arn)["ListPhoneNumbersSummaryList"]
    assert [each["SourcePhoneNumberArn"] for each in listed] == [source]


def test_the_same_request_twice_is_one_import(connect, instance, source: str) -> None:
    asked = {"InstanceId": instance.id, "SourcePhoneNumberArn": source, "ClientToken": "one"}
    first = connect.import_phone_number(**asked)
    assert connect.import_phone_number(**asked)["PhoneNumberArn"] == first["PhoneNumberArn"]
    asked["PhoneNumberDescription"] = "Another request"
    assert refusal(connect.import_phone_number, **asked) == "IdempotencyException"


def test_imports_and_their_releases_count(connect, control, instance, source: str) -> None:
    for _ in range(2):
        imported = connect.import_phone_number(InstanceId=instance.id, SourcePhoneNumberArn=source)
        control.advance(11)
        connect.release_phone_number(PhoneNumberId=imported["PhoneNumberId"])
        control.advance(11)
    kinds = [operation["kind"] for operation in control.quota(instance.arn)["operations"]]
    assert kinds == ["claim", "release"] * 2


def test_an_import_beyond_the_quota_ends_failed(connect, control, instance, source: str) -> None:
    control.set_quota(instance.arn, 0)
    imported = connect.import_phone_number(InstanceId=instance.id, SourcePhoneNumberArn=source)
    control.advance(11)
    described = connect.describe_phone_number(PhoneNumberId=imported["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
    assert described["PhoneNumberStatus"]["Status"] == "FAILED"
    control.set_quota(instance.arn, 5)
    connect.import_phone_number(InstanceId=instance.id, SourcePhoneNumberArn=source)
    assert len(control.numbers()) == 1, "the FAILED one has made way"


def test_connect_offers_its_own_numbers_by_itself(control) -> None:
    with pytest.raises(ValueError, match="is one that Connect offers"):
        control.request_source("+12065550142")
