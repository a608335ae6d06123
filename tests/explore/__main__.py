"""Explore: `python -m tests.explore`. Ends with 1 where anything does not hold, after telling how it comes about."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "lambda"))

from tests.explore.configurations import ALL
from tests.explore.exploration import Exploration
from tests.explore.prepared import prepared
from tests.explore.reporter import report
from tests.explore.world import Left


def parse(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.explore", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the short bound, that of the tests")
    parser.add_argument(
        "--bound",
        action="append",
        help="another bound, as OPERATIONS,FAULTS,COMMANDS,WAITS (may be given several times)",
    )
    parser.add_argument("--violations", type=int, default=1, help="how many to tell of a configuration (default: 1)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="the longest for a configuration")
    parser.add_argument("names", nargs="*", help="configurations (default: all)")
    return parser.parse_args(given)


def main() -> int:
    """Explore what was asked for."""
    asked = parse()
    failed = False
    with prepared():
        for configuration in ALL:
            if asked.names and configuration.name not in asked.names:
                continue
            bounds = configuration.short if asked.short else configuration.bounds
            if asked.bound:
                bounds = tuple(Left(*(int(each) for each in bound.split(","))) for bound in asked.bound)
            outcome = Exploration(configuration).run(*bounds, most_violations=asked.violations, seconds=asked.seconds)
            report(outcome)
            failed = failed or bool(outcome.violations)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
