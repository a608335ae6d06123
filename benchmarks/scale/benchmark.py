"""The scale benchmark: no figure of a create grows faster than its axis."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import pairwise
from multiprocessing import get_context

from ..aim import Aim
from ..measurement import Measurement
from ..text_table import text_table
from .axes import AXES, Axis
from .decision import measure_decision
from .measure import ScaleFigures, measure_scale

HISTORIES = (0, 200, 2_000, 10_000)
DECISION_MILLISECONDS = 50
ITEM_KILOBYTES = 400
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""
GROWTH = 1.05
"""The most growth of a figure, compared with its axis. It is above 1: waits are whole seconds, and pages are whole."""

_COLUMNS: dict[str, Callable[[ScaleFigures], str]] = {
    "": lambda figures: f"{figures.size:,}",
    "seconds": lambda figures: f"{figures.seconds:.2f}",
    "steps": lambda figures: f"{figures.steps:.1f}",
    "Connect calls": lambda figures: f"{figures.calls:.2f}",
    "ledger requests": lambda figures: f"{figures.requests:.0f}",
    "KB read": lambda figures: f"{figures.kilobytes_read:.0f}",
    "KB written": lambda figures: f"{figures.kilobytes_written:.0f}",
    "largest item, KB": lambda figures: f"{figures.largest_item:.1f}",
}
_GROWING: tuple[Callable[[ScaleFigures], float], ...] = (
    lambda figures: figures.seconds,
    lambda figures: figures.steps,
    lambda figures: figures.calls,
    lambda figures: figures.requests,
    lambda figures: figures.kilobytes_read,
    lambda figures: figures.kilobytes_written,
)


@dataclass(frozen=True)
class ScaleResult:
    """The benchmark's result.

    Attributes:
        figures: the figures of each axis, by ascending size.
        decisions: the milliseconds and the items read of a decision, by the operations in the history.
    """

    figures: Mapping[Axis, Sequence[ScaleFigures]]
    decisions: dict[int, tuple[float, int]]

    @property
    def aims(self) -> list[Aim]:
        """The aims."""
        every = [figures for of_axis in self.figures.values() for figures in of_axis]
        longest = max(self.decisions)
        milliseconds, read = self.decisions[longest]
        return [
            Aim("creates that failed", sum(each.creates - each.succeeded for each in every), 0),
            Aim("calls throttled", sum(each.throttled for each in every), 0),
            Aim("the ledger's largest item, in KB", max(each.largest_item for each in every), ITEM_KILOBYTES),
            *(
                Aim(f"growth of a create / of the {axis.name}", _growth(of), GROWTH)
                for axis, of in self.figures.items()
            ),
            Aim(f"milliseconds of a decision, {longest:,} operations", milliseconds, DECISION_MILLISECONDS),
            Aim(f"items read by a decision, {longest:,} operations", read, 1),
        ]

    @property
    def measurement(self) -> Measurement:
        """The figures and their aims."""
        every = [figures for of_axis in self.figures.values() for figures in of_axis]
        return Measurement(
            lines=self._lines(),
            figures={"scale": [asdict(each) for each in every], "decisions": self.decisions},
            aims=self.aims,
        )

    def _lines(self) -> list[str]:
        lines = ["For each create:"]
        for axis, of_axis in self.figures.items():
            rows = [[cell(figures) for cell in _COLUMNS.values()] for figures in of_axis]
            lines += ["", *text_table([[axis.name, *list(_COLUMNS)[1:]], *rows])]
        rows = [[f"{size:,}", f"{took:.1f}", str(read)] for size, (took, read) in self.decisions.items()]
        titles = ["a decision, by the operations in the history", "ms of the processor", "items read"]
        return [*lines, "", *text_table([titles, *rows])]


def _growth(figures: Sequence[ScaleFigures]) -> float:
    """How many times as fast as its axis one create's figure grows, from any size but none to the next, at most."""
    growths = (
        of(after) / of(before) / (after.size / before.size)
        for before, after in pairwise(figures)
        for of in _GROWING
        if before.size and of(before)
    )
    return max(growths, default=0.0)


def measure(axes: Sequence[Axis] = AXES) -> ScaleResult:
    """Measure each size in a process of its own."""
    pairs = [(axis, size) for axis in axes for size in axis.sizes]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        found = {pair: processes.submit(measure_scale, pair[0].name, pair[1]) for pair in reversed(pairs)}
        figures = {axis: [found[axis, size].result() for size in axis.sizes] for axis in axes}
    return ScaleResult(figures, {operations: measure_decision(operations) for operations in HISTORIES})
