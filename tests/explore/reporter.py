"""The reports that the exploration prints."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from tests.explore.configuration import Configuration
from tests.explore.exploration import Exploration, Figures, Outcome
from tests.explore.prepared import prepared
from tests.explore.story import story
from tests.explore.world import Left


def explore(
    configuration: Configuration, bounds: Sequence[Left], most_violations: int, seconds: float
) -> tuple[str, bool]:
    """Explore a configuration, in a process of its own. Returns the report, and whether nothing was found."""
    # Only exceptions make reference cycles here, and the collector's search for cycles takes long.
    gc.disable()
    with prepared():
        outcome = Exploration(configuration).run(*bounds, most_violations=most_violations, seconds=seconds)
    return report_of(outcome), not outcome.violations


def report_of(outcome: Outcome) -> str:
    """The report of one configuration: its figures and violations."""
    return "\n\n".join([line_of(outcome.figures), *(story(violation) for violation in outcome.violations)])


def line_of(figures: Figures) -> str:
    """The figures of one configuration, in one line."""
    return (
        f"{figures.configuration:32} {figures.states:>9,} states {figures.transitions:>10,} transitions"
        f"  depth {figures.depth:>4}  {figures.at_rest:>6,} at rest  {figures.steps:>8,} steps worked out"
        f"  {figures.seconds:>7.1f} s{'' if figures.is_complete else '  NOT COMPLETE'}"
    )
