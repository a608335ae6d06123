"""Explore: `python -m tests.explore`. The exit code is 1 if a promise is broken; the path to it is printed."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "lambda"))

from tests.explore.configurations import ALL
from tests.explore.reporter import explore
from tests.explore.world import Left


def parse(given: Sequence[str] | None = None) -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.explore", description=__doc__)
    parser.add_argument("--short", action="store_true", help="explore to the short bound, as the tests do")
    parser.add_argument(
        "--bound",
        action="append",
        help="explore to this bound: OPERATIONS,FAULTS,COMMANDS,WAITS (may be repeated)",
    )
    parser.add_argument(
        "--violations", type=int, default=1, help="how many violations to print for each configuration (default: 1)"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=float("inf"),
        help="the most seconds for each configuration (default: no limit)",
    )
    parser.add_argument("--processes", type=int, help="how many processes (default: one for each core)")
    parser.add_argument("names", nargs="*", help="configurations (default: all)")
    return parser.parse_args(given)


def main() -> int:
    """Explore. Returns the exit code: 1 if a promise is broken."""
    asked = parse()
    chosen = [configuration for configuration in ALL if not asked.names or configuration.name in asked.names]
    given = [Left(*(int(each) for each in bound.split(","))) for bound in asked.bound or ()]
    is_well = True
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        explored = [
            pool.submit(
                explore, each, given or (each.short if asked.short else each.bounds), asked.violations, asked.seconds
            )
            for each in chosen
        ]
        for future in explored:
            report, found_nothing = future.result()
            sys.stdout.write(f"{report}\n")
            sys.stdout.flush()
            is_well = is_well and found_nothing
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())
