"""A forecast of cycles: how often a number can be deployed and destroyed, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from connect_phone_numbers.model.patience import SENT_WITHIN
from connect_phone_numbers.quota.arithmetic import CountedOperation, QuotaUse

from ..clock import as_iso


@dataclass(frozen=True)
class Cycle:
    """One deployment of a number, and the destruction that follows.

    Attributes:
        claimed_at: when the number is claimed, in seconds since the epoch. None if the cycle takes a parked number.
        released_at: when the number is released, in seconds since the epoch. None if it is parked.
    """

    claimed_at: int | None
    released_at: int | None

    def as_json(self) -> dict[str, Any]:
        """The JSON of `--json`."""
        return {
            "claimed_at": None if self.claimed_at is None else as_iso(self.claimed_at),
            "released_at": None if self.released_at is None else as_iso(self.released_at),
        }


def forecast(use: QuotaUse, cycles: int, *, parks: bool) -> list[Cycle]:
    """The next cycles of one number. Each begins as soon as the quotas allow it.

    Args:
        use: the use of the quotas now.
        cycles: how many cycles to forecast.
        parks: what happens to a number whose release the budget does not allow. True: it is parked, and the next cycle
            takes it (RELEASE_WITHIN_BUDGET). False: the cycle waits until the budget allows the release (RELEASE).

    Returns:
        The cycles, in order of time. Fewer than asked for if the quotas never allow the others.
    """
    made: list[Cycle] = []
    while len(made) < cycles:
        claimed = _once_possible(use, CountedOperation.CLAIM)
        if claimed is None:
            return made
        use = _sent(claimed, CountedOperation.CLAIM)
        if parks and use.refusal(CountedOperation.RELEASE, leaving=1) is not None:
            # From here on, every cycle takes the number that the cycle before has parked.
            free = [Cycle(None, None)] * (cycles - len(made) - 1)
            return [*made, Cycle(claimed.now, None), *free]
        released = _once_possible(use, CountedOperation.RELEASE)
        if released is None:
            return made
        use = _sent(released, CountedOperation.RELEASE)
        made.append(Cycle(claimed.now, released.now))
    return made


def _once_possible(use: QuotaUse, operation: CountedOperation) -> QuotaUse | None:
    """The use at the first moment at which the operation may be sent. None if it may never be sent."""
    at = use.next_operation_at
    if at is None:
        return None
    then = QuotaUse.of(use.quota, use.held, use.operations, at, source=use.source)
    return then if then.refusal(operation) is None else None


def _sent(use: QuotaUse, operation: CountedOperation) -> QuotaUse:
    """The use after an operation, which counts from the latest moment at which it may have been sent."""
    held = use.held + (1 if operation is CountedOperation.CLAIM else -1)
    return replace(use, held=held, operations=tuple(sorted((*use.operations, use.now + SENT_WITHIN))))
