"""The list of parked numbers: they stay claimed when their resource is gone, and a later resource takes them.

A release counts to the budget, and so does the claim after it. Parking a number, and taking it, does not count. A
parked number has the tag of parked numbers instead of its owner's tags, and the ledger lists it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.phone_number import PhoneNumber
from ..model.selection import Selection
from .layout import PARKED, parked_key, phone_number_from, phone_number_item, require_readable
from .table import Table, Write


@dataclass(frozen=True)
class ParkedNumber:
    """A number that waits for a resource.

    Attributes:
        instance_arn: the instance that the number counts to.
        parked_at: when it was parked, in seconds since the epoch.
        releasing: the ClientToken of the release that an operator has reserved, else "". No resource takes such a
            number.
        reserved_at: when the release was reserved, in seconds since the epoch.
    """

    number: PhoneNumber
    instance_arn: str
    parked_at: int
    releasing: str = ""
    reserved_at: int = 0


def parked_numbers(table: Table) -> list[ParkedNumber]:
    """Every parked number of the account and Region.

    Raises:
        NewerLedgerError: a newer version recorded one of them.
    """
    return [parked_from(item) for item in table.query(PARKED)]


def parked_from(item: Mapping[str, Any]) -> ParkedNumber:
    """The parked number of an item. Raises as `parked_numbers`."""
    require_readable(item, f"the parked number {item['SK']}")
    return ParkedNumber(
        phone_number_from(item),
        item["InstanceArn"],
        item["ParkedAt"],
        item.get("Releasing", ""),
        item.get("ReservedAt", 0),
    )


def listing(parked: ParkedNumber, *, unless_listed: bool = False) -> Write:
    """The write that lists a number as parked. If the number is listed already: replaces that, or is a conflict."""
    item = {**phone_number_item(parked.number), "InstanceArn": parked.instance_arn, "ParkedAt": parked.parked_at}
    condition = "attribute_not_exists(PK)" if unless_listed else ""
    return Write("Put", parked_key(parked.number.phone_number_arn), item=item, condition=condition)


def taking(parked: ParkedNumber) -> Write:
    """The write that takes a number off the list. It is a conflict if the number is taken, or is being released."""
    condition = "attribute_exists(PK) AND attribute_not_exists(Releasing)"
    return Write("Delete", parked_key(parked.number.phone_number_arn), condition=condition)


def releasing(parked: ParkedNumber, token: str, at: int) -> Write:
    """The write that marks a number as being released. It comes before the release is sent."""
    return Write.setting(
        parked_key(parked.number.phone_number_arn),
        {"Releasing": token, "ReservedAt": at},
        condition="attribute_exists(PK) AND (attribute_not_exists(Releasing) OR Releasing = :Releasing)",
    )


def kept_after_all(parked: ParkedNumber) -> Write:
    """The write that takes the mark of a release off, as the service refused the release."""
    key, marks = parked_key(parked.number.phone_number_arn), ("Releasing", "ReservedAt")
    return Write.setting(key, {}, marks, "Releasing = :token", {":token": parked.releasing})


def removing(parked: ParkedNumber) -> Write:
    """The write that takes a number off the list which is not tagged as parked, unless it was just changed there."""
    condition, values = "ParkedAt = :at AND attribute_not_exists(Releasing)", {":at": parked.parked_at}
    if parked.releasing:
        condition, values = "ReservedAt = :at", {":at": parked.reserved_at}
    return Write("Delete", parked_key(parked.number.phone_number_arn), condition=condition, values=values)


def gone(parked: ParkedNumber) -> Write:
    """The write that forgets a number that is gone."""
    return Write("Delete", parked_key(parked.number.phone_number_arn))


def fitting(all_parked: Sequence[ParkedNumber], selection: Selection, instance_arn: str) -> list[ParkedNumber]:
    """The parked numbers that satisfy a selection: those of the instance first, as others have to move; then by age."""
    fits = [parked for parked in all_parked if not parked.releasing and selection.is_satisfied_by(parked.number)]
    return sorted(fits, key=lambda parked: (parked.instance_arn != instance_arn, parked.parked_at))
