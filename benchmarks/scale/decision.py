"""The processor time of the decision about a claim, by the length of the history, without DynamoDB."""

import time
from statistics import median
from typing import Any
from unittest.mock import patch

from boto3.dynamodb.types import TypeSerializer

from connect_phone_numbers.aws import metrics
from connect_phone_numbers.ledger.layout import quota_key, quota_state_write
from connect_phone_numbers.ledger.table import Table, Write
from connect_phone_numbers.quota.account_numbers import Listed
from connect_phone_numbers.quota.arithmetic import AppliedQuota, CountedOperation
from connect_phone_numbers.quota.reservation import Quotas, Spending
from connect_phone_numbers.quota.state import QuotaState

NOW = 1_800_000_000
INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"
REPEATS = 9


class _Client:
    """DynamoDB's client, with one item, as it comes over the wire. It counts the items that are read."""

    def __init__(self, item: dict[str, Any]) -> None:
        self.read = 0
        self._item = item

    def get_item(self, **_: object) -> dict[str, Any]:
        self.read += 1
        return {"Item": self._item}

    def transact_write_items(self, **_: object) -> None:
        """Accept every write."""


class _Known:
    """Replaces the list of numbers and the applied quotas: their cost is measured elsewhere."""

    def at(self, instance_arn: str, now: int) -> Listed:
        return Listed(frozenset(), frozenset(), now)

    def of(self, instance_arn: str, item: object, now: int) -> AppliedQuota:
        return AppliedQuota(100_000)


def measure_decision(operations: int) -> tuple[float, int]:
    """The milliseconds that a decision takes with so many operations in the history, and the items that it reads."""
    moments = tuple(NOW - 100 * 24 * 3600 + index * 800 for index in range(operations))
    write = quota_state_write(INSTANCE_ARN, QuotaState(), QuotaState(1, moments, {}, {}, 1))
    attributes = {name.removeprefix(":"): value for name, value in write.values.items()}
    serialize = TypeSerializer().serialize
    item = {name: serialize(value) for name, value in {**quota_key(INSTANCE_ARN), **attributes}.items()}
    client: Any = _Client(item)
    known: Any = _Known()
    table = Table(client, "ledger")
    quotas = Quotas(table, known, known)
    spending = Spending(CountedOperation.CLAIM, "+12065550142", INSTANCE_ARN, None, NOW)

    def save(writes: tuple[Write, ...]) -> None:
        table.transact(*writes)

    took = []
    with patch.object(metrics, "emit"):
        for _ in range(REPEATS):
            client.read = 0
            began = time.process_time()
            quotas.reserve(spending, save)
            took.append((time.process_time() - began) * 1000)
    return median(took), client.read
