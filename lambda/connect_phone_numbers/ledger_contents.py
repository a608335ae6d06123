"""The whole ledger at a moment, as reconciliation looks at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .core.claim import Claim
from .core.history import RecordedOperation
from .core.identity import Resource
from .ledger import RESOURCE_PARTITION, claims_from
from .ledger_format import require_known_format
from .operations import QUOTA_PARTITION
from .parking import PARKED_PARTITION, ParkedNumber, parked_from
from .table import Item


@dataclass
class LedgerContents:
    """What the ledger holds.

    Attributes:
        claims: of each resource, by claim id.
        parked: numbers listed as parked, by ARN.
        operations: every claim and release in the history.
    """

    claims: dict[Resource, dict[str, Claim]] = field(default_factory=dict)
    parked: dict[str, ParkedNumber] = field(default_factory=dict)
    operations: list[RecordedOperation] = field(default_factory=list)

    @classmethod
    def of(cls, items: Iterable[Item]) -> LedgerContents:
        """Read every item.

        Raises:
            NewerLedgerError: one is a newer version's.
        """
        contents = cls()
        for item in items:
            contents._add(item)
        return contents

    def claim_of(self, phone_number_arn: str) -> Claim | None:
        """The claim, of whichever resource, that holds a number."""
        held = (claim for claims in self.claims.values() for claim in claims.values())
        return next((claim for claim in held if claim.phone_number_arn == phone_number_arn), None)

    def _add(self, item: Item) -> None:
        partition = item["PK"]
        if partition.startswith(RESOURCE_PARTITION):
            resource = Resource(*partition.removeprefix(RESOURCE_PARTITION).rsplit("#", 1))
            self.claims[resource] = claims_from(item, resource)
        elif partition == PARKED_PARTITION:
            self.parked[item["SK"]] = parked_from(item)
        elif partition.startswith(QUOTA_PARTITION) and "Kind" in item:
            self.operations.append(_operation_from(item))


def _operation_from(item: Item) -> RecordedOperation:
    require_known_format(item, f"the operation {item['SK']}")
    return RecordedOperation(
        item["PK"].removeprefix(QUOTA_PARTITION),
        item["SK"],
        item["Kind"],
        item["PhoneNumber"],
        int(item["At"]),
        item.get("EventId", ""),
    )
