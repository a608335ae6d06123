import pytest

NUMBER = "+12065550142"


def create(connect, instance, name="main", **kwargs):
    request = {"InstanceId": instance.id, "Name": name, "Type": "CONTACT_FLOW", "Content": "{}", **kwargs}
    return connect.create_contact_flow(**request)


def associated(connect, instance_id: str, arn: str):
    answer = connect.batch_get_flow_association(
        InstanceId=instance_id, ResourceIds=[arn], ResourceType="VOICE_PHONE_NUMBER"
    )
    return [association["FlowId"] for association in answer["FlowAssociationSummaryList"]]


def test_a_flow_is_created_described_listed_and_deleted(connect, instance) -> None:
    created = create(connect, instance, Description="words", Tags={"team": "support"})
    for name in (created["ContactFlowId"], created["ContactFlowArn"]):
        flow = connect.describe_contact_flow(InstanceId=instance.id, ContactFlowId=name)["ContactFlow"]
        assert (flow["Name"], flow["Description"], flow["Tags"]) == ("main", "words", {"team": "support"})
    create(connect, instance, "whisper", Type="CUSTOMER_WHISPER")
    summaries = connect.list_contact_flows(InstanceId=instance.id, ContactFlowTypes=["CONTACT_FLOW"])
    assert [flow["Arn"] for flow in summaries["ContactFlowSummaryList"]] == [created["ContactFlowArn"]]
    page = connect.list_contact_flows(InstanceId=instance.id, MaxResults=1)
    rest = connect.list_contact_flows(InstanceId=instance.id, NextToken=page["NextToken"])
    assert len(rest["ContactFlowSummaryList"]) == 1
    connect.delete_contact_flow(InstanceId=instance.id, ContactFlowId=created["ContactFlowId"])
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_contact_flow(InstanceId=instance.id, ContactFlowId=created["ContactFlowId"])


def test_names_are_unique_and_content_is_json(connect, instance) -> None:
    create(connect, instance)
    with pytest.raises(connect.exceptions.DuplicateResourceException):
        create(connect, instance)
    with pytest.raises(connect.exceptions.InvalidContactFlowException) as refused:
        create(connect, instance, "other", Content="not json")
    assert refused.value.response["problems"]


def test_only_what_can_work_is_associated(connect, instance, new_instance, claim) -> None:
    arn, other = claim(instance.arn), new_instance()
    invalid, missing = connect.exceptions.InvalidParameterException, connect.exceptions.ResourceNotFoundException
    flows = {
        "whisper": create(connect, instance, "whisper", Type="CUSTOMER_WHISPER")["ContactFlowId"],
        "saved": create(connect, instance, "saved", Status="SAVED")["ContactFlowId"],
        "fine": create(connect, instance, "fine")["ContactFlowId"],
        "other": create(connect, other, "other")["ContactFlowId"],
    }
    cases = [
        (instance.id, flows["whisper"], invalid),
        (instance.id, flows["saved"], invalid),
        (instance.id, flows["other"], missing),
        (other.id, flows["other"], invalid),
        ("none", flows["fine"], missing),
    ]
    for instance_id, flow_id, error in cases:
        with pytest.raises(error):
            connect.associate_phone_number_contact_flow(
                PhoneNumberId=arn, InstanceId=instance_id, ContactFlowId=flow_id
            )


def test_a_claim_in_progress_takes_no_flow(connect, instance) -> None:
    arn = connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)["PhoneNumberArn"]
    flow_id = create(connect, instance)["ContactFlowId"]
    with pytest.raises(connect.exceptions.InvalidParameterException, match="IN_PROGRESS"):
        connect.associate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance.id, ContactFlowId=flow_id)


def test_each_region_of_a_group_has_its_own_flow(connect, client_in, group, claim) -> None:
    west, arn = client_in("us-west-2"), claim(group.arn)
    east_flow = create(connect, group.instance, "east")
    west_flow = create(west, group.instance, "west")
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=arn.rsplit("/", 1)[1], InstanceId=group.instance.id, ContactFlowId=east_flow["ContactFlowId"]
    )
    request = {"InstanceId": group.instance.id, "ContactFlowId": west_flow["ContactFlowArn"]}
    with pytest.raises(west.exceptions.ResourceNotFoundException):
        west.associate_phone_number_contact_flow(PhoneNumberId=arn.rsplit("/", 1)[1], **request)
    west.associate_phone_number_contact_flow(PhoneNumberId=arn, **request)
    assert associated(connect, group.instance.id, arn) == [east_flow["ContactFlowArn"]]
    assert associated(west, group.instance.id, arn) == [west_flow["ContactFlowArn"]]
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.associate_phone_number_contact_flow(PhoneNumberId=arn, **request)


def test_a_deleted_flow_is_associated_no_more(connect, instance, claim) -> None:
    arn, flow_id = claim(instance.arn), create(connect, instance)["ContactFlowId"]
    connect.associate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance.id, ContactFlowId=flow_id)
    connect.delete_contact_flow(InstanceId=instance.id, ContactFlowId=flow_id)
    assert associated(connect, instance.id, arn) == []
