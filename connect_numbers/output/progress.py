"""Progress of long work, on stderr, where that is a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .console import stderr

Element = TypeVar("Element")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say that something is being done while it is."""
    console = stderr()
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield


def counted(elements: Sequence[Element], what: str) -> Iterable[Element]:
    """Give the elements one by one, with a bar of how many are done."""
    console = stderr()
    if not console.is_terminal:
        yield from elements
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield from progress.track(elements, description=what)
