"""JSON on stdout."""

from __future__ import annotations

import json
import sys


def show_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
