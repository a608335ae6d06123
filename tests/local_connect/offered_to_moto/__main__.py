"""Lay the local Connect over a checkout of moto (5.2.5 or later), and run all tests of Connect there.

python -m tests.local_connect.offered_to_moto <checkout>

A source distribution of moto will do: it has moto's own tests as well. Nothing is committed there; `ruff check --fix`
and `ruff format` with moto's configuration make the rest of a pull request.
"""

import subprocess
import sys
from pathlib import Path

from tests.local_connect.offered_to_moto.lay_over import TESTS, CannotLayOver, lay_over


def main(arguments: list[str]) -> int:
    """The exit status of the tests; 2 where the checkout is none, or has what this would overwrite."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}")
        return 2
    checkout = Path(arguments[0]).resolve()
    try:
        done = lay_over(checkout)
    except CannotLayOver as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write("\n".join([*done, f"Running {TESTS}", ""]))
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", "pytest", "-q", TESTS], cwd=checkout, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
