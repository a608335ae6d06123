"""How a value that was received is shown in a message."""

from __future__ import annotations

import reprlib


class _Shown(reprlib.Repr):
    """A value may be of any size and depth: what is said of it must not be."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxdict = self.maxlist = 4
        self.maxstring = self.maxother = 160
        self.maxlong = 40


_shown = _Shown()


def shown(value: object) -> str:
    """A value as Python writes it, its middle left out where it is long; one line, with no invisible character."""
    return _shown.repr(value)
