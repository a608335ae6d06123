"""Pictures of the quotas, drawn from the function's own arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from connect_phone_numbers.quota.arithmetic import DEFAULT_QUOTA, WINDOW_SECONDS, CountedOperation, QuotaUse
from docs.tools.chart import CLAIM, PARKED, REFUSED, RELEASE, TAKEN, Chart

DAY = 24 * 3600
WINDOW_DAYS = WINDOW_SECONDS // DAY
BUDGET = QuotaUse.of(DEFAULT_QUOTA, 0, (), 0).budget
_LETTERS = {CountedOperation.CLAIM: (CLAIM, "C"), CountedOperation.RELEASE: (RELEASE, "R")}
_LIMIT = f"{BUDGET}: twice the quota of {DEFAULT_QUOTA}"


@dataclass
class Account:
    """One instance with the default quota, over days.

    Attributes:
        held: how many numbers are held.
        operations: the operations: seconds, kind, and how many counted right afterwards.
        parked: whether its number is parked.
    """

    held: int = 0
    operations: list[tuple[int, CountedOperation, int]] = field(default_factory=list)
    parked: bool = False

    def use(self, now: int) -> QuotaUse:
        """The claims and releases that count at a moment."""
        return QuotaUse.of(DEFAULT_QUOTA, self.held, [at for at, _, _ in self.operations if at <= now], now)

    def may(self, operation: CountedOperation, now: int, leaving: int = 0) -> bool:
        """Whether the function would send the operation."""
        return self.use(now).refusal(operation, leaving) is None

    def do(self, operation: CountedOperation, now: int) -> None:
        """Claim or release."""
        self.held += 1 if operation is CountedOperation.CLAIM else -1
        self.operations.append((now, operation, len(self.use(now).operations) + 1))


def window() -> str:
    """A number claimed and replaced: each operation counts for 180 days."""
    chart = Chart("Each claim and each release counts for 180 days", 300, BUDGET + 2, range(0, 301, 60))
    account = Account()
    for day, operation in (
        (10, CountedOperation.CLAIM),
        (40, CountedOperation.CLAIM),
        (60, CountedOperation.CLAIM),
        (60.5, CountedOperation.RELEASE),
        (95, CountedOperation.RELEASE),
    ):
        account.do(operation, int(day * DAY))
    _draw(chart, account, 300)
    chart.span(10, 10 + WINDOW_DAYS, 7, f"the first claim counts for {WINDOW_DAYS} days")
    chart.key([(CLAIM, "C", "claim"), (RELEASE, "R", "release")])
    return chart.svg()


def cycles() -> str:
    """Deploy and destroy with release_policy RELEASE, every 12 days."""
    title = "RELEASE: five deploy-and-destroy cycles, and the sixth has to wait"
    chart = Chart(title, 216, BUDGET + 2, [0, 60, 120, 180])
    account = Account()
    refused = []
    for day in range(0, 205, 12):
        if not account.may(CountedOperation.CLAIM, day * DAY):
            refused.append(day)
            continue
        account.do(CountedOperation.CLAIM, day * DAY)
        released = (day + 4) * DAY
        if account.may(CountedOperation.RELEASE, released):
            account.do(CountedOperation.RELEASE, released)
    _draw(chart, account, 216)
    for day in refused:
        chart.mark(day, BUDGET + 1, REFUSED, "x")
    chart.key([(CLAIM, "C", "claim"), (RELEASE, "R", "release"), (REFUSED, "x", "create refused, nothing sent")])
    return chart.svg()


def parked() -> str:
    """The same cycles with the default release policy."""
    title = "RELEASE_WITHIN_BUDGET: what can't be released is parked, and taken by the next create"
    chart = Chart(title, 216, BUDGET + 2, [0, 60, 120, 180])
    account = Account()
    taken, parked_on = [], []
    for day in range(0, 205, 12):
        if account.parked:
            account.parked = False
            taken.append(day)
        elif account.may(CountedOperation.CLAIM, day * DAY):
            account.do(CountedOperation.CLAIM, day * DAY)
        else:
            raise ValueError(f"day {day}: neither a parked number nor a claim")
        # As the function does: the last operation of the budget is kept for a claim.
        if account.may(CountedOperation.RELEASE, (day + 4) * DAY, leaving=1):
            account.do(CountedOperation.RELEASE, (day + 4) * DAY)
        else:
            account.parked = True
            parked_on.append(day + 4)
    _draw(chart, account, 216)
    for day in taken:
        chart.mark(day, BUDGET + 1, TAKEN, "T")
    for day in parked_on:
        chart.mark(day, BUDGET + 1.8, PARKED, "P")
    chart.key(
        [
            (CLAIM, "C", "claim"),
            (RELEASE, "R", "release"),
            (PARKED, "P", "parked"),
            (TAKEN, "T", "taken: costs nothing"),
        ]
    )
    return chart.svg()


def _draw(chart: Chart, account: Account, days: int) -> None:
    chart.limit(BUDGET, _LIMIT)
    chart.steps([len(account.use(_end_of(day)).operations) for day in range(days)])
    _mark(chart, account.operations)


def _end_of(day: int) -> int:
    return (day + 1) * DAY - 1


def _mark(chart: Chart, operations: Iterable[tuple[int, CountedOperation, int]]) -> None:
    for at, kind, count in operations:
        colour, letter = _LETTERS[kind]
        chart.mark(at / DAY, count, colour, letter)
