"""What is wrong with a list of things, as far as it is worth saying."""

from __future__ import annotations

from collections.abc import Sequence

SAID = 5


def first_problems(problems: Sequence[str], what: str) -> list[str]:
    """The first few problems of one property, and how many there are beside; all properties' have to fit a message."""
    if len(problems) <= SAID:
        return list(problems)
    return [*problems[:SAID], f"{what}: {len(problems) - SAID} more like these"]
