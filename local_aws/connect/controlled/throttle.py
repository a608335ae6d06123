"""Request rates: 2 requests per second with a burst of 5, per operation, account and Region.

Source: Amazon Connect service quotas, API throttling.
"""

from dataclasses import dataclass

from ..exceptions import ThrottlingException
from ..models.clock import Clock

REQUESTS_PER_SECOND = 2.0
BURST = 5.0


@dataclass
class TokenBucket:
    """Requests still allowed at `time`, in seconds since the epoch."""

    tokens: float
    time: float


class Throttle:
    """A token bucket for each operation, account and Region."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str, str], TokenBucket] = {}

    def admit(self, account_id: str, region_name: str, operation: str) -> None:
        """Count a request; ThrottlingException where it is one too many."""
        now = self._clock.now()
        bucket = self._buckets.setdefault((account_id, region_name, operation), TokenBucket(BURST, now))
        bucket.tokens = min(BURST, bucket.tokens + (now - bucket.time) * REQUESTS_PER_SECOND)
        bucket.time = now
        if bucket.tokens < 1:
            raise ThrottlingException(f"Rate exceeded: {operation} allows 2 requests per second with a burst of 5")
        bucket.tokens -= 1
