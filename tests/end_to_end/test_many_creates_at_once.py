"""Fifty creates at the same moment, each in a thread of its own, on the local AWS's DynamoDB and Connect."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest

from connect_phone_numbers import handler
from tests.handler.lifecycle import Lifecycle
from tests.support.local_aws import LocalAws

CREATES = 50
QUOTA = 8
SPENT_BY_OTHERS = 4


@pytest.fixture
def table(local_aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty ledger, and the handler on it."""
    name = f"ledger-{uuid.uuid4().hex[:8]}"
    local_aws.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
    )
    for variable, value in {**local_aws.environment, "LEDGER_TABLE_NAME": name}.items():
        monkeypatch.setenv(variable, value)
    boto3.setup_default_session()
    handler.forget_clients()
    yield boto3.resource("dynamodb").Table(name)
    handler.forget_clients()
    boto3.DEFAULT_SESSION = None


def test_neither_quota_is_exceeded_by_one(local_aws: LocalAws, table: Any) -> None:
    instance_arn, _ = local_aws.new_instance()
    local_aws.connect.set_quota(instance_arn, QUOTA)
    by_hand = [local_aws.connect.console_claim(instance_arn)["phone_number"] for _ in range(SPENT_BY_OTHERS)]
    search = {"TargetArn": instance_arn, "PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    resources = [Lifecycle(lambda _: time.sleep(1), f"Number{index}") for index in range(CREATES)]
    with ThreadPoolExecutor(CREATES) as threads:
        created = list(threads.map(lambda resource: resource.create(search), resources))
    reasons = {response.reason for response in created if not response.succeeded}
    assert all(f"holds {QUOTA} of the {QUOTA} phone numbers" in reason for reason in reasons), reasons
    numbers = {response.data["PhoneNumber"] for response in created if response.succeeded}
    assert len(numbers) == QUOTA - SPENT_BY_OTHERS, "every place is taken, none twice"
    use = local_aws.connect.quota(instance_arn)
    assert use["held"] == QUOTA
    assert {
        number["phone_number"] for number in local_aws.connect.numbers() if number["instance_arn"] == instance_arn
    } == {
        *numbers,
        *by_hand,
    }
    counted = [item for item in table.scan()["Items"] if item["PK"] == f"QUOTA#{instance_arn}" and "Kind" in item]
    assert len(counted) == len(use["operations"]) == QUOTA, "no reservation is lost, and none is counted twice"
