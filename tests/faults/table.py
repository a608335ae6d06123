"""The figures of a sweep, as Markdown tables."""

from collections.abc import Sequence

from tests.faults.sweep import Figures
from tests.faults.trouble import KINDS, name_of, place_of


def tables_of(figures: Sequence[Figures]) -> str:
    """Two tables: a row for each operation, and a row for each kind of trouble."""
    total = Figures("all")
    for each in figures:
        total.add(each)
    total.calls, total.invocations, total.events = (
        sum(getattr(each, name) for each in figures) for name in ("calls", "invocations", "events")
    )
    head = ["Operation", "Calls", "Invocations", "Events", "One trouble", "Two", "Schedules", "Left", "Problems"]
    of_operations = [[each.operation, *map(_number, _counts(each))] for each in [*figures, total]]
    of_kinds = [
        [name_of(kind), place_of(kind), _number(total.singles[kind]), _number(total.pairs[kind])] for kind in KINDS
    ]
    return "\n\n".join([_table(head, of_operations), _table(["Trouble", "Of a", "Alone", "First of two"], of_kinds)])


def _counts(figures: Figures) -> list[int]:
    singles, pairs = sum(figures.singles.values()), sum(figures.pairs.values())
    places = [figures.calls, figures.invocations, figures.events]
    return [*places, singles, pairs, singles + pairs, figures.left, len(figures.problems)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---" if not rows[0][column][0].isdigit() else "---:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ruler, *rows))


def _number(count: int) -> str:
    return f"{count:,}"
