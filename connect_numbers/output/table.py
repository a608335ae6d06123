"""Tables that fit the terminal.

A narrow terminal gets fewer columns. Where that is not enough, the widest column is cut off. Nothing is wrapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

_GAP = 2


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        title: its heading.
        rank: columns of a higher rank are left out first; those of rank 0 never.
        justify: `left` or `right`.
    """

    title: str
    rank: int = 0
    justify: Literal["left", "right"] = "left"


def show_table(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str | Text]]) -> None:
    """Print rows in columns, as many as fit; and say which do not.

    Where even the columns of rank 0 do not fit, the widest of them is cut off: a phone number stays whole beside a long
    name.
    """
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    widths = [max([len(column.title), *(row[index].cell_len for row in cells)]) for index, column in enumerate(columns)]
    # What is the same everywhere, and empty, is no news.
    empty = {index for index in range(len(columns)) if all(row[index].plain in ("", "-") for row in cells)}
    shown = [index for index in range(len(columns)) if columns[index].rank == 0 or index not in empty]
    dropped: list[int] = []
    while _width(widths, shown) > console.width and any(columns[index].rank for index in shown):
        last = max(shown, key=lambda index: (columns[index].rank, index))
        shown.remove(last)
        dropped.append(last)
    excess = max(_width(widths, shown) - console.width, 0)
    widest = max(shown, key=lambda index: widths[index])
    widths[widest] = max(widths[widest] - excess, len(columns[widest].title))
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="title")
    for index in shown:
        column = columns[index]
        table.add_column(column.title, justify=column.justify, width=widths[index], no_wrap=True, overflow="ellipsis")
    for row in cells:
        table.add_row(*(row[index] for index in shown))
    console.print(table)
    if dropped:
        titles = ", ".join(columns[index].title for index in sorted(dropped))
        console.print(Text(f"Not shown, for want of width: {titles}. A wider terminal or --json has it.", "faint"))


def _width(widths: Sequence[int], shown: Sequence[int]) -> int:
    return sum(widths[index] + _GAP for index in shown) - _GAP
