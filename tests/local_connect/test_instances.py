import pytest


def test_a_replica_has_the_same_id_in_the_other_region(connect, client_in, control, instance) -> None:
    connect.create_contact_flow(InstanceId=instance.id, Name="main", Type="CONTACT_FLOW", Content="{}")
    replica = connect.replicate_instance(InstanceId=instance.arn, ReplicaRegion="us-west-2", ReplicaAlias="in-the-west")
    assert replica["Id"] == instance.id
    assert replica["Arn"] == instance.arn.replace("us-east-1", "us-west-2")
    west = client_in("us-west-2")

    def statuses():
        for client in (connect, west):
            configuration = client.describe_instance(InstanceId=instance.id)["ReplicationConfiguration"]
            assert configuration["SourceRegion"] == "us-east-1"
            yield configuration["ReplicationStatusSummaryList"]

    assert list(statuses()) == [[{"Region": "us-west-2", "ReplicationStatus": "INSTANCE_REPLICATION_IN_PROGRESS"}]] * 2
    control.advance(10)
    assert list(statuses()) == [[{"Region": "us-west-2", "ReplicationStatus": "INSTANCE_REPLICATION_COMPLETE"}]] * 2
    assert west.describe_instance(InstanceId=instance.id)["Instance"]["InstanceAlias"] == "in-the-west"
    flows = west.list_contact_flows(InstanceId=instance.id)["ContactFlowSummaryList"]
    assert [flow["Name"] for flow in flows] == ["main"]


def test_what_cannot_be_replicated(connect, client_in, control, instance, new_instance) -> None:
    errors = connect.exceptions
    with pytest.raises(errors.InvalidRequestException, match="us-west-2"):
        connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="eu-west-2", ReplicaAlias="replica")
    with pytest.raises(errors.ResourceNotFoundException):
        connect.replicate_instance(InstanceId="none", ReplicaRegion="us-west-2", ReplicaAlias="replica")
    new_instance(client_in("us-west-2"), InstanceAlias="taken")
    with pytest.raises(errors.ResourceConflictException, match="taken"):
        connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="taken")
    connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="replica")
    with pytest.raises(errors.ResourceConflictException, match="already"):
        connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="second")
    west = client_in("us-west-2")
    with pytest.raises(west.exceptions.ResourceConflictException):
        west.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-east-1", ReplicaAlias="back")


def test_saml_can_be_required(connect, control) -> None:
    control.configure({"replication_needs_saml": True})
    managed = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )
    with pytest.raises(connect.exceptions.InvalidRequestException, match="SAML"):
        connect.replicate_instance(InstanceId=managed["Id"], ReplicaRegion="us-west-2", ReplicaAlias="replica")


def test_an_instance_in_use_is_not_deleted(connect, client_in, control, group, claim) -> None:
    arn, instance_id = claim(group.arn), group.instance.id
    west = client_in("us-west-2")
    with pytest.raises(connect.exceptions.InvalidRequestException, match="phone numbers"):
        connect.delete_instance(InstanceId=instance_id)
    connect.release_phone_number(PhoneNumberId=arn)
    control.advance(10)
    with pytest.raises(connect.exceptions.InvalidRequestException, match="traffic distribution groups: group"):
        connect.delete_instance(InstanceId=instance_id)
    connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group.id)
    control.advance(10)
    with pytest.raises(connect.exceptions.InvalidRequestException, match="replica"):
        connect.delete_instance(InstanceId=instance_id)
    west.delete_instance(InstanceId=instance_id)
    connect.delete_instance(InstanceId=instance_id)
    with pytest.raises(connect.exceptions.ResourceNotFoundException) as gone:
        connect.describe_instance(InstanceId=instance_id)
    assert instance_id in gone.value.response["Message"]
    assert connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"] == []


def test_tokyo_replicates_to_osaka(client_in, new_instance) -> None:
    tokyo, osaka = client_in("ap-northeast-1"), client_in("ap-northeast-3")
    source = new_instance(tokyo)
    tokyo.replicate_instance(InstanceId=source.id, ReplicaRegion="ap-northeast-3", ReplicaAlias="osaka")
    assert osaka.describe_instance(InstanceId=source.id)["Instance"]["InstanceAlias"] == "osaka"
