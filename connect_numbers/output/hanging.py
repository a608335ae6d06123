"""Text beside a heading, its further lines indented below."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_LEAST = 30
"""Columns that a text needs beside its heading, in a terminal that is narrower than that it goes below it."""
_INDENT = 4


def hanging(head: Text, body: Text, width: int) -> Text:
    """The head, and beside it the body within a width; below it, where there is too little room."""
    is_below = width - head.cell_len < _LEAST and head.cell_len + body.cell_len > width
    indent = Text(" " * (_INDENT if is_below else head.cell_len))
    lines = body.wrap(Console(), width - indent.cell_len) or [Text()]
    for line in lines:
        line.rstrip()
    if is_below:
        head.rstrip()
        return Text("\n").join([head, *(indent + line for line in lines)])
    return Text("\n").join([head + lines[0], *(indent + line for line in lines[1:])])
