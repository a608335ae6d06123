"""The account's request rate, shared out among everybody who uses the ledger.

Amazon Connect allows 2 requests per second, with a burst of 5, for each operation of an account and Region:
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html. Resources that are deployed
at the same time would spend most of that on being throttled. So each request takes a slot first, and waits for it; the
ledger keeps where the next free slot is (a leaky bucket in one number, as GCRA has it).
"""

from __future__ import annotations

from collections.abc import Callable

from .errors import TryAgainLater
from .table import Key, Table, Write

INTERVAL_MILLISECONDS = 500
"""Between two slots: 2 requests per second."""
BURST = 4
"""Slots that may be used at once after a rest. One less than the service's: requests don't arrive as evenly as they
are sent, and the console sends some, too."""
WAIT_MILLISECONDS = 6000
"""The longest wait for a slot within an invocation; a little more than the time between two invocations, so that no
slot stays free for want of somebody to take it."""
CALL_MILLISECONDS = 20_000
"""What must be left of an invocation's time for the request itself and what is recorded of it."""


class Pace:
    """The slots, for one invocation."""

    def __init__(self, table: Table, clock: Callable[[], float], sleep: Callable[[float], None], until: float) -> None:
        """Use the ledger's table.

        Args:
            table: the ledger's.
            clock: gives seconds since the epoch.
            sleep: waits for seconds.
            until: when the invocation's time is up, in seconds since the epoch.
        """
        self._table = table
        self._clock = clock
        self._sleep = sleep
        self._until = int(until * 1000)

    def wait(self, operation: str, region: str = "") -> None:
        """Take the next slot of an operation, in the function's Region or another, and wait for it.

        Raises:
            TryAgainLater: it is too far away, or the ledger can't be reached; none was taken.
        """
        now = int(self._clock() * 1000)
        slot = self._take(_key(operation, region), now)
        if slot > now:
            self._sleep((slot - now) / 1000)

    def _take(self, key: Key, now: int) -> int:
        if now > self._until - CALL_MILLISECONDS:
            raise TryAgainLater(f"{key['SK']}: this invocation's time is nearly up")
        rested = now - (BURST - 1) * INTERVAL_MILLISECONDS
        latest = min(now + WAIT_MILLISECONDS, self._until - CALL_MILLISECONDS)
        next_slot = Write(
            "Update",
            key,
            expression="ADD NextAt :interval",
            condition="NextAt BETWEEN :rested AND :latest",
            values={":interval": INTERVAL_MILLISECONDS, ":rested": rested, ":latest": latest},
        )
        first_slot = Write(
            "Update",
            key,
            expression="SET NextAt = :next",
            condition="attribute_not_exists(NextAt) OR NextAt < :rested",
            values={":next": rested + INTERVAL_MILLISECONDS, ":rested": rested},
        )
        # The third is for whom another was faster with the second.
        for write in (next_slot, first_slot, next_slot):
            taken = self._table.update(write)
            if taken is not None:
                return int(taken["NextAt"]) - INTERVAL_MILLISECONDS
        raise TryAgainLater(f"{key['SK']}: the requests of the next seconds are others'")


def _key(operation: str, region: str) -> Key:
    return {"PK": "PACE", "SK": f"{operation} in {region}" if region else operation}
