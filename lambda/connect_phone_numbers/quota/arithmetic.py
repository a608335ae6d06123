"""The two quotas on an instance's phone numbers, and what they allow at a moment.

Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html, which states the 200 % and
gives the example that fixes the arithmetic: with a quota of 99 and 99 numbers held, 99 releases and 99 claims within
180 days are exactly 200 % and allowed; the release after them is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

DEFAULT_QUOTA = 5
"""The default quota of phone numbers per instance: Service Quotas, `connect`, `L-8F812903`."""
WINDOW_SECONDS = 180 * 24 * 3600
"""An operation at second t counts before second t + 180 days."""
BUDGET_PER_QUOTA = 2
"""200 %."""


class CountedOperation(StrEnum):
    """What the quotas count."""

    CLAIM = "CLAIM"
    RELEASE = "RELEASE"
    ARRIVAL = "ARRIVAL"
    """A number comes from another instance. It takes a place, and does not count to the budget."""

    @property
    def words(self) -> str:
        """Its words in a message, before the instance."""
        return {self.CLAIM: "claim at", self.RELEASE: "release at"}.get(self, "move to")


class QuotaSource(StrEnum):
    """The source of an instance's quota."""

    INSTANCE = "INSTANCE"
    """Service Quotas, for the instance."""
    ACCOUNT = "ACCOUNT"
    """Service Quotas, for the account: the value of every instance that has none of its own."""
    DEFAULT = "DEFAULT"
    """Service Quotas, the default: neither the instance nor the account has another value."""
    PROVIDER = "PROVIDER"
    """The provider's `phone_numbers_per_instance`: Service Quotas did not tell."""
    ASSUMED = "ASSUMED"
    """Nobody. The service's default is assumed: Service Quotas did not tell."""

    @property
    def words(self) -> str:
        """Its words in a message, after "the quota"."""
        return _SOURCE_WORDS[self]


_SOURCE_WORDS = {
    QuotaSource.INSTANCE: "",
    QuotaSource.ACCOUNT: " (the account's, as the instance has none of its own)",
    QuotaSource.DEFAULT: " (the default, as neither the instance nor the account has another)",
    QuotaSource.PROVIDER: " (the provider's phone_numbers_per_instance, as Service Quotas did not tell it)",
    QuotaSource.ASSUMED: " (assumed, as Service Quotas did not tell it: set the provider's phone_numbers_per_instance)",
}


@dataclass(frozen=True)
class AppliedQuota:
    """How many numbers an instance may hold, and who says so."""

    value: int
    source: QuotaSource = QuotaSource.INSTANCE


@dataclass(frozen=True)
class QuotaUse:
    """What is used of an instance's quotas.

    Attributes:
        quota: how many numbers the instance and its traffic distribution groups may hold.
        held: how many numbers they hold, or are about to hold.
        operations: the latest moment at which each claim and release was sent, in seconds since the epoch, ascending.
        now: the moment that all this is about, in seconds since the epoch.
        source: who says what the quota is.
        known_since: since when every claim and release is known, in seconds since the epoch; 0 if nothing is known.
    """

    quota: int
    held: int
    operations: tuple[int, ...]
    now: int
    source: QuotaSource = QuotaSource.INSTANCE
    known_since: int = 0

    @classmethod
    def of(
        cls,
        quota: int,
        held: int,
        operations: Iterable[int],
        now: int,
        *,
        source: QuotaSource = QuotaSource.INSTANCE,
        known_since: int = 0,
    ) -> Self:
        """The use without the operations that do not count any more."""
        counted = tuple(sorted(at for at in operations if at > now - WINDOW_SECONDS))
        return cls(quota, held, counted, now, source, known_since)

    @property
    def is_complete(self) -> bool:
        """Whether the whole window is known: all claims and releases of the last 180 days."""
        return 0 < self.known_since <= self.now - WINDOW_SECONDS

    def without_held(self, count: int) -> Self:
        """The use if so many fewer numbers were held."""
        return replace(self, held=max(0, self.held - count))

    @property
    def budget(self) -> int:
        """Claims and releases allowed within the window."""
        return BUDGET_PER_QUOTA * self.quota

    @property
    def operations_left(self) -> int:
        """Claims and releases allowed now."""
        return max(0, self.budget - len(self.operations))

    @property
    def claims_left(self) -> int:
        """Claims allowed now."""
        return max(0, min(self.operations_left, self.quota - self.held))

    @property
    def next_operation_at(self) -> int | None:
        """When the next claim or release is within the budget: `now`, a later second, or None for never (quota 0)."""
        if self.operations_left:
            return self.now
        if self.budget == 0:
            return None
        # So many of the oldest operations have to stop counting that one more is allowed.
        return self.operations[len(self.operations) - self.budget] + WINDOW_SECONDS

    def after(self, operation: CountedOperation) -> Self:
        """The use once the operation is sent. The number of a release still counts as held, until it is gone."""
        is_release = operation is CountedOperation.RELEASE
        spent = () if operation is CountedOperation.ARRIVAL else (self.now,)
        return replace(self, held=self.held if is_release else self.held + 1, operations=(*self.operations, *spent))

    def counts(self) -> dict[str, int]:
        """The figures that an operator watches, by metric name."""
        return {
            "Quota": self.quota,
            "NumbersHeld": self.held,
            "OperationsUsed": len(self.operations),
            "OperationsLeft": self.operations_left,
        }

    def refusal(self, operation: CountedOperation, leaving: int = 0) -> str | None:
        """Why the operation must not be sent now, as a message; None where it may be sent.

        Args:
            operation: which operation.
            leaving: how many operations must be left after it.
        """
        if operation is not CountedOperation.RELEASE and self.held + 1 > self.quota:
            return (
                f"the instance holds {self.held} of the {self.quota} phone numbers that its quota{self.source.words} "
                "allows (Service Quotas: connect, L-8F812903). Release one that is not needed, or request an increase."
            )
        if operation is CountedOperation.ARRIVAL:
            return None
        if 0 < self.operations_left <= leaving:
            return (
                f"{len(self.operations)} of the {self.budget} claims and releases that the quota{self.source.words} "
                "allows in 180 days were made, and the rest is kept for claims."
            )
        if self.operations_left == 0:
            return (
                f"{len(self.operations)} claims and releases were made in the last 180 days, and {self.budget}, 200 % "
                f"of the quota of {self.quota} phone numbers{self.source.words} (Service Quotas: connect, L-8F812903), "
                f"are allowed; one more could block the instance for months. The next is possible {self._next()}; a "
                "higher quota, or AWS Support, makes it possible sooner."
            )
        return None

    def _next(self) -> str:
        if self.next_operation_at is None:
            return "when the quota is above 0"
        return f"from {datetime.fromtimestamp(self.next_operation_at, UTC):%Y-%m-%d %H:%M:%S} UTC"
