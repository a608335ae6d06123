"""Printing for people and for programs."""

import json
import sys
from collections.abc import Sequence


def show(text: str) -> None:
    """Print a line on stdout, and flush it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def show_json(value: object) -> None:
    """Print a value as JSON on stdout."""
    show(json.dumps(value, indent=2))


def show_progress(text: str) -> None:
    """Print a line on stderr that says what the command is doing."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def show_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as their widest cell."""
    lines = [titles, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    for line in lines:
        show("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
