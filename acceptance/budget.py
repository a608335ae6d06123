"""Whether the two quotas allow a run.

An instance may hold `quota` numbers, and may have twice as many claims and releases in any 180 days. Source:
https://docs.aws.amazon.com/connect/latest/APIReference/API_ClaimPhoneNumber.html
"""

from __future__ import annotations

from dataclasses import dataclass

KEPT_FOR_A_CLAIM = 1
"""The function keeps the last operation of the budget for a claim: it then parks a number instead of releasing it."""


@dataclass(frozen=True)
class Cost:
    """The most claims and releases of a run.

    Attributes:
        claims: 0 or 1.
        releases: 0 or 1.
    """

    claims: int
    releases: int

    @property
    def operations(self) -> int:
        """The claims and releases together."""
        return self.claims + self.releases

    def __str__(self) -> str:
        return f"{_count(self.claims, 'claim')}, {_count(self.releases, 'release')}"


@dataclass(frozen=True)
class Budget:
    """An instance's quota and budget, and their use.

    Attributes:
        quota: how many numbers the instance may hold.
        held: how many numbers it holds.
        operations: how many of its claims and releases in the last 180 days are known.
    """

    quota: int
    held: int
    operations: int

    @property
    def allowed(self) -> int:
        """The budget: how many claims and releases the instance may have in 180 days."""
        return 2 * self.quota

    def refusal(self, cost: Cost) -> str | None:
        """The reason why a run with this cost must not begin; None if it may."""
        if self.held + cost.claims > self.quota:
            return (
                f"the instance holds {self.held} of the {self.quota} phone numbers that its quota allows "
                "(Service Quotas: connect, L-8F812903). Release a number that is not needed, or request an increase."
            )
        if self.operations + cost.operations > self.allowed:
            return (
                f"{self.operations} of the {self.allowed} claims and releases allowed in 180 days are known to be "
                f"used, and this run needs {cost.operations}. Wait, or request a higher quota."
            )
        if cost.releases and self.operations + cost.operations + KEPT_FOR_A_CLAIM > self.allowed:
            return (
                f"{self.operations} of the {self.allowed} claims and releases allowed in 180 days are known to be "
                "used. The last one is kept for a claim, so that the run would park its number. If you want that, give "
                "--park."
            )
        return None


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number or 'no'} {what}s"
