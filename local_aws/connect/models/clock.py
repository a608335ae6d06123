"""The service's clock: real time, moved forward on request."""

import time
from datetime import datetime, timezone

DAY = 86_400.0


class Clock:
    """Seconds since the epoch, in UTC, ahead of real time by what `advance` was given."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move forward; ValueError where `seconds` is negative, because states already reported would come back."""
        if seconds < 0:
            raise ValueError(f"the clock only moves forward; got {seconds} seconds")
        self._ahead += seconds


def as_datetime(seconds: float) -> datetime:
    """The moment `seconds` after the epoch, aware, in UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc)  # noqa: UP017 - moto runs on Python 3.10, too
