"""Commands that have to succeed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]


def run(*command: str | Path, **options: Any) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
