"""A problem that the user can do something about."""

from __future__ import annotations

from .exit_code import ExitCode


class Problem(Exception):
    """Ends a command. Its text says what happened, the value and what to do, and is all that the user sees."""

    def __init__(self, message: str, exit_code: ExitCode = ExitCode.MISSING) -> None:
        super().__init__(message)
        self.exit_code = exit_code
