"""The terminal."""

from __future__ import annotations

import os

from rich.console import Console
from rich.theme import Theme

_PIPE_WIDTH = 240
"""Where nobody looks, nothing is cut off to fit."""
_THEME = Theme(
    {
        "good": "green",
        "warning": "yellow",
        "bad": "bold red",
        "claim": "cyan",
        "release": "magenta",
        "lost": "bold red",
        "faint": "bright_black",
        "title": "bold",
    }
)


class _PipedConsole(Console):
    """A console whose reader may go away, as `head` does: that is no problem of the command's."""

    def on_broken_pipe(self) -> None:
        """Leave it to the program's entry, which ends as one that the closed pipe has ended."""
        raise BrokenPipeError


def stdout() -> Console:
    """The console of what was asked for: as wide as the terminal, colourless and wide in a pipe."""
    console = _PipedConsole(theme=_THEME, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPE_WIDTH
    return console


def stderr() -> Console:
    """The console of progress and questions."""
    return Console(stderr=True, theme=_THEME, highlight=False, emoji=False)
