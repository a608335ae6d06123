"""The time, and how it is written."""

from __future__ import annotations

import time
from datetime import UTC, datetime

DAY_SECONDS = 24 * 3600


def now() -> int:
    """Seconds since the epoch."""
    return int(time.time())


def as_iso(seconds: int) -> str:
    """A moment in ISO 8601, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_day(seconds: int) -> str:
    """The day of a moment, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def as_minute(seconds: int) -> str:
    """A moment to the minute, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
