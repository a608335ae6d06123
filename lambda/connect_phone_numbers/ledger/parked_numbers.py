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
from .format import require_readable
from .layout import PARKED, parked_key, phone_number_from, phone_number_item
from .table import Table, Write


@dataclass(frozen=True)
class ParkedNumber:
    """A number that waits for a resource.

    Attributes:
        instance_arn: whose quota it counts to.
        parked_at: in seconds since the epoch.
        releasing: the ClientToken of its release, once an operator has reserved one, else "". Nobody adopts it then.
        reserved_at: when that was reserved, in seconds since the epoch.
        reservation: the release's sort key in the history.
    """

    number: PhoneNumber
    instance_arn: str
    parked_at: int
    releasing: str = ""
    reserved_at: int = 0
    reservation: str = ""


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
        return [parked_from(item) for item in self._table.query(PARKED)]


def parked_from(item: Mapping[str, Any]) -> ParkedNumber:
    """A parked number as the ledger has it. Raises as `ParkedNumbers.all`."""
    require_readable(item, f"the parked number {item['SK']}")
    return ParkedNumber(
        phone_number_from(item),
        item["InstanceArn"],
        int(item["ParkedAt"]),
        item.get("Releasing", ""),
        int(item.get("ReservedAt", 0)),
        item.get("Reservation", ""),
    )


def listing(parked: ParkedNumber, *, unless_listed: bool = False) -> Write:
    """The write that lists a number as parked; one that is listed already is listed anew, or that is a conflict."""
    item = {
        **phone_number_item(parked.number),
        "InstanceArn": parked.instance_arn,
        "ParkedAt": parked.parked_at,
    }
    condition = "attribute_not_exists(PK)" if unless_listed else ""
    return Write("Put", parked_key(parked.number.phone_number_arn), item=item, condition=condition)


def taking(parked: ParkedNumber) -> Write:
    """The write that takes a number off the list; it can be done once, and not while the number is being released."""
    condition = "attribute_exists(PK) AND attribute_not_exists(Releasing)"
    return Write("Delete", parked_key(parked.number.phone_number_arn), condition=condition)


def releasing(parked: ParkedNumber, token: str, reservation: str, at: int) -> Write:
    """The write that marks a number as being released, before that is asked for."""
    return Write(
        "Update",
        parked_key(parked.number.phone_number_arn),
        expression="SET Releasing = :token, Reservation = :reservation, ReservedAt = :at",
        condition="attribute_exists(PK) AND (attribute_not_exists(Releasing) OR Releasing = :token)",
        values={":token": token, ":reservation": reservation, ":at": at},
    )


def kept_after_all(parked: ParkedNumber) -> Write:
    """The write that takes the mark of a release back, which was refused for certain."""
    return Write(
        "Update",
        parked_key(parked.number.phone_number_arn),
        expression="REMOVE Releasing, Reservation, ReservedAt",
        condition="Releasing = :token",
        values={":token": parked.releasing},
    )


def gone(parked: ParkedNumber) -> Write:
    """The write that forgets a number that is not there any more."""
    return Write("Delete", parked_key(parked.number.phone_number_arn))


def fitting(all_parked: Sequence[ParkedNumber], selection: Selection, instance_arn: str) -> list[ParkedNumber]:
    """Those that satisfy a selection: the instance's own before others, which have to be moved; oldest first."""
    fits = [
        parked
        for parked in all_parked
        if not parked.releasing
        and selection.is_satisfied_by(parked.number.phone_number, parked.number.country_code, parked.number.number_type)
    ]
    return sorted(fits, key=lambda parked: (parked.instance_arn != instance_arn, parked.parked_at))
