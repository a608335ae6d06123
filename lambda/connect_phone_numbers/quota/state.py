"""What the ledger counts for one instance, as one item: pure.

Whoever decides reads the item once and writes it back with the next version: two decisions that were made from the same
state can't both be written.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Self

from ..model.patience import CLOCKS_DIFFER_BY, LISTED_WITHIN, SENT_WITHIN
from .arithmetic import WINDOW_SECONDS, AppliedQuota, CountedOperation, QuotaUse

COUNTED_SECONDS = WINDOW_SECONDS + SENT_WITHIN
"""How long an operation counts from its reservation on: it may have been sent an hour later."""

PLACE_KEPT_SECONDS = 3600
"""How long the place of a number that has moved away is kept: as long as CloudFormation waits for one resource."""


@dataclass(frozen=True)
class QuotaState:
    """An instance's claims and releases, and the numbers that its list may not show yet.

    Attributes:
        version: how many decisions were written.
        operations: when each counted operation was reserved or seen, in seconds since the epoch, ascending.
        arriving: when a claim or move to the instance was reserved, by number.
        released: when a release was reserved, by number.
        known_since: when the ledger first looked at the instance, in seconds since the epoch; 0 before it did. Nothing
            is known of the claims and releases before.
    """

    version: int = 0
    operations: tuple[int, ...] = ()
    arriving: Mapping[str, int] = field(default_factory=dict)
    released: Mapping[str, int] = field(default_factory=dict)
    known_since: int = 0

    def next(self) -> Self:
        """The state as the next decision writes it."""
        return replace(self, version=self.version + 1)

    def seen_at(self, now: int) -> Self:
        """The state once somebody has looked."""
        return self if self.known_since else replace(self, known_since=now)

    def with_operation(self, kind: CountedOperation, phone_number: str, at: int) -> Self:
        """The state once an operation is reserved."""
        if kind is CountedOperation.RELEASE:
            return replace(self.counting(at), released={**self.released, phone_number: at})
        arrived = replace(self, arriving={**self.arriving, phone_number: at})
        return arrived if kind is CountedOperation.ARRIVAL else arrived.counting(at)

    def without_operation(self, kind: CountedOperation, phone_number: str, at: int) -> Self:
        """The state once it is certain that an operation, reserved at that moment, was never carried out."""
        arriving = {number: when for number, when in self.arriving.items() if (number, when) != (phone_number, at)}
        released = {number: when for number, when in self.released.items() if (number, when) != (phone_number, at)}
        operations = list(self.operations)
        if kind is not CountedOperation.ARRIVAL and at in operations:
            operations.remove(at)
        return replace(self, operations=tuple(operations), arriving=arriving, released=released)

    def keeping_place(self, phone_number: str, now: int) -> Self:
        """The state once a number has begun to move away: its place is kept while the move may be rolled back."""
        return replace(self, arriving={**self.arriving, phone_number: now + PLACE_KEPT_SECONDS})

    def without_number(self, phone_number: str) -> Self:
        """The state once a number is known to be gone: no list shows it any more that was read from now on."""
        return replace(self, arriving={number: at for number, at in self.arriving.items() if number != phone_number})

    def counting(self, *moments: int) -> Self:
        """The state with more operations."""
        operations = list(self.operations)
        for at in moments:
            insort(operations, at)
        return replace(self, operations=tuple(operations))

    def after_listing(self, listed_at: int) -> Self:
        """The state without what a list that was read at that moment tells by itself, or what counts no more."""
        shown = listed_at - LISTED_WITHIN - CLOCKS_DIFFER_BY
        return replace(
            self,
            operations=tuple(at for at in self.operations if at > listed_at - COUNTED_SECONDS - 24 * 3600),
            arriving={number: at for number, at in self.arriving.items() if at >= shown},
            released={number: at for number, at in self.released.items() if at >= listed_at - SENT_WITHIN},
        )

    def counted_at(self, now: int) -> tuple[int, ...]:
        """The operations that may still count, each at the latest moment at which it may have been sent."""
        return tuple(at + SENT_WITHIN for at in self.operations if at + COUNTED_SECONDS > now)


def use_of(
    quota: AppliedQuota, numbers: AbstractSet[str], state: QuotaState, listed_at: int, now: int, *, without: str = ""
) -> QuotaUse:
    """What is used of an instance's quotas.

    Args:
        quota: the applied quota.
        numbers: that count as held, by a list of numbers.
        state: what is counted.
        listed_at: when the list was read, in seconds since the epoch.
        now: in seconds since the epoch.
        without: a number that is left out.
    """
    held = (numbers | state.after_listing(listed_at).arriving.keys()) - {without}
    counted = state.counted_at(now)
    return QuotaUse.of(quota.value, len(held), counted, now, source=quota.source, known_since=state.known_since)
