"""The claims and releases that count to an instance's budget."""

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
    """A claim or release in an instance's history.

    Attributes:
        kind: CLAIM or RELEASE.
        phone_number: in E.164, or the source ARN of an imported number.
        at: when the ledger reserved it, in seconds since the epoch. For an operation by others: when it was seen.
        is_ours: whether it was reserved in the ledger. False for an operation by others.
        stack_id: the stack of the resource that it was for, "" if that is not known.
        logical_resource_id: the resource's logical id, "" if that is not known.
    """

    kind: CountedOperation
    phone_number: str
    at: int
    is_ours: bool
    stack_id: str = ""
    logical_resource_id: str = ""

    @property
    def counts_until(self) -> int:
        """When it leaves the window: 180 days after the latest moment at which it may have been sent."""
        return self.at + COUNTED_SECONDS

    def as_json(self) -> dict[str, Any]:
        """The JSON of `--json`."""
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
    """The operations of a history's items that count now, in the order in which they leave the window."""
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
