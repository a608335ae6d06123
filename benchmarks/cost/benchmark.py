"""The cost benchmark: the use of AWS by creates and deletes, and the resources that are deployed for them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from ..aim import Aim
from ..fresh_process import figures_of
from ..measurement import Measurement
from ..root import LAMBDA
from ..text_table import text_table
from . import COUNTS, NUMBERS
from .first_version import COMMIT, FirstVersion, lines_of_code, recorded
from .operations import creates_and_deletes
from .usage import PRICES_OF, Usage

RESOURCES_AIM = 12
"""The aim for the resources of a stack without its numbers."""
INVOCATIONS_AIM = 0.5
"""The aim for invocations, as a share of the first version's, for the most operations at once."""

CREATES_AIM = 1 / 3
"""The aim for the cost of creates, as a share of the first version's, for the most creates at once."""

_ROWS: dict[str, Callable[[Usage], str]] = {
    "seconds": lambda usage: f"{usage.seconds:.1f}",
    "Lambda invocations": lambda usage: str(usage.invocations),
    "GB-seconds": lambda usage: f"{usage.gb_seconds:.2f}",
    "state transitions": lambda usage: str(usage.transitions),
    "ledger, read units": lambda usage: str(usage.read_units),
    "ledger, write units": lambda usage: str(usage.write_units),
    "US cents": lambda usage: f"{usage.dollars * 100:.3f}",
    "US cents for each": lambda usage: f"{usage.dollars * 100 / usage.operations:.4f}",
}


@dataclass(frozen=True)
class CostResult:
    """The benchmark's result.

    Attributes:
        usages: the use of AWS by the operations.
        resources: the number of resources of a stack, by its phone numbers.
        lines: the lines of `lambda/`.
        first: the figures of the first version.
    """

    usages: Sequence[Usage]
    resources: dict[int, int]
    lines: int
    first: FirstVersion

    @property
    def aims(self) -> list[Aim]:
        """The aims."""
        most = max(usage.operations for usage in self.usages)
        now, before = (
            sum(usage.invocations for usage in usages if usage.operations == most)
            for usages in (self.usages, self.first.usages)
        )
        fewest = min(self.resources)
        return [
            Aim("operations that failed", sum(usage.operations - usage.succeeded for usage in self.usages), 0),
            Aim("resources before the first number", self.resources[fewest] - fewest, RESOURCES_AIM),
            Aim(f"invocations of {most} creates and deletes / first version's", now / before, INVOCATIONS_AIM),
            *self._shares_of_creates(most),
        ]

    def _shares_of_creates(self, most: int) -> list[Aim]:
        now, first = (
            next(usage for usage in usages if usage.operations == most and usage.kind == "Create")
            for usages in (self.usages, self.first.usages)
        )
        shares = {
            "invocations": now.invocations / first.invocations,
            "GB-seconds": now.gb_seconds / first.gb_seconds,
        }
        return [
            Aim(f"{name} of {most} creates / first version's", share, CREATES_AIM) for name, share in shares.items()
        ]

    @property
    def measurement(self) -> Measurement:
        """The figures and their aims."""
        return Measurement(
            lines=self._lines(),
            figures={
                "usages": [{**asdict(usage), "dollars": usage.dollars} for usage in self.usages],
                "resources": self.resources,
                "lines": self.lines,
            },
            aims=self.aims,
        )

    def _lines(self) -> list[str]:
        pairs = list(zip(self.usages, self.first.usages, strict=True))
        titles = [f"{usage.operations} {usage.kind}{'s' * (usage.operations > 1)}" for usage in self.usages]
        used = [[name, *(f"{cell(now)} ({cell(first)})" for now, first in pairs)] for name, cell in _ROWS.items()]
        deployed = [
            [f"resources of a stack, {numbers} number{'s' * (numbers > 1)}", f"{count} ({before})"]
            for (numbers, count), before in zip(self.resources.items(), self.first.resources.values(), strict=True)
        ]
        return [
            f"Cost; in brackets the first version, {COMMIT}, as measured on {self.first.measured_on}",
            "",
            *text_table([["", *titles], *used]),
            "",
            *text_table([*deployed, ["lines of lambda/, but for empty ones", f"{self.lines} ({self.first.lines})"]]),
            "",
            *_idle([usage for usage in self.usages if usage.kind == "Create"]),
            "",
            f"Prices: {PRICES_OF}.",
        ]


def _idle(after_creates: Sequence[Usage]) -> list[str]:
    """The cost of a month without operations."""
    return [
        f"A month in which nothing happens, {usage.operations} number{'s' * (usage.operations > 1)}: "
        f"{usage.ledger_bytes / 1024:.1f} KB of ledger, {usage.idle_dollars * 100:.6f} US cents"
        for usage in after_creates
    ]


def measure() -> CostResult:
    """Measure this version, and take the recorded figures of the first."""
    module = "benchmarks.synth.claimed_phone_numbers"
    return CostResult(
        [usage for count in COUNTS for usage in creates_and_deletes(count)],
        {numbers: int(figures_of(module, str(numbers))["resources"]) for numbers in NUMBERS},
        lines_of_code(LAMBDA),
        recorded(),
    )
