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


def test_filters_narrow_the_list(connect, instance, claim) -> None:
    for number in ("+12065550142", "+18005550142", "+442079460042"):
        claim(instance.arn, number)
    assert listed(connect, PhoneNumberCountryCodes=["GB", "FR"]) == ["+442079460042"]
    assert listed(connect, PhoneNumberTypes=["TOLL_FREE"]) == ["+18005550142"]
    assert listed(connect, PhoneNumberPrefix="+1") == ["+12065550142", "+18005550142"]


def test_pages(connect, instance, claim) -> None:
    for number in ("+12065550142", "+12065550143", "+12065550144"):
        claim(instance.arn, number)
    first = connect.list_phone_numbers_v2(MaxResults=2)
    assert len(first["ListPhoneNumbersSummaryList"]) == 2
    assert listed(connect, MaxResults=2, NextToken=first["NextToken"]) == ["+12065550144"]


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


def test_a_target_that_is_not_there_is_not_found(connect) -> None:
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.list_phone_numbers_v2(InstanceId="none")
