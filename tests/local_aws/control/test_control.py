import pytest

from local_aws.control import AwsControl, AwsControlClient, ControlError
from local_aws.operations import operations_of
from local_aws.settings import Settings
from tests.support.local_aws import LocalAws


def test_every_public_method_is_an_operation() -> None:
    public = {name for name in vars(AwsControl) if not name.startswith("_")}
    assert public == set(operations_of(AwsControl))


def test_settings_are_told_and_checked(local_aws: LocalAws) -> None:
    control = local_aws.running.control
    assert control.settings()["asynchronous_retry_seconds"] == [1.0, 2.0]
    with pytest.raises(ControlError, match="no such setting: table_seconds"):
        control.configure({"table_seconds": 1})
    with pytest.raises(ControlError, match="zero or more"):
        control.configure({"table_creating_seconds": -1})


def test_a_refused_operation_says_why(local_aws: LocalAws) -> None:
    control = local_aws.running.control
    with pytest.raises(ControlError, match="no such control operation"):
        control.perform("explode", {})
    with pytest.raises(ControlError, match="seconds"):
        control.perform("throttle_function", {"function_name": "mine"})
    with pytest.raises(ControlError, match="Create, Update or Delete"):
        control.delay_requests("Read", 1)
    with pytest.raises(ValueError, match="http://host:port"):
        AwsControlClient("127.0.0.1:4566")


def test_the_environment_sets_what_the_server_begins_with() -> None:
    settings = Settings()
    settings.read({"LOCAL_AWS_ASYNCHRONOUS_RETRY_SECONDS": "60,120", "LOCAL_AWS_TABLE_CREATING_SECONDS": "5"})
    assert settings == Settings((60.0, 120.0), 5.0)
