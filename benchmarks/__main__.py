"""`python -m benchmarks`: run the benchmarks, and print their figures beside their aims."""

import argparse
import sys
from collections.abc import Callable, Sequence

from local_aws.command_line.show import show, show_json, show_progress

from .contention import benchmark as contention
from .contention.report import measurement_of
from .cost import benchmark as cost
from .imports import benchmark as imports
from .measurement import Measurement
from .real_time import benchmark as real_time
from .scale import benchmark as scale
from .synth import benchmark as synth

BENCHMARKS: dict[str, Callable[[], Measurement]] = {
    "contention": lambda: measurement_of(contention.measure()),
    "real-time": real_time.measure,
    "scale": lambda: scale.measure().measurement,
    "cost": lambda: cost.measure().measurement,
    "synth": lambda: synth.measure().measurement,
    "import": lambda: imports.measure().measurement,
    "invocation": imports.measure_invocations,
}


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks that the arguments name. Returns 0 if every aim is met, 1 if one is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure, and compare. Ends with 1 where an aim is missed."
    )
    parser.add_argument(
        "benchmark",
        nargs="?",
        choices=list(BENCHMARKS),
        help="contention: many numbers created at once, against Amazon Connect's request rate; real-time: the same "
        "over HTTP, on the local AWS; scale: much history, many numbers, parked ones and stacks; cost: what creates "
        "and deletes use of AWS; synth: a stack of 200 numbers; import: the function's cold start; invocation: a cold "
        "step and a warm one. All, if none is named.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args(arguments)
    found: dict[str, Measurement] = {}
    for name in [chosen.benchmark] if chosen.benchmark else BENCHMARKS:
        show_progress(f"Measuring: {name}")
        found[name] = BENCHMARKS[name]()
        if not chosen.json:
            _show(found[name])
    if chosen.json:
        show_json({name: measurement.as_data() for name, measurement in found.items()})
    return 0 if all(aim.is_met for measurement in found.values() for aim in measurement.aims) else 1


def _show(measurement: Measurement) -> None:
    for line in ("", *measurement.lines, "", *map(str, measurement.aims)):
        show(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
