"""Whether the two quotas allow a run.

The arithmetic: https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html. At most `quota`
numbers are held, and at most twice as many claims and releases are made in any 180 days.
"""

from __future__ import annotations

from dataclasses import dataclass

KEPT_FOR_A_CLAIM = 1
"""The function parks a number instead of releasing it with the last operation of the budget."""


@dataclass(frozen=True)
class Cost:
    """What a run takes at most.

    Attributes:
        claims: 0 or 1.
        releases: 0 or 1.
    """

    claims: int
    releases: int

    @property
    def operations(self) -> int:
        """Of the claims and releases of 180 days."""
        return self.claims + self.releases

    def __str__(self) -> str:
        return f"{_count(self.claims, 'claim')}, {_count(self.releases, 'release')}"


@dataclass(frozen=True)
class Budget:
    """What the instance has.

    Attributes:
        quota: numbers that it may hold.
        held: numbers that it holds.
        operations: claims and releases of the last 180 days, as far as they are known.
    """

    quota: int
    held: int
    operations: int

    @property
    def allowed(self) -> int:
        """Claims and releases in 180 days."""
        return 2 * self.quota

    def refusal(self, cost: Cost) -> str | None:
        """The reason why a run with this cost must not begin; None if it may."""
        if self.held + cost.claims > self.quota:
            return (
                f"the instance holds {self.held} of the {self.quota} phone numbers that its quota allows "
                "(Service Quotas: connect, L-8F812903). Release one that is not needed, or request an increase."
            )
        if self.operations + cost.operations > self.allowed:
            return (
                f"{self.operations} of the {self.allowed} claims and releases allowed in 180 days are known to be "
                f"used, and this takes {cost.operations}. Wait, or have the quota raised."
            )
        if cost.releases and self.operations + cost.operations + KEPT_FOR_A_CLAIM > self.allowed:
            return (
                f"{self.operations} of the {self.allowed} claims and releases allowed in 180 days are known to be "
                "used: the number would be parked, as the last one is kept for a claim. Say --park if that is right."
            )
        return None


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number or 'no'} {what}s"
