"""The first version of this library, measured: `python -m benchmarks.cost.first_version` measures it anew.

It ran in the CDK Provider framework, with a ledger in each stack. Its code and its doubles come from the history of the
repository, so they do not change. `first_version.json` has the last figures.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from ..root import ROOT
from . import COUNTS, NUMBERS
from .usage import Usage

COMMIT = "1d2c5ec"
_RECORDED = Path(__file__).with_suffix(".json")
_PROBE = Path(__file__).with_name("first_version_probe.py")


class FirstVersion:
    """The figures of the first version.

    Attributes:
        measured_on: the date.
        usages: the use of AWS by the operations.
        resources: the number of resources of a stack, by its phone numbers.
        lines: the lines of `lambda/`.
    """

    def __init__(self, recorded: dict[str, Any]) -> None:
        self.measured_on = str(recorded["measured_on"])
        self.usages = [Usage.from_data(usage) for usage in recorded["usages"]]
        self.resources = {int(numbers): int(count) for numbers, count in recorded["resources"].items()}
        self.lines = int(recorded["lines"])


def recorded() -> FirstVersion:
    """The last figures."""
    return FirstVersion(json.loads(_RECORDED.read_text()))


def measure(folder: Path) -> dict[str, Any]:
    """Measure the first version, unpacked in a folder."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PYTHONPATH": os.pathsep.join((str(folder), str(folder / "lambda"))),
    }
    command = [sys.executable, str(_PROBE), *(",".join(map(str, counts)) for counts in (COUNTS, NUMBERS))]
    printed = subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
    return {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "commit": COMMIT,
        **json.loads(printed),
        "lines": lines_of_code(folder / "lambda"),
    }


def lines_of_code(folder: Path) -> int:
    """The lines of all Python files in a folder that are not empty."""
    return sum(1 for file in folder.rglob("*.py") for line in file.read_text().splitlines() if line.strip())


def main() -> None:
    """Measure the first version, and record the figures."""
    parser = argparse.ArgumentParser(description="Measure the first version, and record the figures.")
    parser.add_argument("folder", nargs="?", type=Path, help=f"a checkout of it; default: git archive {COMMIT}")
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as unpacked:
        if folder is None:
            command = ["git", "archive", COMMIT]
            archive = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
            with tarfile.open(fileobj=BytesIO(archive)) as tar:
                tar.extractall(unpacked, filter="data")
        _RECORDED.write_text(json.dumps(measure(folder or Path(unpacked)), indent=1) + "\n")


if __name__ == "__main__":
    main()
