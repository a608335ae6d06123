"""What the acceptance's ledger knows of earlier runs."""

from __future__ import annotations

import time
from typing import Any

from .account import Account
from .deployed import find_stack
from .known_number import KnownNumber
from .names import LEDGER_STACK
from .stacks import LEDGER_OUTPUT
from .wanted_number import WantedNumber

WINDOW_SECONDS = 180 * 24 * 3600


class Ledger:
    """The ledger's table, read only."""

    def __init__(self, account: Account, table_name: str) -> None:
        self._dynamodb = account.dynamodb
        self.table_name = table_name

    @classmethod
    def find(cls, account: Account) -> Ledger | None:
        """The ledger; None before the first run."""
        stack = find_stack(account, LEDGER_STACK)
        if stack is None or LEDGER_OUTPUT not in stack.outputs:
            return None
        return cls(account, stack.outputs[LEDGER_OUTPUT])

    def operations(self, instance_arn: str) -> int | None:
        """The claims and releases of the last 180 days at the instance; None where it knows nothing of it yet."""
        items = self._query(f"QUOTA#{instance_arn}")
        since = time.time() - WINDOW_SECONDS
        counted = [item for item in items if item.get("Kind", {}).get("S") in ("CLAIM", "RELEASE")]
        return sum(int(item["At"]["N"]) > since for item in counted) if items else None

    def parked(self, wanted: WantedNumber) -> list[KnownNumber]:
        """The numbers that an earlier run parked, and that are such as are wanted."""
        return [
            KnownNumber(item["PhoneNumber"]["S"], item["SK"]["S"])
            for item in self._query("PARKED")
            if item["PhoneNumberCountryCode"]["S"] == wanted.country_code
            and item["PhoneNumberType"]["S"] == wanted.phone_number_type
        ]

    def _query(self, partition: str) -> list[dict[str, Any]]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self.table_name,
            KeyConditionExpression="PK = :partition",
            ExpressionAttributeValues={":partition": {"S": partition}},
            ConsistentRead=True,
        )
        return [dict(item) for page in pages for item in page["Items"]]
