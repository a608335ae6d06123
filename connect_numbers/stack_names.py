"""The stacks that `--stack` chooses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from .problem import Problem


def chosen_stacks(names: Iterable[str], patterns: Sequence[str], where: str) -> set[str]:
    """The names that fit one of the patterns.

    Args:
        names: the names of all stacks.
        patterns: names, with `*` and `?` as in a shell.
        where: what has these stacks, for the message, for example `The assembly`.

    Raises:
        Problem: a pattern fits no name.
    """
    chosen: set[str] = set()
    every = sorted(set(names))
    for pattern in patterns:
        fitting = [name for name in every if fnmatchcase(name, pattern)]
        if not fitting:
            raise Problem(f"{where} has no stack named {pattern}. There are: {', '.join(every) or 'none'}.")
        chosen.update(fitting)
    return chosen
