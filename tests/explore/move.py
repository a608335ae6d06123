"""One move: what is done, and the state after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.explore.invocation import Progress
    from tests.explore.world import World

Words = tuple[str, "Progress | None", str]
"""Who; the invocation before its call, where it makes one; what, or how the call ends."""


class Move(NamedTuple):
    """A move.

    Attributes:
        words: for a story, in parts.
        wrong: what must never happen and did, "" for nothing.
        is_fault: whether it costs a fault.
    """

    words: tuple[Words, ...]
    world: World
    wrong: str = ""
    is_fault: bool = False
