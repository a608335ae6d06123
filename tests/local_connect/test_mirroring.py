"""What Global Resiliency mirrors between an instance and its replica."""

import pytest

DELAY = 1800.0
HOME, REPLICA = "us-east-1", "us-west-2"


@pytest.fixture
def mirrored(control, group):
    control.configure({"mirroring_seconds": DELAY})
    return group


def new_flow(client, instance_id: str, name: str) -> str:
    created = client.create_contact_flow(InstanceId=instance_id, Name=name, Type="CONTACT_FLOW", Content="{}")
    return created["ContactFlowId"]


def flows(client, instance_id: str) -> list[str]:
    listed = client.list_contact_flows(InstanceId=instance_id)["ContactFlowSummaryList"]
    return sorted(flow["Name"] for flow in listed)


def lead(client, number: str, instance_id: str, flow_id: str) -> None:
    client.associate_phone_number_contact_flow(PhoneNumberId=number, InstanceId=instance_id, ContactFlowId=flow_id)


def led_to(control) -> dict[str, str]:
    [number] = control.numbers()
    return {region: arn.rpartition("/")[2] for region, arn in number["flow_arns"].items()}


@pytest.mark.parametrize(("here", "there"), [(HOME, REPLICA), (REPLICA, HOME)])
def test_flows_come_and_go_in_both_regions(client_in, control, mirrored, here, there) -> None:
    instance_id = mirrored.instance.id
    flow_id = new_flow(client_in(here), instance_id, "later")
    control.advance(DELAY - 1)
    assert flows(client_in(there), instance_id) == []
    control.advance(1)
    assert flows(client_in(there), instance_id) == ["later"]
    described = client_in(there).describe_contact_flow(InstanceId=instance_id, ContactFlowId=flow_id)["ContactFlow"]
    assert described["Arn"].split(":")[3] == there
    client_in(there).delete_contact_flow(InstanceId=instance_id, ContactFlowId=flow_id)
    control.advance(DELAY)
    assert flows(client_in(here), instance_id) == []


def test_a_name_that_is_taken_with_another_id_is_not_mirrored(client_in, control, mirrored) -> None:
    instance_id = mirrored.instance.id
    ids = {region: new_flow(client_in(region), instance_id, "taken") for region in (HOME, REPLICA)}
    control.advance(DELAY)
    for region, flow_id in ids.items():
        [flow] = client_in(region).list_contact_flows(InstanceId=instance_id)["ContactFlowSummaryList"]
        assert flow["Id"] == flow_id


@pytest.mark.parametrize(("here", "there"), [(HOME, REPLICA), (REPLICA, HOME)])
def test_the_flow_of_a_groups_number_is_the_same_in_both_regions(
    client_in, control, mirrored, claim, *, here, there
) -> None:
    instance_id, number = mirrored.instance.id, claim(mirrored.arn)
    flow_id = new_flow(client_in(here), instance_id, "main")
    lead(client_in(here), number, instance_id, flow_id)
    assert led_to(control) == {here: flow_id}
    control.advance(DELAY)
    assert led_to(control) == {here: flow_id, there: flow_id}
    client_in(there).disassociate_phone_number_contact_flow(PhoneNumberId=number, InstanceId=instance_id)
    control.advance(DELAY)
    assert led_to(control) == {}


def test_of_two_flows_the_newer_wins(client_in, control, mirrored, claim) -> None:
    instance_id, number = mirrored.instance.id, claim(mirrored.arn)
    first, second = (new_flow(client_in(HOME), instance_id, name) for name in ("first", "second"))
    control.advance(DELAY)
    lead(client_in(HOME), number, instance_id, first)
    control.advance(1)
    lead(client_in(REPLICA), number, instance_id, second)
    control.advance(DELAY)
    assert led_to(control) == {HOME: second, REPLICA: second}


def test_a_number_that_left_its_group_is_not_led_anywhere(connect, client_in, control, mirrored, claim) -> None:
    instance_id, number = mirrored.instance.id, claim(mirrored.arn)
    flow_id = new_flow(connect, instance_id, "main")
    control.advance(DELAY)
    lead(connect, number, instance_id, flow_id)
    connect.update_phone_number(PhoneNumberId=number, TargetArn=mirrored.instance.arn)
    control.advance(10)
    connect.update_phone_number(PhoneNumberId=number, TargetArn=mirrored.arn)
    control.advance(DELAY)
    assert led_to(control) == {}


def test_a_number_of_the_default_group_keeps_its_flow_and_has_it_in_the_replica(
    connect, control, instance, claim
) -> None:
    control.configure({"replication_moves_numbers": True})
    number, flow_id = claim(instance.arn), new_flow(connect, instance.id, "main")
    lead(connect, number, instance.id, flow_id)
    connect.replicate_instance(InstanceId=instance.id, ReplicaRegion=REPLICA)
    control.advance(10)
    assert led_to(control) == {HOME: flow_id, REPLICA: flow_id}


def test_mirroring_can_be_off(client_in, control, group, claim) -> None:
    control.configure({"mirroring": False})
    instance_id, number = group.instance.id, claim(group.arn)
    flow_id = new_flow(client_in(HOME), instance_id, "main")
    lead(client_in(HOME), number, instance_id, flow_id)
    control.advance(DELAY)
    assert led_to(control) == {HOME: flow_id}
    assert flows(client_in(REPLICA), instance_id) == []
