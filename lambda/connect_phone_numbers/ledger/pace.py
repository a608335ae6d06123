"""The account's request rate, shared among all who use the ledger.

Amazon Connect allows 2 requests per second, with a burst of 5, for each operation of an account and Region:
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html. Without an
order, most requests of resources that are deployed at the same time would be throttled. So each request takes a slot
first. The ledger keeps the moment of the next free slot: a leaky bucket in one number, the algorithm GCRA. Where a slot
is further away than a step sleeps, the resource's record keeps it, and the state machine waits for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager

from ..errors import TryAgainLater
from .layout import pace_key
from .table import Key, Table, Write

INTERVAL_MILLISECONDS = 500
"""Between two slots: 2 requests per second."""
BURST = 4
"""Slots that may be used at once after a rest. The service's burst is one more: requests don't arrive as evenly as they
are sent, and the console sends requests, too."""
SLEEP_MILLISECONDS = 1500
"""The longest sleep until a slot within a step. The state machine, which waits for whole seconds, waits longer."""
STEP_MILLISECONDS = 3000
"""The longest sleep within a step, for all its requests together."""
EARLY_MILLISECONDS = 500
"""How long before its slot a step begins, so that it has read what it needs for the request by then."""
KEPT_MILLISECONDS = 15_000
"""How long after its moment a slot may be used: its request may have to wait for something else."""

_TURNS_KEPT_SECONDS = 3600


class Pace:
    """The slots, for one step of one operation."""

    def __init__(
        self,
        table: Table,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        slots: MutableMapping[str, int] | None = None,
        sleeps_milliseconds: float = math.inf,
    ) -> None:
        """Use the ledger's table.

        Args:
            table: the ledger's.
            clock: gives seconds since the epoch.
            sleep: waits for seconds.
            slots: the slots taken ahead, by call, in milliseconds since the epoch. This object changes them.
            sleeps_milliseconds: the longest that it sleeps in all.
        """
        self._table = table
        self._clock = clock
        self._sleep = sleep
        self._slots = {} if slots is None else slots
        self._may_sleep = sleeps_milliseconds
        self._used: dict[str, int] = {}

    def use(self, call: str, region: str = "") -> None:
        """Take the next slot of a call, wait for it, and use it.

        Args:
            call: the operation of the service.
            region: where; "" for the function's Region.

        Raises:
            TryAgainLater: the slot is further away than the step may still sleep. It is kept for the next step.
        """
        wait = self.await_slot(call, region)
        if wait > 0:
            self._may_sleep -= wait
            self._sleep(wait / 1000)
        self._used[call] = self._slots.pop(_name(call, region))

    def forgo(self, call: str) -> None:
        """Give up the slot of a call: it would be used too late, at the same moment as others."""
        self._slots.pop(call, None)

    def follow(self, call: str, after: str, milliseconds: int) -> int:
        """Take a slot for a request that follows another request, so many milliseconds after the other's slot.

        The time counts from the other's slot, not from the moment when it was sent: slots are even, and what is sent
        late is not. Where this step has not sent the other request, the time counts from now.

        Returns:
            In how many milliseconds the slot comes; 0 or less where it is there.
        """
        now = int(self._clock() * 1000)
        slot = self._slots[call] = self._take(pace_key(call), self._used.get(after, now) + milliseconds)
        return slot - now

    def await_slot(self, call: str, region: str = "") -> int:
        """Take the next slot of a call, and keep it. The caller does what it can before the slot, and then calls `use`.

        Returns:
            In how many milliseconds the slot comes: at most what the step may still sleep; 0 or less where it is there.

        Raises:
            TryAgainLater: as `use`.
        """
        name = _name(call, region)
        now = int(self._clock() * 1000)
        slot = self._slots.get(name)
        if slot is None or slot < now - KEPT_MILLISECONDS:
            slot = self._slots[name] = self._take(pace_key(name), now)
        wait = slot - now
        if wait > min(SLEEP_MILLISECONDS, self._may_sleep):
            # Rounded down: the next step sleeps the rest. Rounded up, slots would be used late, and two at once.
            seconds = max(1, (wait - EARLY_MILLISECONDS) // 1000)
            raise TryAgainLater(f"{name}: its turn among the account's requests comes in {seconds} s", seconds)
        return wait

    def _take(self, key: Key, wanted_at: int) -> int:
        """The next free slot, at the wanted moment or later, in milliseconds since the epoch."""
        rested = wanted_at - (BURST - 1) * INTERVAL_MILLISECONDS
        next_slot = Write(
            "Update",
            key,
            expression="ADD NextAt :interval",
            condition="NextAt >= :rested",
            values={":interval": INTERVAL_MILLISECONDS, ":rested": rested},
        )
        first_slot = Write.setting(
            key,
            {"NextAt": rested + INTERVAL_MILLISECONDS},
            condition="attribute_not_exists(NextAt) OR NextAt < :rested",
            values={":rested": rested},
        )
        # The first write once more: between the two, somebody else may have taken the first slot after a rest.
        for write in (next_slot, first_slot, next_slot):
            taken = self._table.update(write)
            if taken is not None:
                next_at: int = taken["NextAt"]
                return max(next_at - INTERVAL_MILLISECONDS, wanted_at)
        raise TryAgainLater(f"{key['SK']}: many take their turn", 1)


@contextmanager
def kept_turns(table: Table, key: Key, slots: MutableMapping[str, int], now: int) -> Iterator[None]:
    """Use the slots that an earlier call of the same work took ahead, and keep those that this call takes ahead.

    Args:
        table: the ledger's.
        key: of the item that keeps the slots for an hour.
        slots: those of the `Pace`.
        now: in seconds since the epoch.
    """
    slots.update(table.get(key).get("Slots", {}))
    try:
        yield
    finally:
        table.update(Write.setting(key, {"Slots": dict(slots), "ExpiresAt": now + _TURNS_KEPT_SECONDS}))


def _name(call: str, region: str) -> str:
    return f"{call} in {region}" if region else call
