"""A plan's steps as a person reads them: a replacement is one row, and an equal reason is given once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .step import Step


@dataclass(frozen=True)
class Row:
    """A row.

    Attributes:
        step: what happens to the construct.
        ended: what becomes of the number that it replaces; None where it replaces none.
        detail: more of the step; "" where the next row gives the same.
    """

    step: Step
    ended: Step | None
    detail: str


def rows_of(steps: Sequence[Step]) -> Iterator[Row]:
    """The rows of a plan, in order."""
    ended = {(step.stack_name, step.construct_path): step for step in steps if step.is_replaced}
    shown = [step for step in steps if not step.is_replaced]
    for index, step in enumerate(shown):
        is_told_below = index + 1 < len(shown) and _reason(step) == _reason(shown[index + 1])
        yield Row(step, ended.get((step.stack_name, step.construct_path)), "" if is_told_below else step.detail)


def _reason(step: Step) -> tuple[str, ...]:
    return (step.stack_name, step.action, step.detail)
