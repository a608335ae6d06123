"""The list of parked numbers: kept when their resource is gone, and given to a later resource that asks for such a one.

A release costs budget, and the claim that follows costs more; a number that is kept costs neither. A parked number
carries a tag in place of its owner's, and the ledger lists it.
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
        instance_arn: whose quota it counts to.
        parked_at: in seconds since the epoch.
        releasing: the ClientToken of its release, once an operator has reserved one, else "". Nobody takes it then.
        reserved_at: when that was reserved, in seconds since the epoch.
    """

    number: PhoneNumber
    instance_arn: str
    parked_at: int
    releasing: str = ""
    reserved_at: int = 0


def parked_numbers(table: Table) -> list[ParkedNumber]:
    """Every parked number of the account and Region.

    Raises:
        NewerLedgerError: one was recorded by a newer version.
    """
    return [parked_from(item) for item in table.query(PARKED)]


def parked_from(item: Mapping[str, Any]) -> ParkedNumber:
    """A parked number as the ledger has it. Raises as `parked_numbers`."""
    require_readable(item, f"the parked number {item['SK']}")
    return ParkedNumber(
        phone_number_from(item),
        item["InstanceArn"],
        item["ParkedAt"],
        item.get("Releasing", ""),
        item.get("ReservedAt", 0),
    )


def listing(parked: ParkedNumber, *, unless_listed: bool = False) -> Write:
    """The write that lists a number as parked; one that is listed already is listed anew, or that is a conflict."""
    item = {**phone_number_item(parked.number), "InstanceArn": parked.instance_arn, "ParkedAt": parked.parked_at}
    condition = "attribute_not_exists(PK)" if unless_listed else ""
    return Write("Put", parked_key(parked.number.phone_number_arn), item=item, condition=condition)


def taking(parked: ParkedNumber) -> Write:
    """The write that takes a number off the list; it can be done once, and not while the number is being released."""
    condition = "attribute_exists(PK) AND attribute_not_exists(Releasing)"
    return Write("Delete", parked_key(parked.number.phone_number_arn), condition=condition)


def releasing(parked: ParkedNumber, token: str, at: int) -> Write:
    """The write that marks a number as being released, before that is asked for."""
    return Write.setting(
        parked_key(parked.number.phone_number_arn),
        {"Releasing": token, "ReservedAt": at},
        condition="attribute_exists(PK) AND (attribute_not_exists(Releasing) OR Releasing = :Releasing)",
    )


def kept_after_all(parked: ParkedNumber) -> Write:
    """The write that takes the mark of a release back, which was refused for certain."""
    key, marks = parked_key(parked.number.phone_number_arn), ("Releasing", "ReservedAt")
    return Write.setting(key, {}, marks, "Releasing = :token", {":token": parked.releasing})


def removing(parked: ParkedNumber) -> Write:
    """The write that takes a number off the list which is not tagged as parked, unless it was just changed there."""
    condition, values = "ParkedAt = :at AND attribute_not_exists(Releasing)", {":at": parked.parked_at}
    if parked.releasing:
        condition, values = "ReservedAt = :at", {":at": parked.reserved_at}
    return Write("Delete", parked_key(parked.number.phone_number_arn), condition=condition, values=values)


def gone(parked: ParkedNumber) -> Write:
    """The write that forgets a number that is not there any more."""
    return Write("Delete", parked_key(parked.number.phone_number_arn))


def fitting(all_parked: Sequence[ParkedNumber], selection: Selection, instance_arn: str) -> list[ParkedNumber]:
    """Those that satisfy a selection: the instance's own before others, which have to be moved; oldest first."""
    fits = [parked for parked in all_parked if not parked.releasing and selection.is_satisfied_by(parked.number)]
    return sorted(fits, key=lambda parked: (parked.instance_arn != instance_arn, parked.parked_at))
