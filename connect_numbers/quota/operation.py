"""A claim or release that counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.ledger.table import Item
from connect_phone_numbers.quota.arithmetic import CountedOperation
from connect_phone_numbers.quota.state import COUNTED_SECONDS
from connect_phone_numbers.rebuild_ledger.ledger_contents import operations_in

from ..clock import as_iso


@dataclass(frozen=True)
class QuotaOperation:
    """A claim or release of an instance's history.

    Attributes:
        at: when it was reserved or, of others', when it was seen.
        is_ours: whether a provider or an operator made it by way of the ledger.
    """

    kind: CountedOperation
    phone_number: str
    at: int
    is_ours: bool
    stack_id: str = ""
    logical_resource_id: str = ""

    @property
    def counts_until(self) -> int:
        """When it leaves the window: 180 days after the latest moment at which it can have been sent."""
        return self.at + COUNTED_SECONDS

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
    operations = [
        QuotaOperation(
            CountedOperation(event.kind),
            event.phone_number,
            event.at,
            not event.is_observed and not event.event_id,
            item.get("StackId", ""),
            item.get("LogicalResourceId", ""),
        )
        for item in items
        for event in operations_in(item)
        if event.kind in (CountedOperation.CLAIM, CountedOperation.RELEASE)
    ]
    counted = [operation for operation in operations if operation.counts_until > now]
    return sorted(counted, key=lambda operation: operation.counts_until)
