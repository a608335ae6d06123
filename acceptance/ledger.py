"""Reading the ledger: the claims and releases, and the numbers that earlier runs have parked."""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import ClientError

from .account import Account
from .known_number import KnownNumber
from .names import DESCRIPTION, LEDGER
from .observation import describe
from .recording.recorder import Recorder
from .wanted_number import WantedNumber

WINDOW_SECONDS = 180 * 24 * 3600


class Ledger:
    """The ledger's table, read only."""

    def __init__(self, account: Account) -> None:
        self._dynamodb = account.dynamodb

    @classmethod
    def find(cls, account: Account) -> Ledger | None:
        """The ledger. None before the first deployment of a phone number in the account and Region."""
        try:
            account.dynamodb.describe_table(TableName=LEDGER)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise
        return cls(account)

    def operations(self, instance_arn: str) -> int | None:
        """How many claims and releases the instance had in the last 180 days. None if the ledger does not know it."""
        items = self._query(f"QUOTA#{instance_arn}")
        since = time.time() - WINDOW_SECONDS
        counted = [item for item in items if item.get("Kind", {}).get("S") in ("CLAIM", "RELEASE")]
        recent = [item for item in counted if int(item["At"]["N"]) > since]
        return sum(len(_numbers_of(item)) for item in recent) if items else None

    def known_since(self, instance_arn: str) -> int:
        """Since when the ledger has the instance's history, in seconds since the epoch. 0 if it has none."""
        known = [item["KnownSince"]["N"] for item in self._query(f"QUOTA#{instance_arn}") if "KnownSince" in item]
        return int(known[0]) if known else 0

    def parked(self, recorder: Recorder, instance_arn: str, wanted: WantedNumber) -> list[KnownNumber]:
        """The numbers of the wanted country and type that earlier runs parked at the instance."""
        alike = [
            KnownNumber(item["PhoneNumber"]["S"], item["SK"]["S"])
            for item in self._query("PARKED")
            if item["PhoneNumberCountryCode"]["S"] == wanted.country_code
            and item["PhoneNumberType"]["S"] == wanted.phone_number_type
            and item["InstanceArn"]["S"] == instance_arn
            and "Releasing" not in item
        ]
        return [number for number in alike if _is_of_acceptance(recorder, number)]

    def _query(self, partition: str) -> list[dict[str, Any]]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=LEDGER,
            KeyConditionExpression="PK = :partition",
            ExpressionAttributeValues={":partition": {"S": partition}},
            ConsistentRead=True,
        )
        return [dict(item) for page in pages for item in page["Items"]]


def _numbers_of(item: dict[str, Any]) -> list[str]:
    """The numbers of a history item. Operations by others that were seen at the same moment share one item."""
    return str(item["PhoneNumbers"]["S"]).split() if "PhoneNumbers" in item else [item["PhoneNumber"]["S"]]


def _is_of_acceptance(recorder: Recorder, number: KnownNumber) -> bool:
    described = describe(recorder, number.phone_number_arn) or {}
    return str(described.get("PhoneNumberDescription", "")).startswith(DESCRIPTION)
