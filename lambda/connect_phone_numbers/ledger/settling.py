"""How long a claim stays IN_PROGRESS: learnt from the claims before.

The service documents no time. A look that comes too early spends one of the account's requests, of which there are no
more than for two looks a second; one that comes late keeps everybody waiting. So a look that came too early is noted,
and whoever claims after it looks a second later than that.
"""

from __future__ import annotations

from collections.abc import Callable

from .layout import SETTLING_KEY
from .table import Table, Write

SHORTEST_SECONDS = 1
LONGEST_SECONDS = 10
"""A claim that takes longer is looked at again and again; the claims after it are not held up for its sake."""
REMEMBERED_SECONDS = 24 * 3600
"""How long a look that came too early is remembered: the service may have had a bad day."""


class Settling:
    """When to look at a claim first.

    Every method raises `TryAgainLater` where the table can't be reached just now.
    """

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        """Use the ledger's table, and a clock of seconds since the epoch."""
        self._table = table
        self._clock = clock

    def seconds(self) -> int:
        """How long after a claim its status is worth a look."""
        known = self._table.get(SETTLING_KEY)
        return known["Seconds"] if known.get("ExpiresAt", 0) > self._clock() else SHORTEST_SECONDS

    def note_early(self, age: int) -> None:
        """Note that a look so many seconds after a claim came too early."""
        now = int(self._clock())
        known = {"Seconds": min(age + 1, LONGEST_SECONDS), "ExpiresAt": now + REMEMBERED_SECONDS}
        shorter = "attribute_not_exists(PK) OR Seconds < :Seconds OR ExpiresAt <= :now"
        self._table.update(Write.setting(SETTLING_KEY, known, condition=shorter, values={":now": now}))
