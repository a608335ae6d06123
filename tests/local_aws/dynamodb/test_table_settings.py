import time

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.dynamodb.conftest import Table
from tests.support.local_aws import LocalAws


def test_time_to_live_is_answered(table: Table) -> None:
    table.create()
    described = table.client.describe_time_to_live(TableName=table.name)["TimeToLiveDescription"]
    assert described == {"TimeToLiveStatus": "DISABLED"}
    table.live_by("ExpiresAt")
    described = table.client.describe_time_to_live(TableName=table.name)["TimeToLiveDescription"]
    assert described == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ExpiresAt"}


@pytest.mark.parametrize(
    ("enabled", "message"), [(True, "TimeToLive is already enabled"), (False, "modified multiple times")]
)
def test_time_to_live_is_not_changed_twice(table: Table, enabled: bool, message: str) -> None:
    table.create()
    table.live_by("ExpiresAt")
    with pytest.raises(ClientError, match=f"ValidationException.*{message}"):
        table.live_by("ExpiresAt", enabled=enabled)


def test_backups_are_answered(table: Table) -> None:
    table.create()

    def status() -> str:
        described = table.client.describe_continuous_backups(TableName=table.name)["ContinuousBackupsDescription"]
        return str(described["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"])

    assert status() == "DISABLED"
    table.back_up()
    assert status() == "ENABLED"


def test_backups_of_a_new_table_can_take_a_moment(local_aws: LocalAws, table: Table) -> None:
    control = local_aws.running.control
    control.configure({"backups_enabling_seconds": 1})
    try:
        table.create()
        with pytest.raises(table.client.exceptions.ContinuousBackupsUnavailableException):
            table.back_up()
        time.sleep(1)
        table.back_up()
    finally:
        control.configure({"backups_enabling_seconds": 0})


def test_there_are_no_backups_of_no_table(table: Table) -> None:
    with pytest.raises(table.client.exceptions.TableNotFoundException):
        table.back_up()
    with pytest.raises(table.client.exceptions.TableNotFoundException):
        table.client.describe_continuous_backups(TableName=table.name)
