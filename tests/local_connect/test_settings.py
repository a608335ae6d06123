"""What AWS does not say, both ways."""

import pytest

NUMBER = "+12065550142"
OTHER = "+12065550143"


def listed(connect, **kwargs) -> list[str]:
    return [n["PhoneNumber"] for n in connect.list_phone_numbers_v2(**kwargs)["ListPhoneNumbersSummaryList"]]


def counted(control, instance) -> list[str]:
    return [operation["kind"] for operation in control.quota(instance.arn)["operations"]]


@pytest.mark.parametrize(("count", "operations"), [(False, []), (True, ["claim"])])
def test_refused_claims_may_count(connect, control, instance, count, operations) -> None:
    control.configure({"refused_claims_count": count})
    control.hold(NUMBER)
    with pytest.raises(connect.exceptions.InvalidParameterException, match="not available"):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    assert counted(control, instance) == operations


def test_refused_claims_that_count_can_block(connect, control, instance) -> None:
    control.configure({"refused_claims_count": True})
    control.hold(NUMBER)
    for _ in range(10):
        with pytest.raises(connect.exceptions.InvalidParameterException):
            connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    assert control.quota(instance.arn)["blocked"] is True


@pytest.mark.parametrize(("count", "operations"), [(False, []), (True, ["claim"])])
def test_failed_claims_may_count(control, instance, claim, count, operations) -> None:
    control.configure({"failed_claims_count": count})
    control.fail_next_claims("The carrier refused")
    claim(instance.arn)
    assert counted(control, instance) == operations


@pytest.mark.parametrize(("count", "held"), [(False, 0), (True, 1)])
def test_a_groups_numbers_may_count(control, group, claim, count, held) -> None:
    control.configure({"group_numbers_count": count})
    claim(group.arn)
    assert control.quota(group.instance.arn)["held"] == held
    assert counted(control, group.instance) == ["claim"] * held


@pytest.mark.parametrize(("shown", "numbers"), [(False, []), (True, [NUMBER])])
def test_failed_numbers_may_be_listed(connect, control, instance, claim, *, shown, numbers) -> None:
    control.configure({"failed_numbers_listed": shown})
    control.fail_next_claims("The carrier refused")
    claim(instance.arn)
    assert listed(connect) == numbers
    assert listed(connect, TargetArn=instance.arn) == numbers


def test_a_claimed_number_can_take_time_to_be_found(connect, control, instance) -> None:
    control.configure({"describe_delay_seconds": 30.0})
    arn = connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)["PhoneNumberArn"]
    assert listed(connect) == [NUMBER]
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_phone_number(PhoneNumberId=arn)
    control.advance(30)
    assert connect.describe_phone_number(PhoneNumberId=arn)


def test_a_claimed_number_can_take_time_to_be_listed(connect, control, instance) -> None:
    control.configure({"list_delay_seconds": 30.0})
    arn = connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)["PhoneNumberArn"]
    assert connect.describe_phone_number(PhoneNumberId=arn)
    assert listed(connect) == []
    control.advance(30)
    assert listed(connect) == [NUMBER]


def test_tags_can_take_time_to_be_shown(connect, control, instance, claim) -> None:
    control.configure({"tag_delay_seconds": 30.0})
    arn = claim(instance.arn, Tags={"team": "support"})

    def shown() -> tuple[dict[str, str], dict[str, str]]:
        described = connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
        return described.get("Tags", {}), connect.list_tags_for_resource(resourceArn=arn)["tags"]

    assert shown() == ({"team": "support"},) * 2
    connect.tag_resource(resourceArn=arn, tags={"stage": "test"})
    control.advance(10)
    connect.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert shown() == ({"team": "support"},) * 2
    assert control.numbers()[0]["tags"] == {"stage": "test"}
    control.advance(20)
    assert shown() == ({"team": "support", "stage": "test"},) * 2
    control.advance(10)
    assert shown() == ({"stage": "test"},) * 2


@pytest.mark.parametrize(("seconds", "after"), [(None, 10), (60.0, 60), (0.0, 0)])
def test_a_release_can_take_another_time(connect, control, instance, claim, *, seconds, after) -> None:
    control.configure({"release_seconds": seconds})
    arn = claim(instance.arn)
    connect.release_phone_number(PhoneNumberId=arn)
    if after:
        control.advance(after - 1)
        assert connect.describe_phone_number(PhoneNumberId=arn)
        control.advance(1)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_phone_number(PhoneNumberId=arn)


def test_a_list_can_lack_a_chosen_number(connect, control, instance, claim) -> None:
    claim(instance.arn)
    arn = claim(instance.arn, OTHER)
    control.hide_from_lists(OTHER, 2)
    assert [listed(connect) for _ in range(3)] == [[NUMBER], [NUMBER], [NUMBER, OTHER]]
    assert connect.describe_phone_number(PhoneNumberId=arn)
    control.hide_from_lists(OTHER, 2)
    control.clear_faults()
    assert listed(connect) == [NUMBER, OTHER]


def test_every_so_many_lists_can_lack_a_number(connect, control, instance, claim) -> None:
    claim(instance.arn)
    claim(instance.arn, OTHER)
    control.configure({"list_lacks_every": 2})
    sizes = [len(listed(connect)) for _ in range(6)]
    assert sorted(sizes) == [1, 1, 1, 2, 2, 2]
    control.configure({"list_lacks_every": 0})
    assert {len(listed(connect)) for _ in range(6)} == {2}
