"""The parked numbers that a command names."""

from __future__ import annotations

from collections.abc import Sequence

from connect_phone_numbers.ledger.parked_numbers import ParkedNumber

from ..ledger.snapshot import Ledger
from ..problem import Problem


def find_parked(ledger: Ledger, phone_numbers: Sequence[str]) -> list[ParkedNumber]:
    """Those numbers, of the ledger's list, each once.

    Raises:
        Problem: one is not on it.
    """
    listed = {parked.number.phone_number: parked for parked in ledger.parked}
    for number in phone_numbers:
        if number not in listed:
            raise Problem(
                f"{number} is not on the ledger's list of parked numbers, which connect-numbers parked list shows."
            )
    return [listed[number] for number in dict.fromkeys(phone_numbers)]
