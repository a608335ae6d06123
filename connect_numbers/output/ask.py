"""A question before anything is changed."""

from __future__ import annotations

import sys

from ..exit_code import ExitCode
from ..problem import Problem


def require_yes(question: str, *, yes: bool) -> None:
    """Ask, unless the answer was given on the command line.

    Raises:
        Problem: the answer is no; or nobody is there to answer.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise Problem(f"{question} There is no terminal to ask on: give --yes.", ExitCode.USAGE)
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Problem("Nothing was changed.", ExitCode.NO)
