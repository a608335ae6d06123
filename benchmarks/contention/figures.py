"""The figures of a race."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from local_aws.connect.controlled.throttle import BURST, REQUESTS_PER_SECOND

from .contender import Outcome


@dataclass(frozen=True)
class Figures:
    """The figures of one race.

    Attributes:
        contender: the tool that created the numbers.
        creates: how many numbers were asked for.
        claimed: how many creates ended with a number that is CLAIMED.
        left_behind: how many numbers are held in the end and belong to no successful create.
        calls: how many requests Amazon Connect received, by operation. Throttled requests count.
        throttled: how many of the requests were throttled.
        seconds: the time from the begin of the first create to the end of the last one.
        settle_seconds: how long a claim stayed IN_PROGRESS.
        reasons: the reasons of failed creates, each with its number of failures.
    """

    contender: str
    creates: int
    claimed: int
    left_behind: int
    calls: Mapping[str, int]
    throttled: int
    seconds: float
    settle_seconds: float
    reasons: Mapping[str, int]

    @property
    def failed(self) -> int:
        """How many creates failed."""
        return self.creates - self.claimed

    @property
    def calls_per_number(self) -> float:
        """The requests for each number that was claimed. Infinite if none was."""
        return sum(self.calls.values()) / self.claimed if self.claimed else float("inf")

    @property
    def throttled_share(self) -> float:
        """The share of requests that were throttled, from 0 to 1."""
        return self.throttled / max(sum(self.calls.values()), 1)

    @property
    def limit_seconds(self) -> float:
        """The least time that the throttle leaves."""
        return limit_seconds(self.creates, self.settle_seconds)

    @property
    def ratio_to_limit(self) -> float:
        """The time taken, in units of the limit."""
        return self.seconds / self.limit_seconds


def limit_seconds(creates: int, settle_seconds: float) -> float:
    """The least time that the throttle leaves for so many creates.

    Each needs at least one ClaimPhoneNumber and, once its status has settled, one DescribePhoneNumber. Of either,
    `BURST` are served at once and the others at `REQUESTS_PER_SECOND`; the last claim has to settle before it can be
    described as CLAIMED. Latencies are not in it.
    """
    return max(creates - BURST, 0) / REQUESTS_PER_SECOND + settle_seconds


def figures_of(
    contender: str,
    *,
    began_at: float,
    outcomes: list[Outcome],
    journal: Iterable[Mapping[str, Any]],
    held: Mapping[str, str],
    settle_seconds: float,
) -> Figures:
    """Sum up a race.

    Args:
        contender: the name of the contender.
        began_at: when the race began, in seconds since the epoch.
        outcomes: the outcome of every create.
        journal: the local Connect's journal.
        held: the status of every number held in the end, by its ARN.
        settle_seconds: how long a claim stays IN_PROGRESS.
    """
    calls = [call for call in journal if call["service"] == "connect"]
    created = {outcome.phone_number_arn for outcome in outcomes if outcome.phone_number_arn}
    return Figures(
        contender=contender,
        creates=len(outcomes),
        claimed=sum(1 for arn in created if held.get(arn) == "CLAIMED"),
        left_behind=len(held.keys() - created),
        calls=dict(sorted(Counter(call["operation"] for call in calls).items())),
        throttled=sum(1 for call in calls if call["error_code"] == "ThrottlingException"),
        seconds=max(outcome.ended_at for outcome in outcomes) - began_at,
        settle_seconds=settle_seconds,
        reasons=dict(Counter(outcome.reason for outcome in outcomes if outcome.reason).most_common()),
    )
