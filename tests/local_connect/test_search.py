import pytest


def search(connect, **kwargs):
    return connect.search_available_phone_numbers(
        **{"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID", **kwargs}
    )


def numbers_of(answer) -> list[str]:
    return [number["PhoneNumber"] for number in answer["AvailableNumbersList"]]


def test_everybody_finds_the_same_numbers_in_the_same_order(connect, client_in, new_instance) -> None:
    other = client_in("eu-west-2")
    here = search(connect, TargetArn=new_instance().arn, PhoneNumberPrefix="+1206")
    there = search(other, TargetArn=new_instance(other).arn, PhoneNumberPrefix="+1206")
    assert numbers_of(here) == numbers_of(there) == sorted(numbers_of(here))
    assert len(numbers_of(here)) == 10


def test_a_number_taken_between_two_pages_shifts_nothing(connect, control, instance) -> None:
    first = search(connect, InstanceId=instance.id, PhoneNumberPrefix="+1512", MaxResults=2)
    control.hold("+15125550100")
    second = search(
        connect, InstanceId=instance.id, PhoneNumberPrefix="+1512", MaxResults=2, NextToken=first["NextToken"]
    )
    assert numbers_of(second) == ["+15125550102", "+15125550103"]


def test_numbers_of_others_are_not_found(connect, instance) -> None:
    assert "+12065550101" not in numbers_of(search(connect, InstanceId=instance.id, PhoneNumberPrefix="+1206"))


def test_a_country_without_numbers_has_none(connect, instance) -> None:
    answer = search(connect, InstanceId=instance.id, PhoneNumberCountryCode="AQ")
    assert answer["AvailableNumbersList"] == []


def test_a_search_needs_a_target_that_is_there(connect) -> None:
    with pytest.raises(connect.exceptions.InvalidParameterException, match="TargetArn or InstanceId"):
        search(connect)
    with pytest.raises(connect.exceptions.InvalidParameterException, match="not found"):
        search(connect, InstanceId="none")


def test_a_group_is_searched_for_in_both_of_its_regions(connect, client_in, group) -> None:
    here = search(connect, TargetArn=group.arn)
    assert numbers_of(here) == numbers_of(search(client_in("us-west-2"), TargetArn=group.arn))
    with pytest.raises(connect.exceptions.InvalidParameterException):
        search(client_in("eu-west-2"), TargetArn=group.arn)
