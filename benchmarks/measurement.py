"""A benchmark's result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .aim import Aim


@dataclass(frozen=True)
class Measurement:
    """The result of a benchmark.

    Attributes:
        lines: for people.
        figures: for programs, fit for JSON.
        aims: the figures and their aims.
    """

    lines: Sequence[str]
    figures: Mapping[str, Any]
    aims: Sequence[Aim]

    def as_data(self) -> dict[str, Any]:
        """Everything for programs."""
        return {**self.figures, "aims": [aim.as_data() for aim in self.aims]}
