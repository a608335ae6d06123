import uuid

import pytest


def summary_of(connect, arn: str):
    return connect.describe_phone_number(PhoneNumberId=arn)["ClaimedPhoneNumberSummary"]


def test_a_move_leaves_the_flow_behind(connect, control, instance, new_instance, claim) -> None:
    arn, other = claim(instance.arn), new_instance()
    flow_id = connect.create_contact_flow(InstanceId=instance.id, Name="a", Type="CONTACT_FLOW", Content="{}")[
        "ContactFlowId"
    ]
    connect.associate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance.id, ContactFlowId=flow_id)
    moved = connect.update_phone_number(PhoneNumberId=arn, TargetArn=other.arn)
    assert moved["PhoneNumberArn"] == arn
    assert summary_of(connect, arn)["PhoneNumberStatus"]["Status"] == "IN_PROGRESS"
    control.advance(10)
    summary = summary_of(connect, arn)
    assert (summary["PhoneNumberStatus"], summary["TargetArn"]) == ({"Status": "CLAIMED"}, other.arn)
    assert control.numbers()[0]["flow_arns"] == {}


def test_a_number_moves_to_a_group_and_back(connect, control, group, claim) -> None:
    arn = claim(group.instance.arn)
    for target in (group.arn, group.instance.arn):
        connect.update_phone_number(PhoneNumberId=arn, TargetArn=target)
        control.advance(10)
        assert summary_of(connect, arn)["TargetArn"] == target
    assert [operation["kind"] for operation in control.quota(group.instance.arn)["operations"]] == ["claim"]


def test_a_move_does_not_leave_the_region(connect, client_in, instance, new_instance, claim) -> None:
    arn, elsewhere = claim(instance.arn), new_instance(client_in("eu-west-2"))
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.update_phone_number(PhoneNumberId=arn, TargetArn=elsewhere.arn)


def test_a_description_changes_in_place(connect, control, instance, claim) -> None:
    arn = claim(instance.arn, PhoneNumberDescription="before")
    connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="after")
    assert summary_of(connect, arn)["PhoneNumberStatus"]["Status"] == "IN_PROGRESS"
    with pytest.raises(connect.exceptions.ResourceInUseException):
        connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="too soon")
    control.advance(10)
    assert summary_of(connect, arn)["PhoneNumberDescription"] == "after"
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="x" * 501)


def test_the_same_token_moves_once(connect, control, instance, new_instance, claim) -> None:
    arn, other, token = claim(instance.arn), new_instance(), str(uuid.uuid4())
    connect.update_phone_number(PhoneNumberId=arn, TargetArn=other.arn, ClientToken=token)
    control.advance(10)
    connect.update_phone_number(PhoneNumberId=arn, TargetArn=other.arn, ClientToken=token)
    assert summary_of(connect, arn)["PhoneNumberStatus"]["Status"] == "CLAIMED"
    with pytest.raises(connect.exceptions.IdempotencyException):
        connect.update_phone_number(PhoneNumberId=arn, TargetArn=instance.arn, ClientToken=token)


def test_a_move_can_fail_and_be_tried_again(connect, control, instance, new_instance, claim) -> None:
    arn, other = claim(instance.arn), new_instance()
    control.fail_next_updates("The move failed")
    for status, target in (
        ({"Status": "FAILED", "Message": "The move failed"}, instance),
        ({"Status": "CLAIMED"}, other),
    ):
        connect.update_phone_number(PhoneNumberId=arn, TargetArn=other.arn)
        control.advance(10)
        summary = summary_of(connect, arn)
        assert (summary["PhoneNumberStatus"], summary["TargetArn"]) == (status, target.arn)
    assert control.quota(instance.arn)["held"] == 0
