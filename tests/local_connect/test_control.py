import pytest

from local_aws.connect import ConnectControl
from local_aws.operations import operations_of


def test_settings_are_checked_by_name(control) -> None:
    assert control.configure({"settle_seconds": 3.0})["settle_seconds"] == 3.0
    assert control.settings()["settle_seconds"] == 3.0
    with pytest.raises(ValueError, match="settle_second;"):
        control.configure({"settle_second": 1})


def test_the_clock_only_moves_forward(control) -> None:
    before = control.now()
    assert control.advance(100) >= before + 100
    with pytest.raises(ValueError, match="-1"):
        control.advance(-1)


def test_a_held_number_can_become_free_again(connect, control, instance) -> None:
    control.hold("+12065550142")
    with pytest.raises(connect.exceptions.InvalidParameterException):
        connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550142")
    control.unhold("+12065550142")
    assert connect.claim_phone_number(TargetArn=instance.arn, PhoneNumber="+12065550142")


def test_reset_forgets_everything(connect, control, instance, claim) -> None:
    claim(instance.arn)
    control.reset()
    assert control.numbers() == []
    assert connect.list_instances()["InstanceSummaryList"] == []
    assert control.settings()["settle_seconds"] == 1.0


def test_a_status_message_has_at_most_255_characters(control) -> None:
    with pytest.raises(ValueError, match="256"):
        control.fail_next_claims("x" * 256)


def test_every_public_method_is_an_operation() -> None:
    public = {name for name in vars(ConnectControl) if not name.startswith("_")} - {"perform"}
    assert public == set(operations_of(ConnectControl))
