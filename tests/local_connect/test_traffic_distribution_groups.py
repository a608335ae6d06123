import pytest

NUMBER = "+12065550142"


def describe(connect, name: str):
    return connect.describe_traffic_distribution_group(TrafficDistributionGroupId=name)["TrafficDistributionGroup"]


@pytest.fixture
def replicated(connect, control, instance):
    connect.replicate_instance(InstanceId=instance.arn, ReplicaRegion="us-west-2", ReplicaAlias="replica")
    control.advance(10)
    return instance


def test_a_group_becomes_active_and_takes_numbers_then(connect, control, replicated) -> None:
    created = connect.create_traffic_distribution_group(
        Name="group", InstanceId=replicated.id, Description="words", Tags={"team": "support"}
    )
    assert describe(connect, created["Id"])["Status"] == "CREATION_IN_PROGRESS"
    with pytest.raises(connect.exceptions.ResourceNotFoundException, match="CREATION_IN_PROGRESS"):
        connect.claim_phone_number(TargetArn=created["Arn"], PhoneNumber=NUMBER)
    control.advance(10)
    assert describe(connect, created["Arn"]) == {
        "Id": created["Id"],
        "Arn": created["Arn"],
        "Name": "group",
        "Description": "words",
        "InstanceArn": replicated.arn,
        "Status": "ACTIVE",
        "Tags": {"team": "support"},
        "IsDefault": False,
    }
    assert connect.claim_phone_number(TargetArn=created["Arn"], PhoneNumber=NUMBER)


def test_a_group_can_fail(connect, control, replicated) -> None:
    control.fail_next_traffic_distribution_groups()
    created = connect.create_traffic_distribution_group(Name="group", InstanceId=replicated.id)
    control.advance(10)
    assert describe(connect, created["Id"])["Status"] == "CREATION_FAILED"
    with pytest.raises(connect.exceptions.ResourceNotFoundException, match="CREATION_FAILED"):
        connect.claim_phone_number(TargetArn=created["Arn"], PhoneNumber=NUMBER)


def test_a_group_needs_a_complete_replica(connect, control, instance) -> None:
    with pytest.raises(connect.exceptions.InvalidRequestException, match="no replica"):
        connect.create_traffic_distribution_group(Name="group", InstanceId=instance.id)
    connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="replica")
    with pytest.raises(connect.exceptions.ResourceNotReadyException):
        connect.create_traffic_distribution_group(Name="group", InstanceId=instance.id)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.create_traffic_distribution_group(Name="group", InstanceId="none")


def test_the_other_region_knows_a_group_by_its_arn(connect, client_in, group) -> None:
    west = client_in("us-west-2")
    assert describe(west, group.arn) == describe(connect, group.arn)
    with pytest.raises(west.exceptions.ResourceNotFoundException):
        describe(west, group.id)
    third = client_in("eu-west-2")
    with pytest.raises(third.exceptions.ResourceNotFoundException):
        describe(third, group.arn)


def test_the_other_region_knows_a_groups_number_by_its_arn(connect, client_in, group, claim) -> None:
    west, arn = client_in("us-west-2"), claim(group.arn)
    here = connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]
    assert west.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"] == here
    assert "InstanceId" not in here
    with pytest.raises(west.exceptions.ResourceNotFoundException):
        west.describe_phone_number(PhoneNumberId=here["PhoneNumberId"])


def test_a_group_with_numbers_is_in_use(connect, control, group, claim) -> None:
    arn = claim(group.arn)
    with pytest.raises(connect.exceptions.ResourceInUseException, match=r"\+12065550142"):
        connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group.id)
    connect.release_phone_number(PhoneNumberId=arn)
    connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group.id)
    assert describe(connect, group.id)["Status"] == "PENDING_DELETION"
    with pytest.raises(connect.exceptions.ResourceNotFoundException, match="PENDING_DELETION"):
        connect.claim_phone_number(TargetArn=group.arn, PhoneNumber="+12065550143")
    control.advance(10)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        describe(connect, group.id)
    connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group.id)


def test_groups_are_listed_with_the_default_one(connect, client_in, group) -> None:
    for client in (connect, client_in("us-west-2")):
        answer = client.list_traffic_distribution_groups(InstanceId=group.instance.id)
        assert {item["IsDefault"] for item in answer["TrafficDistributionGroupSummaryList"]} == {True, False}
    page = connect.list_traffic_distribution_groups(MaxResults=1)
    rest = connect.list_traffic_distribution_groups(NextToken=page["NextToken"])
    assert len(rest["TrafficDistributionGroupSummaryList"]) == 1
    default = next(
        item["Id"]
        for item in connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
        if item["IsDefault"]
    )
    with pytest.raises(connect.exceptions.InvalidRequestException):
        connect.delete_traffic_distribution_group(TrafficDistributionGroupId=default)


@pytest.mark.parametrize("seconds", [0.0, 20.0])
def test_the_other_region_may_show_a_distribution_late(connect, client_in, control, group, seconds: float) -> None:
    control.configure({"distribution_delay_seconds": seconds})
    shares = [{"Region": "us-east-1", "Percentage": 40}, {"Region": "us-west-2", "Percentage": 60}]
    client_in("us-west-2").update_traffic_distribution(Id=group.arn, TelephonyConfig={"Distributions": shares})
    is_shown = connect.get_traffic_distribution(Id=group.arn)["TelephonyConfig"]["Distributions"] == shares
    assert is_shown == (describe(connect, group.id)["Status"] == "UPDATE_IN_PROGRESS") == (seconds == 0)
    control.advance(20)
    assert connect.get_traffic_distribution(Id=group.arn)["TelephonyConfig"]["Distributions"] == shares


def test_traffic_is_distributed(connect, client_in, control, group) -> None:
    shares = [{"Region": "us-east-1", "Percentage": 40}, {"Region": "us-west-2", "Percentage": 60}]
    connect.update_traffic_distribution(Id=group.id, TelephonyConfig={"Distributions": shares})
    assert describe(connect, group.id)["Status"] == "UPDATE_IN_PROGRESS"
    control.advance(10)
    for client in (connect, client_in("us-west-2")):
        distribution = client.get_traffic_distribution(Id=group.arn)
        assert distribution["TelephonyConfig"]["Distributions"] == shares
        assert distribution["LastFailoverTime"]
    for wrong in (30, 55):
        uneven = [{"Region": "us-east-1", "Percentage": wrong}, {"Region": "us-west-2", "Percentage": 45}]
        with pytest.raises(connect.exceptions.InvalidRequestException):
            connect.update_traffic_distribution(Id=group.id, TelephonyConfig={"Distributions": uneven})
    with pytest.raises(connect.exceptions.InvalidRequestException, match="TelephonyConfig is missing"):
        connect.update_traffic_distribution(Id=group.id, AgentConfig={"Distributions": shares})
    with pytest.raises(connect.exceptions.InvalidRequestException, match="default"):
        connect.update_traffic_distribution(Id=group.id, SignInConfig={"Distributions": []})
