"""One thing that is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A broken rule.

    Attributes:
        code: stable, for programs.
        message: the value received, the values allowed and what to change.
    """

    code: str
    message: str
