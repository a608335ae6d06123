"""The pace of requests: Amazon Connect allows 2 per second with a burst of 5, per operation, account and Region.

https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.client import BaseClient

REQUESTS_PER_SECOND = 2
BURST = 5


class Pace:
    """Waits before each request until its operation has a token again."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Use a clock that never goes back, and a way to wait, both in seconds."""
        self._clock = clock
        self._sleep = sleep
        self._full_at: dict[tuple[str, str], float] = {}

    def wait(self, region: str, operation: str) -> None:
        """Take a token of an operation in a Region."""
        key = (region, operation)
        now = self._clock()
        # A bucket in one figure: the moment at which it will be full again.
        full_at = max(self._full_at.get(key, now), now) + 1 / REQUESTS_PER_SECOND
        self._full_at[key] = full_at
        delay = full_at - now - BURST / REQUESTS_PER_SECOND
        if delay > 0:
            self._sleep(delay)

    def govern(self, client: BaseClient) -> None:
        """Let every call of a client take its token first."""
        region = client.meta.region_name

        def before_call(model: Any, **_: object) -> None:  # noqa: ANN401 - botocore hands over its OperationModel
            self.wait(region, model.name)

        client.meta.events.register("before-call", before_call)
