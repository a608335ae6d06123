import uuid

import pytest


def test_every_call_is_written_down_with_its_outcome(connect, control, instance) -> None:
    token = str(uuid.uuid4())
    connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550142", ClientToken=token)
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_phone_number(PhoneNumberId="none")
    claim, describe = control.journal(since=1)
    assert claim.pop("time") <= describe.pop("time")
    assert claim == {
        "service": "connect",
        "account_id": "123456789012",
        "region_name": "us-east-1",
        "operation": "ClaimPhoneNumber",
        "parameters": {"TargetArn": instance.arn, "PhoneNumber": "+12065550142", "ClientToken": token},
        "status_code": 200,
        "error_code": None,
    }
    assert (describe["parameters"], describe["status_code"], describe["error_code"]) == (
        {"PhoneNumberId": "none"},
        404,
        "ResourceNotFoundException",
    )


def test_the_journal_can_be_cleared(connect, control) -> None:
    connect.list_phone_numbers_v2()
    control.clear_journal()
    assert control.journal() == []
