"""Users, and those of traffic distribution groups."""

import pytest

PROFILES = {"SecurityProfileIds": ["agents"], "RoutingProfileId": "basic"}


def new_user(client, instance_id: str, username: str = "ana") -> str:
    return client.create_user(InstanceId=instance_id, Username=username, **PROFILES)["UserId"]


def users_of(client, group_arn: str) -> list[str]:
    answer = client.list_traffic_distribution_group_users(TrafficDistributionGroupId=group_arn)
    return [user["UserId"] for user in answer["TrafficDistributionGroupUserSummaryList"]]


def associate(client, group, user_id: str, group_id: str = "") -> None:
    client.associate_traffic_distribution_group_user(
        TrafficDistributionGroupId=group_id or group.arn, UserId=user_id, InstanceId=group.instance.id
    )


def test_a_user_is_made_described_listed_and_deleted(connect, instance) -> None:
    created = connect.create_user(InstanceId=instance.id, Username="ana", **PROFILES)
    user_id = created["UserId"]
    assert created["UserArn"] == f"{instance.arn}/agent/{user_id}"
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        connect.create_user(InstanceId=instance.id, Username="ana", **PROFILES)
    described = connect.describe_user(InstanceId=instance.id, UserId=created["UserArn"])["User"]
    assert described == {"Id": user_id, "Arn": created["UserArn"], "Username": "ana", **PROFILES}
    [listed] = connect.list_users(InstanceId=instance.id)["UserSummaryList"]
    assert listed["Id"] == user_id
    connect.delete_user(InstanceId=instance.id, UserId=user_id)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_user(InstanceId=instance.id, UserId=user_id)


def test_a_user_joins_and_leaves_a_group(connect, client_in, control, group) -> None:
    user_id = new_user(connect, group.instance.id)
    with pytest.raises(connect.exceptions.InvalidRequestException, match="us-west-2"):
        associate(connect, group, user_id)
    control.advance(10)
    for _ in range(2):
        associate(connect, group, user_id)
    assert users_of(connect, group.id) == users_of(client_in("us-west-2"), group.arn) == [user_id]
    for _ in range(2):
        connect.disassociate_traffic_distribution_group_user(
            TrafficDistributionGroupId=group.id,
            UserId=f"{group.instance.arn}/agent/{user_id}",
            InstanceId=group.instance.id,
        )
    assert users_of(connect, group.id) == []


def test_a_deleted_user_is_in_no_group(connect, client_in, control, group) -> None:
    user_id = new_user(connect, group.instance.id)
    control.advance(10)
    associate(connect, group, user_id)
    connect.delete_user(InstanceId=group.instance.id, UserId=user_id)
    control.advance(10)
    assert users_of(connect, group.id) == []
    assert client_in("us-west-2").list_users(InstanceId=group.instance.id)["UserSummaryList"] == []


def test_why_an_association_fails(connect, client_in, control, group) -> None:
    not_found = connect.exceptions.ResourceNotFoundException
    with pytest.raises(not_found, match="User not found"):
        associate(connect, group, "nobody")
    user_id = new_user(connect, group.instance.id)
    control.advance(10)
    west = client_in("us-west-2")
    with pytest.raises(west.exceptions.ResourceNotFoundException, match="us-east-1"):
        associate(west, group, user_id)
    created = connect.create_traffic_distribution_group(Name="young", InstanceId=group.instance.id)
    with pytest.raises(not_found, match="CREATION_IN_PROGRESS"):
        associate(connect, group, user_id, created["Id"])


def test_groups_users_come_in_pages_of_ten(connect, control, group) -> None:
    ids = [new_user(connect, group.instance.id, f"agent-{index}") for index in range(12)]
    control.advance(10)
    for user_id in ids:
        associate(connect, group, user_id)
    page = connect.list_traffic_distribution_group_users(TrafficDistributionGroupId=group.id, MaxResults=1000)
    assert len(page["TrafficDistributionGroupUserSummaryList"]) == 10
    rest = connect.list_traffic_distribution_group_users(
        TrafficDistributionGroupId=group.id, NextToken=page["NextToken"]
    )
    assert len(rest["TrafficDistributionGroupUserSummaryList"]) == 2
