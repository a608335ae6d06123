"""The outcome of a check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check ended."""

    OK = "OK"
    WARNING = "WARNING"
    """Something to know; nothing fails for it now."""
    PROBLEM = "PROBLEM"
    """Something fails, or will."""


@dataclass(frozen=True)
class Finding:
    """The outcome of a check.

    Attributes:
        state: how the check ended.
        subject: the thing that was checked.
        detail: what was found.
        mend: a command, or what to do; "" where there is nothing to mend.
    """

    state: State
    subject: str
    detail: str
    mend: str = ""

    def as_json(self) -> dict[str, str | None]:
        """As `--json` shows it."""
        return {
            "state": self.state.value,
            "subject": self.subject,
            "detail": self.detail,
            "mend": self.mend or None,
        }


def ok(subject: str, detail: str) -> Finding:
    """Nothing is wrong."""
    return Finding(State.OK, subject, detail)


def warning(subject: str, detail: str, mend: str) -> Finding:
    """Something to know."""
    return Finding(State.WARNING, subject, detail, mend)


def problem(subject: str, detail: str, mend: str) -> Finding:
    """Something fails, or will."""
    return Finding(State.PROBLEM, subject, detail, mend)
