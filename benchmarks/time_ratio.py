"""How long something takes, against something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .aim import Aim
from .measurement import Measurement
from .text_table import text_table


@dataclass(frozen=True)
class TimeRatio:
    """Two times that were measured in turn, again and again.

    Attributes:
        name: of the benchmark.
        measured: what is measured.
        baseline: what it is measured against.
        turns: the seconds that both took, in this order, for each turn.
        at_most: the ratio's aim.
    """

    name: str
    measured: str
    baseline: str
    turns: Sequence[Sequence[float]]
    at_most: float

    @property
    def seconds(self) -> float:
        """How long it takes: the median."""
        return median(seconds for seconds, _ in self.turns)

    @property
    def baseline_seconds(self) -> float:
        """How long the baseline takes: the median."""
        return median(seconds for _, seconds in self.turns)

    @property
    def ratio(self) -> float:
        """How many times as long as the baseline it takes: the median of the turns' ratios.

        Not the medians' ratio: the load of the machine may change between two turns, but little within one.
        """
        return median(seconds / baseline for seconds, baseline in self.turns)

    @property
    def measurement(self) -> Measurement:
        """The figures and their aim."""
        rows = [
            [self.measured, f"{self.seconds:.2f} s"],
            [self.baseline, f"{self.baseline_seconds:.2f} s"],
            ["ratio", f"{self.ratio:.2f}"],
        ]
        return Measurement(
            lines=[f"{self.name}; medians of {len(self.turns)} turns", "", *text_table(rows)],
            figures={
                "measured": self.measured,
                "seconds": self.seconds,
                "baseline": self.baseline,
                "baseline_seconds": self.baseline_seconds,
                "ratio": self.ratio,
                "turns": self.turns,
            },
            aims=[Aim(f"{self.name}: ratio", self.ratio, self.at_most)],
        )
