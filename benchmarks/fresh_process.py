"""Figures measured in processes of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .root import LAMBDA, ROOT

Figures = dict[str, float]


def in_turn(modules: Sequence[str], repeats: int) -> list[list[Figures]]:
    """Run modules one after the other, again and again, each time in a new process.

    So other work on the machine slows all modules of a turn alike.

    Args:
        modules: each measures something and prints the figures as a JSON object.
        repeats: how often.

    Returns:
        For each turn, what each module printed.

    Raises:
        RuntimeError: a module failed; it says what that printed.
    """
    return [[figures_of(module) for module in modules] for _ in range(repeats)]


def figures_of(module: str, *arguments: str) -> Figures:
    """What one module prints. Raises as `in_turn`."""
    environment = {
        # Without it the interpreter would compile boto3 and the CDK anew each time.
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        # The virtual environment's Node: the CDK warns about an old one of the machine.
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(LAMBDA))),
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "123456789012",
        "AWS_SECRET_ACCESS_KEY": "local",
    }
    finished = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", module, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise RuntimeError(f"python -m {module} ended with {finished.returncode}:\n{finished.stderr}")
    return dict(json.loads(finished.stdout))
