"""Run the fault sweep, and print how many schedules ran: `python -m tests.faults`.

Each problem is printed with its schedule as soon as it is found, and the exit code is then 1. The work is divided into
parts: a part has some schedules of one operation. The first parts of all operations run first.
"""

import argparse
import sys
from collections.abc import Sequence
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "lambda"))

from tests.faults.operations import OPERATIONS
from tests.faults.settings import DEFAULTS, VARIANTS
from tests.faults.sweep import PARTS, Part, full_sweep, summed
from tests.faults.table import tables_of


def parse(given: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--pairs", default="1", help="second troubles for each first one: a number or all (default: 1)")
    parser.add_argument("--pair-every", type=int, default=6, help="only for every N-th first trouble (default: 6)")
    parser.add_argument("--every", type=int, default=1, help="run only every N-th first trouble (default: 1)")
    parser.add_argument("--processes", type=int, help="how many processes (default: one for each core)")
    parser.add_argument("--minutes", type=float, default=inf, help="begin no other part after so many minutes")
    parser.add_argument("--settings", action="store_true", help="run the main operations under each setting")
    parser.add_argument("operations", nargs="*", help="parts of the operations' names (default: all)")
    return parser.parse_args(given)


def main() -> int:
    """Run the sweep. Returns the exit code: 1 if there is a problem."""
    asked = parse()
    pairs = None if asked.pairs == "all" else int(asked.pairs)
    count = 1 if asked.every >= PARTS else PARTS
    parts = [
        Part(index, part, count, asked.every, pairs, asked.pair_every, setting)
        for part in range(count)
        for setting in (VARIANTS if asked.settings else ("",))
        for index, operation in enumerate(OPERATIONS)
        if not asked.operations or any(words in operation.name for words in asked.operations)
        if not asked.settings or operation.name in VARIANTS.get(setting, DEFAULTS).operations
    ]
    done = []
    for figures in full_sweep(parts, asked.processes, asked.minutes):
        done.append(figures)
        told = "".join(f"{problem}\n" for problem in figures.problems)
        schedules = sum(each.schedules for each in done)
        sys.stderr.write(f"{told}{len(done)} of {len(parts)} parts, {schedules:,} schedules: {figures.operation}\n")
    sys.stdout.write(f"{tables_of(summed(done))}\n\n{len(done)} of {len(parts)} parts were run.\n")
    return 1 if any(figures.problems for figures in done) else 0


if __name__ == "__main__":
    sys.exit(main())
