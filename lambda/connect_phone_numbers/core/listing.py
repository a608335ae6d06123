"""The numbers of an account, as ListPhoneNumbersV2 told them at a moment, and what happened between two moments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .quota import CountedOperation

Numbers = Mapping[str, str]
"""The ARN of the instance that each number counts to, by number."""


@dataclass(frozen=True)
class ObservedOperation:
    """A claim or release that we did not send, found by comparing two listings."""

    kind: CountedOperation
    phone_number: str
    instance_arn: str


def observed_operations(
    before: Numbers, after: Numbers, claimed_by_us: Collection[str], released_by_us: Collection[str]
) -> list[ObservedOperation]:
    """What others did between two listings of the same account, as far as it shows.

    A number that came and went in between does not show; no API but CloudTrail's tells of it. A number moved from
    one instance to another is in both.

    Args:
        before: the earlier listing.
        after: the later one.
        claimed_by_us: numbers whose claim we sent between the two, or shortly before.
        released_by_us: numbers whose release we sent between the two, or shortly before.
    """
    came = [
        ObservedOperation(CountedOperation.CLAIM, number, instance_arn)
        for number, instance_arn in after.items()
        if number not in before and number not in claimed_by_us
    ]
    went = [
        ObservedOperation(CountedOperation.RELEASE, number, instance_arn)
        for number, instance_arn in before.items()
        if number not in after and number not in released_by_us
    ]
    return [*came, *went]
