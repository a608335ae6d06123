"""The rows of a plan on the screen: a replacement is one row, and a reason that several rows share stands once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .planned_step import PlannedStep


@dataclass(frozen=True)
class Row:
    """A row.

    Attributes:
        step: the step by which the construct gets or keeps its number.
        ended: the step that ends the number which is replaced; None where none is replaced.
        detail: the step's detail; "" where the next row has the same.
    """

    step: PlannedStep
    ended: PlannedStep | None
    detail: str


def rows_of(steps: Sequence[PlannedStep]) -> Iterator[Row]:
    """The rows of a plan, in order."""
    ended = {(step.stack_name, step.construct_path): step for step in steps if step.is_replaced}
    shown = [step for step in steps if not step.is_replaced]
    for index, step in enumerate(shown):
        is_told_below = index + 1 < len(shown) and _reason(step) == _reason(shown[index + 1])
        yield Row(step, ended.get((step.stack_name, step.construct_path)), "" if is_told_below else step.detail)


def _reason(step: PlannedStep) -> tuple[str, ...]:
    return (step.stack_name, step.action, step.detail)
