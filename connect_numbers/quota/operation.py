"""A claim or release that counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.core.quota import WINDOW_SECONDS, CountedOperation
from connect_phone_numbers.operations import times
from connect_phone_numbers.table import Item

from ..clock import as_iso


@dataclass(frozen=True)
class QuotaOperation:
    """A claim or release of an instance's history.

    Attributes:
        at: when it was made, in seconds since the epoch.
        counts_until: when it leaves the window: 180 days after the latest moment at which it can have been sent.
        is_ours: whether a provider made it. Others' are known by when they were seen.
    """

    kind: CountedOperation
    phone_number: str
    at: int
    counts_until: int
    is_ours: bool
    stack_id: str = ""
    logical_resource_id: str = ""

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
        return {
            "kind": self.kind.value,
            "phone_number": self.phone_number,
            "at": as_iso(self.at),
            "counts_until": as_iso(self.counts_until),
            "observed": not self.is_ours,
            "stack_id": self.stack_id,
            "logical_resource_id": self.logical_resource_id,
        }


def counting(items: Iterable[Item], now: int) -> list[QuotaOperation]:
    """Those of a history's items that count now, the next to leave first."""
    found = [_operation(item, sent_by) for item in items for sent_by in times([item])]
    return sorted(
        (operation for operation in found if operation.counts_until > now), key=lambda each: each.counts_until
    )


def _operation(item: Item, sent_by: int) -> QuotaOperation:
    return QuotaOperation(
        CountedOperation(item["Kind"]),
        item["PhoneNumber"],
        int(item["At"]),
        sent_by + WINDOW_SECONDS,
        "StackId" in item,
        item.get("StackId", ""),
        item.get("LogicalResourceId", ""),
    )
