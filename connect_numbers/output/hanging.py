"""Text beside a heading, its further lines indented below."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_LEAST = 30
"""Columns that a text needs beside its heading. A text that has fewer goes below its heading."""
_INDENT = 4


def hanging(head: Text, body: Text, width: int) -> Text:
    """A head, and the body beside it within a width; or below it, where there is too little room."""
    is_below = width - head.cell_len < _LEAST and head.cell_len + body.cell_len > width
    indent = Text(" " * (_INDENT if is_below else head.cell_len))
    lines = body.wrap(Console(), width - indent.cell_len) or [Text()]
    for line in lines:
        line.rstrip()
    if is_below:
        head.rstrip()
        return Text("\n").join([head, *(indent + line for line in lines)])
    return Text("\n").join([head + lines[0], *(indent + line for line in lines[1:])])


def advice(text: str, indent: int, width: int) -> Text:
    """What to do, on lines of its own below what it is about."""
    return hanging(Text(f"{' ' * min(indent, width // 3)}→ ", "claim"), Text(text, "claim"), width)
