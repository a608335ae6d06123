"""What the ledger counts for one instance: pure.

It is one item with a version. A decision reads the item and writes it with the next version. So of two decisions that
read the same version, only one can be written.
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
"""How long an operation counts after its reservation: it may have been sent an hour later."""

PLACE_KEPT_SECONDS = 3600
"""How long the place of a number that moves away is kept: as long as CloudFormation waits for one resource."""


@dataclass(frozen=True)
class QuotaState:
    """An instance's claims and releases, and the numbers that its list may not show yet.

    Attributes:
        version: how many decisions were written.
        operations: when each counted operation was reserved or seen, in seconds since the epoch, ascending.
        arriving: by number: when a claim of it, or its move to the instance, was reserved.
        released: by number: when its release was reserved.
        known_since: when the ledger first looked at the instance, in seconds since the epoch; 0 if it never did. The
            claims and releases before that are not known.
    """

    version: int = 0
    operations: tuple[int, ...] = ()
    arriving: Mapping[str, int] = field(default_factory=dict)
    released: Mapping[str, int] = field(default_factory=dict)
    known_since: int = 0

    def next(self) -> Self:
        """The state with the next version."""
        return replace(self, version=self.version + 1)

    def seen_at(self, now: int) -> Self:
        """The state once the ledger has looked at the instance."""
        return self if self.known_since else replace(self, known_since=now)

    def with_operation(self, kind: CountedOperation, phone_number: str, at: int) -> Self:
        """The state once an operation is reserved."""
        if kind is CountedOperation.RELEASE:
            return replace(self.counting(at), released={**self.released, phone_number: at})
        arrived = replace(self, arriving={**self.arriving, phone_number: at})
        return arrived if kind is CountedOperation.ARRIVAL else arrived.counting(at)

    def without_operation(self, kind: CountedOperation, phone_number: str, at: int) -> Self:
        """The state without an operation that was reserved at this moment: it never had an effect."""
        arriving = {number: when for number, when in self.arriving.items() if (number, when) != (phone_number, at)}
        released = {number: when for number, when in self.released.items() if (number, when) != (phone_number, at)}
        operations = list(self.operations)
        if kind is not CountedOperation.ARRIVAL and at in operations:
            operations.remove(at)
        return replace(self, operations=tuple(operations), arriving=arriving, released=released)

    def keeping_place(self, phone_number: str, now: int) -> Self:
        """The state once a number begins to move away. Its place is kept, as the move may be rolled back."""
        return replace(self, arriving={**self.arriving, phone_number: now + PLACE_KEPT_SECONDS})

    def without_number(self, phone_number: str) -> Self:
        """The state once a number is known to be gone: later lists do not show it."""
        return replace(self, arriving={number: at for number, at in self.arriving.items() if number != phone_number})

    def counting(self, *moments: int) -> Self:
        """The state with operations at these moments as well."""
        operations = list(self.operations)
        for at in moments:
            insort(operations, at)
        return replace(self, operations=tuple(operations))

    def after_listing(self, listed_at: int) -> Self:
        """The state without what a list of this moment shows, and without what does not count any more."""
        shown = listed_at - LISTED_WITHIN - CLOCKS_DIFFER_BY
        return replace(
            self,
            operations=tuple(at for at in self.operations if at > listed_at - COUNTED_SECONDS - 24 * 3600),
            arriving={number: at for number, at in self.arriving.items() if at >= shown},
            released={number: at for number, at in self.released.items() if at >= listed_at - SENT_WITHIN},
        )

    def counted_at(self, now: int) -> tuple[int, ...]:
        """The operations that may still count: the latest moment at which each may have been sent."""
        return tuple(at + SENT_WITHIN for at in self.operations if at + COUNTED_SECONDS > now)


def use_of(
    quota: AppliedQuota, numbers: AbstractSet[str], state: QuotaState, listed_at: int, now: int, *, without: str = ""
) -> QuotaUse:
    """What is used of an instance's quotas.

    Args:
        quota: the applied quota.
        numbers: the numbers of the list that count as held.
        state: the counted operations.
        listed_at: when the list was read, in seconds since the epoch.
        now: in seconds since the epoch.
        without: a number that does not count here; "" for none.
    """
    held = (numbers | state.after_listing(listed_at).arriving.keys()) - {without}
    counted = state.counted_at(now)
    return QuotaUse.of(quota.value, len(held), counted, now, source=quota.source, known_since=state.known_since)
