"""The account's request rate, shared out among everybody who uses the ledger.

Amazon Connect allows 2 requests per second, with a burst of 5, for each operation of an account and Region:
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html. Resources that are deployed
at the same time would spend most of that on being throttled. So each request takes a slot first: the ledger keeps the
moment of the next free slot (a leaky bucket in one number, as GCRA has it). A slot that is further away than a step
sleeps is kept in the resource's record, and the state machine waits for it.
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
"""Slots that may be used at once after a rest. One less than the service's: requests don't arrive as evenly as they
are sent, and the console sends some, too."""
SLEEP_MILLISECONDS = 1500
"""The longest wait for a slot within a step; the state machine, which waits for whole seconds, has those beyond."""
STEP_MILLISECONDS = 3000
"""The same for all requests of a step together."""
EARLY_MILLISECONDS = 500
"""How long before its slot a step begins: what has to be read before the request is read by then."""
KEPT_MILLISECONDS = 15_000
"""How long after its moment a slot may be used: what it was taken for may have to wait for something else."""

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
            slots: those taken ahead, in milliseconds since the epoch, by call; taken and used ones change it.
            sleeps_milliseconds: how long it may wait in all: a step of many requests is many short invocations.
        """
        self._table = table
        self._clock = clock
        self._sleep = sleep
        self._slots = {} if slots is None else slots
        self._may_sleep = sleeps_milliseconds
        self._used: dict[str, int] = {}

    def use(self, call: str, region: str = "") -> None:
        """Take the next slot of a call, in the function's Region or another, and use it.

        Raises:
            TryAgainLater: it is further away than the step may still wait; it is kept for the next step.
        """
        wait = self.await_slot(call, region)
        if wait > 0:
            self._may_sleep -= wait
            self._sleep(wait / 1000)
        self._used[call] = self._slots.pop(_name(call, region))

    def forgo(self, call: str) -> None:
        """Give up the slot that was taken: it would be used too late, together with others'."""
        self._slots.pop(call, None)

    def follow(self, call: str, after: str, milliseconds: int) -> int:
        """Take the slot of a request that follows another one, so long after that one's slot.

        Where the one was late, as many that begin together are, so may the other be: they come as evenly. Where
        this step has not sent that one, the slot is so long from now.

        Returns:
            In how many milliseconds the slot comes; 0 or less where it is there.
        """
        now = int(self._clock() * 1000)
        slot = self._slots[call] = self._take(pace_key(call), self._used.get(after, now) + milliseconds)
        return slot - now

    def await_slot(self, call: str, region: str = "") -> int:
        """Take a slot and keep it until it is near: what can be done before its moment is done, and then `use` waits.

        Returns:
            In how many milliseconds it comes: no more than the step may still wait; 0 or less where it is there.

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
            # Rounded down: the rest is slept in the next step. Rounded up, it would come late, and two at once.
            seconds = max(1, (wait - EARLY_MILLISECONDS) // 1000)
            raise TryAgainLater(f"{name}: its turn among the account's requests comes in {seconds} s", seconds)
        return wait

    def _take(self, key: Key, wanted_at: int) -> int:
        """The next free slot of a call, at the moment that it is wanted or later."""
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
        # Once more the first one: between the two, another may have taken the first slot after a rest.
        for write in (next_slot, first_slot, next_slot):
            taken = self._table.update(write)
            if taken is not None:
                next_at: int = taken["NextAt"]
                return max(next_at - INTERVAL_MILLISECONDS, wanted_at)
        raise TryAgainLater(f"{key['SK']}: many take their turn", 1)


@contextmanager
def kept_turns(table: Table, key: Key, slots: MutableMapping[str, int], now: int) -> Iterator[None]:
    """Use the slots that an earlier call of the same work took and had to wait for, and keep those of this one.

    Args:
        table: the ledger's.
        key: of the item that keeps them, for an hour.
        slots: what the `Pace` takes them from.
        now: in seconds since the epoch.
    """
    slots.update(table.get(key).get("Slots", {}))
    try:
        yield
    finally:
        table.update(Write.setting(key, {"Slots": dict(slots), "ExpiresAt": now + _TURNS_KEPT_SECONDS}))


def _name(call: str, region: str) -> str:
    return f"{call} in {region}" if region else call
