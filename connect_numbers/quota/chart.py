"""Text charts of the 180-day window."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from connect_phone_numbers.quota.arithmetic import WINDOW_SECONDS, CountedOperation, QuotaUse

from ..clock import as_day
from .operation import QuotaOperation

CLAIM_GLYPH = "█"
RELEASE_GLYPH = "▒"
_LEVELS = "▁▂▃▄▅▆▇█"
_HEIGHT = 6
"""The most rows of a chart. A column with more operations ends with a +."""
_MOST_COLUMNS = 90
"""The most columns of a chart: a column is then two days."""
WINDOW_DAYS = WINDOW_SECONDS // (24 * 3600)


def meter(used: int, of: int, width: int = 20) -> Text:
    """A bar of `width` characters, filled in the proportion of `used` to `of`."""
    filled = width if of == 0 else min(width, round(width * used / of))
    if used and of and not filled:
        filled = 1
    share = 1 if of == 0 else used / of
    style = "bad" if share >= 1 else "warning" if share >= 0.8 else "good"
    return Text("█" * filled, style) + Text("░" * (width - filled), "faint")


def columns_within(width: int) -> int:
    """How many columns a chart gets in a terminal of this width: a divisor of 180, so that columns are whole days."""
    return max(each for each in (30, 36, 45, 60, 90) if each <= min(max(width, 30), _MOST_COLUMNS))


def history_chart(operations: Sequence[QuotaOperation], now: int, columns: int) -> list[Text]:
    """The operations of the last 180 days as stacked columns, claims below releases, above an axis of days."""
    stacks: list[list[CountedOperation]] = [[] for _ in range(columns)]
    for operation in sorted(operations, key=lambda each: each.kind):
        age = max(0, now - operation.at)
        index = columns - 1 - min(columns - 1, age * columns // WINDOW_SECONDS)
        stacks[index].append(operation.kind)
    height = min(_HEIGHT, max(1, *(len(stack) for stack in stacks)))
    rows = [Text().join(_cell(stack, level, height) for stack in stacks) for level in reversed(range(height))]
    return [*rows, Text("─" * columns, "faint"), _days(now - WINDOW_SECONDS, now, columns, last="today")]


def budget_chart(use: QuotaUse, columns: int) -> list[Text]:
    """What will be left of the budget in the next 180 days if nothing is claimed or released, above an axis of days."""
    cells = []
    for index in range(columns):
        at = use.now + (index + 1) * WINDOW_SECONDS // columns
        left = QuotaUse.of(use.quota, use.held, use.operations, at).operations_left
        level = 0 if use.budget == 0 else left * (len(_LEVELS) - 1) // use.budget
        cells.append(Text("·", "bad") if left == 0 else Text(_LEVELS[level], "good"))
    return [Text().join(cells), _days(use.now, use.now + WINDOW_SECONDS, columns, first="today")]


def _cell(stack: Sequence[CountedOperation], level: int, height: int) -> Text:
    if level == height - 1 and len(stack) > height:
        return Text("+", "bad")
    if level >= len(stack):
        return Text(" ")
    is_claim = stack[level] is CountedOperation.CLAIM
    return Text(CLAIM_GLYPH, "claim") if is_claim else Text(RELEASE_GLYPH, "release")


def _days(start: int, end: int, columns: int, first: str = "", last: str = "") -> Text:
    """The axis: the days at both ends, and in the middle if there is room."""
    left, right = first or as_day(start), last or as_day(end)
    middle = as_day((start + end) // 2)
    before = (columns - len(middle)) // 2 - len(left)
    after = columns - len(left) - before - len(middle) - len(right)
    if before < 1 or after < 1:
        return Text(f"{left}{right:>{columns - len(left)}}", "faint")
    return Text(f"{left}{' ' * before}{middle}{' ' * after}{right}", "faint")
