"""Where the exploration prints."""

from __future__ import annotations

import sys

from tests.explore.exploration import Figures, Outcome
from tests.explore.story import story


def say(line: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def report(outcome: Outcome) -> None:
    """Print figures and violations of one configuration."""
    say(line_of(outcome.figures))
    for violation in outcome.violations:
        say(story(violation))
        say()


def line_of(figures: Figures) -> str:
    """One configuration's figures."""
    return (
        f"{figures.configuration:32} {figures.states:>9,} states {figures.transitions:>10,} transitions"
        f"  depth {figures.depth:>4}  {figures.at_rest:>6,} at rest  {figures.steps:>8,} steps worked out"
        f"  {figures.seconds:>7.1f} s{'' if figures.is_complete else '  NOT COMPLETE'}"
    )
