"""The contents of the ledger, as a reconciliation needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from ..ledger.layout import OPERATION, QUOTA, RESOURCE, claims_from, require_readable, resource_of
from ..ledger.parked_numbers import ParkedNumber, parked_numbers
from ..ledger.table import Item, Table
from ..model.claim import Claim
from ..model.identity import Resource
from .history import CountedEvent

_OBSERVED = "#OBSERVED"
"""The end of the sort key of what others did, which a comparison of two lists of numbers has shown."""


@dataclass(frozen=True)
class LedgerContents:
    """What the ledger holds.

    Attributes:
        parked: by ARN: the parked numbers.
        claims: by resource: its claims by claim id.
        operations: every claim and release in the history.
    """

    parked: Mapping[str, ParkedNumber]
    claims: dict[Resource, dict[str, Claim]] = field(default_factory=dict)
    operations: list[CountedEvent] = field(default_factory=list)

    @classmethod
    def read(cls, table: Table) -> Self:
        """Read every item.

        The parked numbers are read first. One transaction takes a number off that list and records it as a claim. So a
        number that is taken meanwhile is in at least one of the two.

        Raises:
            NewerLedgerError: an item is a newer version's.
        """
        contents = cls({parked.number.phone_number_arn: parked for parked in parked_numbers(table)})
        for item in table.scan():
            if item["PK"].startswith(RESOURCE):
                resource = resource_of(item["PK"])
                contents.claims[resource] = claims_from(item, resource)
            elif item["PK"].startswith(QUOTA) and item["SK"].startswith(OPERATION):
                contents.operations.extend(operations_in(item))
        return contents

    def all_claims(self) -> list[Claim]:
        """The claims of all resources."""
        return [claim for claims in self.claims.values() for claim in claims.values()]


def operations_in(item: Item) -> list[CountedEvent]:
    """The claims and releases of one item of the history.

    Raises:
        NewerLedgerError: the item is a newer version's.
    """
    require_readable(item, f"the operation {item['SK']}")
    is_observed = item["SK"].endswith(_OBSERVED)
    return [
        CountedEvent(
            item["Kind"],
            number,
            item["PK"].removeprefix(QUOTA),
            item["At"],
            item.get("EventId", ""),
            sort_key=item["SK"],
            is_observed=is_observed,
        )
        for number in (item["PhoneNumbers"].split() if is_observed else [item["PhoneNumber"]])
    ]
