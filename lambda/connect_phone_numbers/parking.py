"""Numbers that are kept when their resource is gone, and given to a later resource that asks for such a number.

A release costs budget, and the claim that follows costs more; a number that is kept costs neither. A parked number
carries a tag in place of its owner's, and the ledger lists it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import metrics
from .core.claim import HeldNumber
from .core.selection import Selection
from .ledger_format import require_known_format
from .table import Item, Key, Table, Write

PARKED_PARTITION = "PARKED"


@dataclass(frozen=True)
class ParkedNumber:
    """A number that waits for a resource.

    Attributes:
        instance_arn: whose quota it counts to.
        parked_at: in seconds since the epoch.
    """

    phone_number: str
    phone_number_id: str
    phone_number_arn: str
    country_code: str
    number_type: str
    target_arn: str
    instance_arn: str
    parked_at: int

    @classmethod
    def of(cls, number: HeldNumber, instance_arn: str, now: int) -> ParkedNumber:
        """A number that is to be parked."""
        return cls(
            number.phone_number,
            number.phone_number_id,
            number.phone_number_arn,
            number.country_code,
            number.number_type,
            number.target_arn,
            instance_arn,
            now,
        )


class ParkedNumbers:
    """The parked numbers of an account and Region."""

    def __init__(self, table: Table) -> None:
        """Use the ledger's table."""
        self._table = table

    def all(self) -> list[ParkedNumber]:
        """Every parked number.

        Raises:
            NewerLedgerError: one was recorded by a newer version.
        """
        return [parked_from(item) for item in self._table.query(PARKED_PARTITION)]


def parked_from(item: Item) -> ParkedNumber:
    """A parked number as the ledger has it. Raises as `ParkedNumbers.all`."""
    require_known_format(item, f"the parked number {item['SK']}")
    return ParkedNumber(
        item["PhoneNumber"],
        item["PhoneNumberId"],
        item["SK"],
        item["PhoneNumberCountryCode"],
        item["PhoneNumberType"],
        item["TargetArn"],
        item["InstanceArn"],
        int(item["ParkedAt"]),
    )


def leave(parked: ParkedNumber, *, unless_listed: bool = False) -> Write:
    """The write that lists a number as parked; one that is listed already is listed anew, or that is a conflict."""
    item: dict[str, Any] = {
        "PhoneNumber": parked.phone_number,
        "PhoneNumberId": parked.phone_number_id,
        "PhoneNumberCountryCode": parked.country_code,
        "PhoneNumberType": parked.number_type,
        "TargetArn": parked.target_arn,
        "InstanceArn": parked.instance_arn,
        "ParkedAt": parked.parked_at,
    }
    return Write("Put", _key(parked), item=item, condition="attribute_not_exists(PK)" if unless_listed else "")


def take(parked: ParkedNumber) -> Write:
    """The write that takes a number off the list; it can be done once."""
    return Write("Delete", _key(parked), condition="attribute_exists(PK)")


def _key(parked: ParkedNumber) -> Key:
    return {"PK": PARKED_PARTITION, "SK": parked.phone_number_arn}


def fitting(all_parked: Sequence[ParkedNumber], selection: Selection, instance_arn: str) -> list[ParkedNumber]:
    """Those that satisfy a selection: the instance's own before others, which have to be moved; oldest first."""
    fits = [
        parked
        for parked in all_parked
        if selection.is_satisfied_by(parked.phone_number, parked.country_code, parked.number_type)
    ]
    return sorted(fits, key=lambda parked: (parked.instance_arn != instance_arn, parked.parked_at))


def emit_parked(all_parked: Sequence[ParkedNumber], instance_arn: str, change: int, now: int) -> None:
    """Write the metric of how many numbers of an instance are parked, once `change` more are."""
    count = sum(1 for parked in all_parked if parked.instance_arn == instance_arn)
    metrics.emit(instance_arn, {"NumbersParked": count + change}, now)
