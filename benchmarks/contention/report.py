"""The contention benchmark's result, for people and for programs."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from functools import partial
from typing import Any

from ..measurement import Measurement
from ..text_table import text_table
from .benchmark import ContentionResult
from .figures import Figures

_LIMIT = (
    "Limit: (creates - 5) / 2 s, as each number needs one ClaimPhoneNumber, and of an operation Amazon Connect serves\n"
    "5 requests at once and 2 per second after that; and the time until the last claim's status has settled."
)


def measurement_of(result: ContentionResult) -> Measurement:
    """The table, the lines below it, and what the words mean."""
    groups = {group.name: getattr(result, group.name) for group in fields(result)}
    return Measurement(
        lines=_lines(result),
        figures={name: [figures_as_data(figures) for figures in group] for name, group in groups.items()},
        aims=result.aims,
    )


def _lines(result: ContentionResult) -> list[str]:
    ours = result.contenders[0]
    return [
        f"{ours.creates} phone numbers created at the same moment; limit {ours.limit_seconds:.1f} s",
        "",
        *figures_table(result.contenders),
        "",
        *[
            _worst_of(group)
            for group in (result.few, result.seeds, result.many, *([each] for each in result.slow))
            if group
        ],
        "",
        _LIMIT,
        "Left behind: held in the end, though the create failed and what the tool then does by itself was done.",
    ]


def _worst_of(group: Sequence[Figures]) -> str:
    ratios = [figures.ratio_to_limit for figures in group]
    return (
        f"{group[0].contender}, {group[0].creates} creates, claims settle in {group[0].settle_seconds:g} s, "
        f"{len(group)} seed{'s' * (len(group) > 1)}, the worst: "
        f"{min(figures.claimed for figures in group)} claimed, "
        f"{max(figures.left_behind for figures in group)} left behind, "
        f"{max(figures.calls_per_number for figures in group):.2f} calls per number, "
        f"{max(figures.throttled_share for figures in group):.1%} throttled, "
        f"{max(figures.seconds for figures in group):.1f} s, {max(ratios):.2f} x limit"
    )


def figures_table(contenders: Sequence[Figures]) -> list[str]:
    """The lines of a table with a column for each contender."""
    return text_table(_rows(contenders))


def figures_as_data(figures: Figures) -> dict[str, Any]:
    """A contender's figures for programs, fit for JSON."""
    per_number = None if figures.claimed == 0 else figures.calls_per_number
    return {
        **asdict(figures),
        "failed": figures.failed,
        "calls_per_number": per_number,
        "throttled_share": figures.throttled_share,
        "ratio_to_limit": figures.ratio_to_limit,
    }


def _rows(contenders: Sequence[Figures]) -> list[list[str]]:
    operations = sorted({operation for figures in contenders for operation in figures.calls})
    columns: dict[str, Callable[[Figures], str]] = {
        "": lambda figures: figures.contender,
        "claimed": lambda figures: str(figures.claimed),
        "failed": lambda figures: str(figures.failed),
        "left behind": lambda figures: str(figures.left_behind),
        "calls per number claimed": lambda figures: _per_number(figures, sum(figures.calls.values())),
        **{f"  {operation}": partial(_calls_per_number, operation) for operation in operations},
        "calls throttled": lambda figures: f"{figures.throttled_share:.1%}",
        "time": lambda figures: f"{figures.seconds:.1f} s",
        "time / limit": lambda figures: f"{figures.ratio_to_limit:.2f}",
    }
    return [[title, *(cell(figures) for figures in contenders)] for title, cell in columns.items()]


def _calls_per_number(operation: str, figures: Figures) -> str:
    return _per_number(figures, figures.calls.get(operation, 0))


def _per_number(figures: Figures, calls: int) -> str:
    return f"{calls / figures.claimed:.2f}" if figures.claimed else "-"
