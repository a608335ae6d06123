import botocore.exceptions
import pytest

NUMBER = "+12065550142"


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("throttle", ("ThrottlingException", 429)),
        ("internal_error", ("InternalServiceException", 500)),
        ("access_denied", ("AccessDeniedException", 403)),
    ],
)
def test_an_error_on_request_has_no_effect(connect, control, instance, kind, refusal) -> None:
    error, status = refusal
    control.inject_fault("ClaimPhoneNumber", kind, count=2, after=1)
    connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    for _ in range(2):
        with pytest.raises(getattr(connect.exceptions, error)) as refused:
            connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550143")
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert [number["phone_number"] for number in control.numbers()] == [NUMBER]
    connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550143")


@pytest.mark.parametrize(("kind", "claimed"), [("drop_before_effect", []), ("drop_after_effect", [NUMBER])])
def test_a_lost_answer(connect, control, instance, kind, claimed) -> None:
    control.inject_fault("*", kind)
    with pytest.raises(botocore.exceptions.ConnectionClosedError):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber=NUMBER)
    assert [number["phone_number"] for number in control.numbers()] == claimed
    call = control.journal()[-1]
    assert (call["operation"], call["status_code"], call["error_code"]) == (
        "ClaimPhoneNumber",
        None,
        "ConnectionDropped",
    )


def test_a_fault_can_be_of_one_region_and_taken_back(connect, client_in, control) -> None:
    west = client_in("us-west-2")
    control.inject_fault("ListPhoneNumbersV2", "throttle", region_name="us-west-2")
    connect.list_phone_numbers_v2()
    with pytest.raises(west.exceptions.ThrottlingException):
        west.list_phone_numbers_v2()
    control.inject_fault("ListPhoneNumbersV2", "throttle")
    control.clear_faults()
    connect.list_phone_numbers_v2()


def test_an_unknown_kind_is_refused(control) -> None:
    with pytest.raises(ValueError, match="explode"):
        control.inject_fault("ClaimPhoneNumber", "explode")
