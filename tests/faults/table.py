"""The figures of a sweep, as a Markdown table."""

from collections.abc import Sequence

from tests.faults.fault import FaultKind
from tests.faults.sweep import Figures


def table_of(figures: Sequence[Figures]) -> str:
    """A row for each operation, a column for each fault; pairs in one column."""
    head = ["Operation", "Calls", *FaultKind, "Pairs", "Schedules", "Problems"]
    rows = [_row(each) for each in figures]
    total = Figures("all")
    for each in figures:
        total.add(each)
    total.calls = sum(each.calls for each in figures)
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows, _row(total)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(figures: Figures) -> list[str]:
    singles = [figures.singles[kind] for kind in FaultKind]
    pairs = sum(figures.pairs.values())
    counts = [figures.calls, *singles, pairs, sum(singles) + pairs, len(figures.problems)]
    return [figures.operation, *(f"{count:,}" for count in counts)]
