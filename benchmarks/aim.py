"""A figure and its aim."""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True)
class Aim:
    """A figure that should not be larger than its aim.

    Attributes:
        name: what was measured.
        value: the figure.
        at_most: the aim.
    """

    name: str
    value: float
    at_most: float

    @property
    def is_met(self) -> bool:
        """Whether the aim is met. A figure that is no number does not meet it."""
        return self.value <= self.at_most

    def as_data(self) -> dict[str, object]:
        """Everything, fit for JSON, which has no infinite numbers."""
        value = self.value if isfinite(self.value) else None
        return {"name": self.name, "value": value, "at_most": self.at_most, "is_met": self.is_met}

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return f"{verdict:<6}  {self.name}: {_short(self.value)}, aim: at most {_short(self.at_most)}"


def _short(value: float) -> str:
    return f"{value:.2f}".removesuffix("0").removesuffix(".0")
