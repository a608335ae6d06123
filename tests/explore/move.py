"""A move: its words, and the state after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.explore.invocation import Progress
    from tests.explore.world import World

Words = tuple[str, "Progress | None", str]
"""The actor; the invocation before its call, if the move is a call; the act, or the outcome of the call."""


class Move(NamedTuple):
    """A move.

    Attributes:
        words: the words for a story, in parts.
        wrong: the broken promise, "" for none.
        is_fault: whether it costs a fault.
    """

    words: tuple[Words, ...]
    world: World
    wrong: str = ""
    is_fault: bool = False
