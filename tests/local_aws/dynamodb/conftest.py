"""Tables made by API, as a ledger is: they belong to no stack."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.local_aws import LocalAws


class Table:
    def __init__(self, client: Any) -> None:
        self.client = client
        self.name = f"table-{uuid.uuid4().hex[:8]}"

    def create(self, **more: Any) -> dict[str, Any]:
        created = self.client.create_table(
            TableName=self.name,
            KeySchema=[
                {"AttributeName": "PK", "KeyType": "HASH"},
                {"AttributeName": "SK", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "PK", "AttributeType": "S"},
                {"AttributeName": "SK", "AttributeType": "S"},
            ],
            BillingMode="PAY_PER_REQUEST",
            **more,
        )
        return dict(created["TableDescription"])

    @property
    def status(self) -> str:
        return str(self.client.describe_table(TableName=self.name)["Table"]["TableStatus"])

    def until_active(self) -> None:
        deadline = time.monotonic() + 20
        while self.status != "ACTIVE":
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def live_by(self, attribute: str, *, enabled: bool = True) -> None:
        specification = {"Enabled": enabled, "AttributeName": attribute}
        self.client.update_time_to_live(TableName=self.name, TimeToLiveSpecification=specification)

    def back_up(self) -> None:
        specification = {"PointInTimeRecoveryEnabled": True}
        self.client.update_continuous_backups(TableName=self.name, PointInTimeRecoverySpecification=specification)


@pytest.fixture
def table(local_aws: LocalAws) -> Iterator[Table]:
    yield Table(local_aws.client("dynamodb"))
    local_aws.running.control.clear()
