"""How long a claim stays IN_PROGRESS: learnt from earlier claims.

The service documents no time. A look that is too early wastes one of the account's 2 requests per second; a late look
makes the deployment wait. So a look that was too early is noted, and later claims are looked at one second later.
"""

from __future__ import annotations

from collections.abc import Callable

from .layout import SETTLING_KEY
from .table import Table, Write

SHORTEST_SECONDS = 1
LONGEST_SECONDS = 10
"""The latest first look. A claim that takes longer is looked at again; other claims do not wait for it."""
REMEMBERED_SECONDS = 24 * 3600
"""How long a look that was too early is remembered: the service may be slow for a day only."""


class Settling:
    """When to look at a claim first.

    Every method raises `TryAgainLater` where the table can't be reached just now.
    """

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        """Use the ledger's table, and a clock of seconds since the epoch."""
        self._table = table
        self._clock = clock

    def seconds(self) -> int:
        """How many seconds after a claim to look at its status first."""
        known = self._table.get(SETTLING_KEY)
        return known["Seconds"] if known.get("ExpiresAt", 0) > self._clock() else SHORTEST_SECONDS

    def note_early(self, age: int) -> None:
        """Note that a look so many seconds after a claim was too early."""
        now = int(self._clock())
        known = {"Seconds": min(age + 1, LONGEST_SECONDS), "ExpiresAt": now + REMEMBERED_SECONDS}
        shorter = "attribute_not_exists(PK) OR Seconds < :Seconds OR ExpiresAt <= :now"
        self._table.update(Write.setting(SETTLING_KEY, known, condition=shorter, values={":now": now}))
