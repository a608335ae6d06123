"""The two limits on phone numbers, counted from the plain list of claims and releases.

Sources: the ClaimPhoneNumber API reference (200 % of the quota in a rolling 180 days) and Service Quotas L-8F812903.
"""

from dataclasses import dataclass

from .clock import DAY

WINDOW_SECONDS = 180 * DAY
BLOCKED_MESSAGE = "You've reached the limit of Phone Numbers. To increase the limit, contact support."
QUOTA_MESSAGE = "The limit of claimed phone numbers for this target has been reached."

CLAIM = "claim"
RELEASE = "release"


@dataclass(frozen=True)
class QuotaOperation:
    """One claim or release of an instance's number; `time` in seconds since the epoch."""

    time: float
    kind: str
    phone_number: str


@dataclass
class QuotaRequest:
    """A request for a higher quota, of an instance by its ARN or, by `*`, of those without one of their own."""

    id: str
    context_id: str
    desired_value: int
    created_at: float
    status: str = "PENDING"

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return self.status in ("PENDING", "CASE_OPENED")


class QuotaEnforcement:
    """Quotas and histories, per instance ARN; a traffic distribution group counts to its instance."""

    def __init__(self) -> None:
        self.quotas: dict[str, int] = {}
        self.requests: list[QuotaRequest] = []
        self._history: dict[str, list[QuotaOperation]] = {}

    def history(self, instance_arn: str) -> list[QuotaOperation]:
        """Everything that counts, the oldest first, however old."""
        return list(self._history.get(instance_arn, []))

    def record(self, instance_arn: str, operation: QuotaOperation) -> None:
        """Add to the history."""
        self._history.setdefault(instance_arn, []).append(operation)

    def refusal_of_claim(self, instance_arn: str, quota: int, held: int, now: float) -> str | None:
        """The message a claim made now fails with; None: it succeeds."""
        if self.is_blocked(instance_arn, quota, now):
            return BLOCKED_MESSAGE
        if held + 1 > quota:
            return QUOTA_MESSAGE
        return None

    def is_blocked(self, instance_arn: str, quota: int, now: float) -> bool:
        """Whether one more claim now would pass 200 %, or an earlier excess has not been waited out."""
        history = self.history(instance_arn)
        if len(_within(history, now)) + 1 > 2 * quota:
            return True
        return any(now < _block_ends(history[: index + 1], quota) for index in range(len(history)))


def _within(history: list[QuotaOperation], now: float) -> list[QuotaOperation]:
    return [operation for operation in history if now - WINDOW_SECONDS < operation.time <= now]


def _block_ends(history: list[QuotaOperation], quota: int) -> float:
    """When the block of the last operation of `history` ends; zero if it began none."""
    window = _within(history, history[-1].time)
    if len(window) <= 2 * quota:
        return 0.0
    releases = [operation.time for operation in window if operation.kind == RELEASE]
    return min(releases or [window[0].time]) + WINDOW_SECONDS
