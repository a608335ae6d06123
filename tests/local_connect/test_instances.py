import pytest
from moto.connect.models import connect_backends

ACCOUNT = "123456789012"


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


REFUSALS = pytest.mark.parametrize("refusal", ["InvalidRequestException", "ResourceConflictException"])


@REFUSALS
def test_what_cannot_be_replicated(connect, client_in, *, control, instance, new_instance, refusal) -> None:
    control.configure({"replication_refusals_are_invalid_requests": refusal == "InvalidRequestException"})
    errors = connect.exceptions
    for region in ("eu-west-2", "us-east-1"):
        with pytest.raises(errors.InvalidRequestException, match="us-west-2"):
            connect.replicate_instance(InstanceId=instance.id, ReplicaRegion=region, ReplicaAlias="replica")
    with pytest.raises(errors.ResourceNotFoundException):
        connect.replicate_instance(InstanceId="none", ReplicaRegion="us-west-2", ReplicaAlias="replica")
    new_instance(client_in("us-west-2"), InstanceAlias="taken")
    with pytest.raises(getattr(errors, refusal), match="taken"):
        connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="taken")
    connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="replica")
    with pytest.raises(getattr(errors, refusal), match="already"):
        connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2", ReplicaAlias="second")
    west = client_in("us-west-2")
    with pytest.raises(getattr(west.exceptions, refusal)):
        west.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-east-1", ReplicaAlias="back")


@pytest.mark.parametrize(
    ("setting", "made_with", "sentence"),
    [
        ("replication_needs_saml", {"IdentityManagementType": "CONNECT_MANAGED"}, "SAML"),
        ("replication_needs_alias", {"InstanceAlias": ""}, "alias"),
    ],
)
def test_saml_and_an_alias_are_required_or_not(connect, control, new_instance, *, setting, made_with, sentence) -> None:
    given = {name: value for name, value in made_with.items() if value}
    plain = new_instance(**given)
    if not given:
        connect_backends[ACCOUNT]["us-east-1"].instances[plain.id].instance_alias = None
    with pytest.raises(connect.exceptions.InvalidRequestException, match=sentence):
        connect.replicate_instance(InstanceId=plain.id, ReplicaRegion="us-west-2")
    control.configure({setting: False})
    assert connect.replicate_instance(InstanceId=plain.id, ReplicaRegion="us-west-2")["Id"] == plain.id


def test_an_instance_that_is_not_active_is_refused(connect, control, instance) -> None:
    connect_backends[ACCOUNT]["us-east-1"].instances[instance.id].instance_status = "CREATION_IN_PROGRESS"
    for by_the_guide, error in ((True, "InvalidRequestException"), (False, "ResourceNotReadyException")):
        control.configure({"replication_refusals_are_invalid_requests": by_the_guide})
        with pytest.raises(getattr(connect.exceptions, error), match="CREATION_IN_PROGRESS"):
            connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2")


@pytest.mark.parametrize("is_searched", [True, False])
def test_an_instance_that_is_not_ready_takes_no_number(connect, control, instance, *, is_searched) -> None:
    control.configure({"unready_instances_searched": is_searched})
    control.delay_instance(instance.arn, 60)
    assert connect.describe_instance(InstanceId=instance.id)["Instance"]["InstanceStatus"] == "CREATION_IN_PROGRESS"

    def search() -> str:
        found = connect.search_available_phone_numbers(
            TargetArn=instance.arn, PhoneNumberCountryCode="US", PhoneNumberType="DID"
        )
        return found["AvailableNumbersList"][0]["PhoneNumber"]

    def claim() -> None:
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550142")

    reads = [search, lambda: connect.list_phone_numbers_v2(TargetArn=instance.arn)]
    for call in [claim, *([] if is_searched else reads)]:
        with pytest.raises(connect.exceptions.ClientError, match="CREATION_IN_PROGRESS"):
            call()
    if is_searched:
        assert search()
    control.advance(60)
    claim()
    assert connect.describe_instance(InstanceId=instance.id)["Instance"]["InstanceStatus"] == "ACTIVE"


@pytest.mark.parametrize("fails", [True, False])
def test_a_new_instance_can_take_time_to_be_created_and_fail(connect, control, *, fails) -> None:
    control.configure({"instance_creation_seconds": 60.0})
    if fails:
        control.fail_next_instances()
    created = connect.create_instance(
        IdentityManagementType="SAML", InboundCallsEnabled=True, OutboundCallsEnabled=True, InstanceAlias="new"
    )

    def status() -> str:
        return connect.describe_instance(InstanceId=created["Id"])["Instance"]["InstanceStatus"]

    def claim() -> None:
        connect.claim_phone_number(TargetArn=created["Arn"], PhoneNumber="+12065550142")

    assert status() == "CREATION_IN_PROGRESS"
    control.advance(60)
    assert status() == ("CREATION_FAILED" if fails else "ACTIVE")
    if fails:
        with pytest.raises(connect.exceptions.ResourceNotFoundException, match="CREATION_FAILED"):
            claim()
    else:
        claim()


def test_without_a_managed_key_the_replication_fails(connect, control, instance) -> None:
    control.configure({"replica_lacks_managed_key": True})
    connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2")
    control.advance(10)
    [summary] = connect.describe_instance(InstanceId=instance.id)["ReplicationConfiguration"][
        "ReplicationStatusSummaryList"
    ]
    assert summary["ReplicationStatus"] == "INSTANCE_REPLICATION_FAILED"
    assert "AWS managed key" in summary["ReplicationStatusReason"]


@pytest.mark.parametrize("moved", [True, False])
def test_replication_adds_the_instances_numbers_to_the_default_group(
    connect, client_in, *, control, instance, claim, moved
) -> None:
    control.configure({"replication_moves_numbers": moved})
    arn = claim(instance.arn)
    connect.replicate_instance(InstanceId=instance.id, ReplicaRegion="us-west-2")
    control.advance(10)
    [group] = connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
    target = group["Arn"] if moved else instance.arn
    assert connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["TargetArn"] == target
    assert control.quota(instance.arn)["held"] == 1
    west = client_in("us-west-2")
    if moved:
        control.configure({"default_group_keeps_replica": True})
        with pytest.raises(west.exceptions.InvalidRequestException, match="phone numbers"):
            west.delete_instance(InstanceId=instance.id)
        control.configure({"default_group_keeps_replica": False})
    west.delete_instance(InstanceId=instance.id)
    assert connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]["TargetArn"] == instance.arn


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
