import pytest


def listed(connect, **kwargs) -> list[str]:
    return [n["PhoneNumber"] for n in connect.list_phone_numbers_v2(**kwargs)["ListPhoneNumbersSummaryList"]]


def test_an_instance_and_its_group_are_listed_apart(connect, client_in, group, claim) -> None:
    claim(group.arn, "+12065550142")
    claim(group.instance.arn, "+14255550142")
    assert listed(connect, TargetArn=group.arn) == ["+12065550142"]
    assert listed(connect, TargetArn=group.instance.arn) == ["+14255550142"]
    assert listed(connect, InstanceId=group.instance.id) == ["+14255550142"]
    assert listed(connect) == ["+12065550142", "+14255550142"]
    assert listed(client_in("us-west-2"), TargetArn=group.arn) == ["+12065550142"]
    assert listed(client_in("us-west-2")) == []


def test_summaries_have_neither_status_nor_tags(connect, instance, claim) -> None:
    claim(instance.arn, Tags={"team": "support"}, PhoneNumberDescription="Support")
    (summary,) = connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
    assert set(summary) == {
        "PhoneNumberId",
        "PhoneNumberArn",
        "PhoneNumber",
        "PhoneNumberCountryCode",
        "PhoneNumberType",
        "PhoneNumberDescription",
        "TargetArn",
        "InstanceId",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"MaxResults": 1001},
        {"PhoneNumberCountryCodes": ["US"] * 11},
        {"PhoneNumberTypes": ["DID"] * 7},
        {"PhoneNumberPrefix": "+x"},
    ],
    ids=str,
)
def test_a_wrong_list_is_an_invalid_parameter(connect, wrong) -> None:
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.list_phone_numbers_v2(**wrong)
