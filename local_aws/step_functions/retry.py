"""When a failed task is tried again, and after how long.

https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from local_aws.step_functions.failures import equals

Retrier = Mapping[str, Any]


class Retries:
    """The retriers of a state, from its entry to its exit."""

    def __init__(self, retriers: Sequence[Retrier]) -> None:
        self._retriers = retriers
        self._made = [0] * len(retriers)

    def delay_after(self, error: str) -> float | None:
        """Seconds until the next attempt; None: there is none.

        The first retrier that names the error decides alone: once it is used up, no later one takes over.
        """
        for number, retrier in enumerate(self._retriers):
            if equals(error, retrier["ErrorEquals"]):
                made = self._made[number]
                self._made[number] += 1
                return _delay(retrier, made) if made < retrier.get("MaxAttempts", 3) else None
        return None


def _delay(retrier: Retrier, made: int) -> float:
    # However often: past MaxDelaySeconds the power is of no interest, and would overflow.
    delay = float(retrier.get("IntervalSeconds", 1)) * float(retrier.get("BackoffRate", 2.0)) ** min(made, 100)
    delay = min(delay, float(retrier.get("MaxDelaySeconds", 31_622_400)))
    return random.uniform(0.0, delay) if retrier.get("JitterStrategy") == "FULL" else delay  # noqa: S311 - no secret
