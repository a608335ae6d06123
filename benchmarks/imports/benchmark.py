"""The import benchmark, and what the steps of one process take after it."""

import compileall
from pathlib import Path
from statistics import median

import boto3

from ..fresh_process import in_turn
from ..measurement import Measurement
from ..text_table import text_table
from ..time_ratio import TimeRatio

REPEATS = 25
AIM = 1.08
_FUNCTION = f"{__package__}.function_and_clients"
_ALONE = f"{__package__}.clients_alone"
_INVOCATIONS = f"{__package__}.two_invocations"


def measure(repeats: int = REPEATS) -> TimeRatio:
    """Import the function and make its clients so many times, each time in a new process; and the clients alone."""
    # On Lambda, boto3 has its bytecode. The function's run writes none here, so what is missing is written first.
    in_turn([_ALONE], 1)
    compileall.compile_dir(Path(boto3.__file__).parent, quiet=1)
    return TimeRatio(
        name="Import of the function's module, with its clients",
        measured="the function and its clients",
        baseline="boto3 and the same clients",
        turns=in_turn([_FUNCTION, _ALONE], repeats),
        at_most=AIM,
    )


def measure_invocations(repeats: int = REPEATS) -> Measurement:
    """Take two steps in a process, so many times: the first one is a cold invocation's, the second a warm one's."""
    turns = [figures for [figures] in in_turn([_INVOCATIONS], repeats)]
    names = ("import", "first", "second")
    milliseconds = {name: median(turn[name] for turn in turns) * 1000 for name in names}
    rows = [
        ["", "import", "first step", "second step"],
        ["milliseconds", *(f"{milliseconds[name]:.0f}" for name in names)],
    ]
    return Measurement(
        lines=[f"Two invocations of one process; medians of {repeats} turns", "", *text_table(rows)],
        figures={"milliseconds": milliseconds, "turns": turns},
        aims=[],
    )
