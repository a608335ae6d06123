"""Text beside a heading, its further lines indented below."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_LEAST = 24


def hanging(head: Text, body: Text, width: int) -> Text:
    """The head, and beside it the body within a width."""
    lines = body.wrap(Console(), max(_LEAST, width - head.cell_len)) or [Text()]
    for line in lines:
        line.rstrip()
    indent = Text(" " * head.cell_len)
    return Text("\n").join([head + lines[0], *(indent + line for line in lines[1:])])
