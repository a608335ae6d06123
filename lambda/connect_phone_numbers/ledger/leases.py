"""Leases: which claim tries to get a number now, so that no other resource tries to get the same number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .layout import lease_key
from .table import Table, Write

_NOBODY = "nobody"
"""Stands in a lease for the claim's id."""


class Leases:
    """The leases. Each ends by itself.

    Every method raises `TryAgainLater` where the table can't be reached just now.
    """

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        """Use the ledger's table, and a clock of seconds since the epoch."""
        self._table = table
        self._clock = clock

    def take(self, phone_number: str, claim_id: str, seconds: int) -> bool:
        """Lease a number for one claim, or make the claim's lease longer.

        Returns:
            Whether the claim has the lease; False where another claim has it.
        """
        return self._lease(phone_number, claim_id, claim_id, seconds)

    def keep_from_all(self, phone_number: str, claim_id: str, seconds: int) -> None:
        """Keep a number from every claim for a while, this one included. A lease of another claim stays."""
        self._lease(phone_number, claim_id, _NOBODY, seconds)

    def of_others(self, phone_numbers: Iterable[str], claim_id: str) -> set[str]:
        """Which of at most 100 numbers other claims have leased. `take` looks again."""
        now = self._clock()
        return {
            lease["PK"].removeprefix("LEASE#")
            for lease in self._table.get_all([lease_key(number) for number in phone_numbers])
            if lease["ClaimId"] != claim_id and lease["LeasedUntil"] >= now
        }

    def end(self, phone_number: str, claim_id: str) -> None:
        """End a lease, if it is still this claim's."""
        self._table.delete(
            Write("Delete", lease_key(phone_number), condition="ClaimId = :claim", values={":claim": claim_id})
        )

    def _lease(self, phone_number: str, claim_id: str, holder: str, seconds: int) -> bool:
        now = int(self._clock())
        leased = self._table.update(
            Write.setting(
                lease_key(phone_number),
                {"ClaimId": holder, "LeasedUntil": now + seconds, "ExpiresAt": now + seconds},
                condition="attribute_not_exists(PK) OR ClaimId = :claim OR LeasedUntil < :now",
                values={":claim": claim_id, ":now": now},
            )
        )
        return leased is not None
