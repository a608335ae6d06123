"""The ratio of two measured times."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .aim import Aim
from .fresh_process import Figures
from .measurement import Measurement
from .text_table import text_table


@dataclass(frozen=True)
class TimeRatio:
    """Two times that were measured in turn, again and again.

    Attributes:
        name: of the benchmark.
        measured: the name of the measured thing.
        baseline: the name of the thing to compare with.
        turns: the figures of both, in this order, for each turn; each has `seconds`.
        at_most: the ratio's aim.
        counts: other figures, which are the same in each turn, with their meanings.
    """

    name: str
    measured: str
    baseline: str
    turns: Sequence[Sequence[Figures]]
    at_most: float
    counts: Sequence[str] = ()

    @property
    def seconds(self) -> tuple[float, float]:
        """The medians of both times, in seconds."""
        return self._median("seconds", 0), self._median("seconds", 1)

    @property
    def ratio(self) -> float:
        """The median of the turns' ratios of the measured time to the baseline.

        It is not the ratio of the medians: the machine's load may change between two turns, but little within one.
        """
        return median(measured["seconds"] / baseline["seconds"] for measured, baseline in self.turns)

    @property
    def measurement(self) -> Measurement:
        """The figures and their aim."""
        rows = [
            ["", self.measured, self.baseline],
            ["seconds", *(f"{seconds:.2f}" for seconds in self.seconds)],
            *([name, *(f"{self._median(name, place):g}" for place in (0, 1))] for name in self.counts),
        ]
        return Measurement(
            lines=[f"{self.name}; medians of {len(self.turns)} turns", "", *text_table(rows)],
            figures={"measured": self.measured, "baseline": self.baseline, "ratio": self.ratio, "turns": self.turns},
            aims=[Aim(f"{self.name}: ratio", self.ratio, self.at_most)],
        )

    def _median(self, name: str, place: int) -> float:
        return median(turn[place][name] for turn in self.turns)
