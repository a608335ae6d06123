"""`python -m benchmarks`: run the benchmarks, and print their figures beside their aims."""

import argparse
import sys
from collections.abc import Callable, Sequence

from local_aws.command_line.show import show, show_json, show_progress

from .contention import benchmark as contention
from .contention.report import measurement_of
from .imports import benchmark as imports
from .measurement import Measurement
from .synth import benchmark as synth


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks that the arguments name; 0 where every aim is met, 1 where one is missed."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.clock == "real" and chosen.benchmark not in ("contention", None):
        parser.error(f"--clock real is for contention, not for {chosen.benchmark}")
    benchmarks: dict[str, Callable[[], Measurement]] = {
        "contention": lambda: measurement_of(
            contention.in_real_time(chosen.creates)
            if chosen.clock == "real"
            else contention.in_virtual_time(chosen.creates)
        ),
        "synth": lambda: synth.measure().measurement,
        "import": lambda: imports.measure().measurement,
    }
    found: dict[str, Measurement] = {}
    for name in [chosen.benchmark] if chosen.benchmark else benchmarks:
        show_progress(f"Measuring: {name}")
        found[name] = benchmarks[name]()
        if not chosen.json:
            _show(found[name])
    if chosen.json:
        show_json({name: measurement.as_data() for name, measurement in found.items()})
    return 0 if all(aim.is_met for measurement in found.values() for aim in measurement.aims) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure, and compare. Ends with 1 where an aim is missed."
    )
    parser.add_argument(
        "benchmark",
        nargs="?",
        choices=["contention", "synth", "import"],
        help="contention: many numbers created at once, against Amazon Connect's request rate; synth: a stack of 200 "
        "numbers; import: the handler's cold start. All, if none is named.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--clock",
        choices=["virtual", "real"],
        default="virtual",
        help="of contention: virtual gives the same figures on any machine; real runs threads against the local "
        "Connect over HTTP, takes minutes, and its figures vary",
    )
    parser.add_argument(
        "--creates",
        type=int,
        default=contention.CREATES,
        metavar="N",
        help="of contention: numbers created at once (default: %(default)s)",
    )
    return parser


def _show(measurement: Measurement) -> None:
    for line in ("", *measurement.lines, "", *map(str, measurement.aims)):
        show(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
