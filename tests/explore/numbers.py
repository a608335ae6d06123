"""Amazon Connect in the exploration: a few numbers, and the service's own count of the two quotas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

REGION = "us-east-1"
ACCOUNT = "123456789012"
_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}"
INSTANCE = f"{_ARN}:instance/one"
OTHER_INSTANCE = f"{_ARN}:instance/two"
GROUP = f"{_ARN}:traffic-distribution-group/of-one"
"""A group of the instance. Its numbers count to the instance."""


WINDOW_SECONDS = 180 * 24 * 3600


def instance_of(target_arn: str) -> str:
    """The instance of a target: the target itself, or the instance of a group."""
    return INSTANCE if target_arn == GROUP else target_arn


class Status(StrEnum):
    """The status of a number."""

    FREE = "FREE"
    ANOTHERS = "ANOTHERS"
    """Another account holds the number."""
    IN_PROGRESS = "IN_PROGRESS"
    CLAIMED = "CLAIMED"
    FAILED = "FAILED"
    RELEASING = "RELEASING"
    """The release was accepted, and the number is still described."""
    GONE = "GONE"


HELD = frozenset({Status.IN_PROGRESS, Status.CLAIMED, Status.RELEASING})
KNOWN = HELD | {Status.FAILED}
"""The statuses of the numbers that DescribePhoneNumber shows."""
Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One number.

    Attributes:
        phone_number: in E.164.
        target_arn: the target that it is claimed to.
        tags: its tags.
        shown_tags: the old tags that DescribePhoneNumber still shows; None if it shows `tags`.
        is_listed: whether the list shows the number.
        is_described: whether DescribePhoneNumber shows the number.
        flows: the flow at each instance.
        moving_to: the target of a move under way.
        claims: how often the number was claimed.
        belongs_to: `bystander`: every change is wrong; `others`: it may be adopted; "": it is free or a resource's.
        release_token: the ClientToken of the accepted release.
        was_denied: whether a change was denied when the operation was too old to try again.
    """

    phone_number: str
    status: Status = Status.FREE
    target_arn: str = ""
    tags: Tags = ()
    shown_tags: Tags | None = None
    is_listed: bool = False
    is_described: bool = True
    description: str = ""
    flows: Tags = ()
    moving_to: str = ""
    claims: int = 0
    belongs_to: str = ""
    release_token: str = ""
    was_denied: bool = False

    @property
    def phone_number_id(self) -> str:
        """The number's id or ARN at the service."""
        return f"{self.phone_number[-4:]}-{self.claims}"

    @property
    def phone_number_arn(self) -> str:
        """The number's id or ARN at the service."""
        return f"{_ARN}:phone-number/{self.phone_number_id}"

    @property
    def is_settled(self) -> bool:
        """Whether no change is under way, and all changes show."""
        is_still = self.status not in (Status.IN_PROGRESS, Status.RELEASING) and not self.moving_to
        return is_still and self.shows

    @property
    def shows(self) -> bool:
        """Whether DescribePhoneNumber and the list are up to date."""
        return self.shown_tags is None and self.is_listed == (self.status in HELD) and self.is_described

    def shown(self) -> Number:
        """The number once DescribePhoneNumber and the list are up to date."""
        return replace(self, shown_tags=None, is_listed=self.status in HELD, is_described=True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The service.

    Attributes:
        numbers: the numbers, in the order in which a search finds them.
        operations: the instance and the time of each counted claim and release.
        tokens: the ClientToken of each accepted claim, with its request and its answer.
    """

    numbers: tuple[Number, ...]
    operations: tuple[tuple[str, int], ...] = ()
    tokens: tuple[tuple[str, str, str, str], ...] = ()

    def by_arn(self, phone_number_arn: str) -> Number | None:
        """The number with this ARN."""
        return next((each for each in self.numbers if each.phone_number_arn == phone_number_arn), None)

    def by_number(self, phone_number: str) -> Number | None:
        """The number with this E.164."""
        return next((each for each in self.numbers if each.phone_number == phone_number), None)

    def held_at(self, instance_arn: str) -> int:
        """How many numbers an instance and its group hold."""
        return sum(1 for each in self.numbers if each.status in HELD and instance_of(each.target_arn) == instance_arn)

    def counted_at(self, instance_arn: str, now: int) -> int:
        """How many claims and releases of an instance count now."""
        return sum(1 for counted, at in self.operations if counted == instance_arn and at > now - WINDOW_SECONDS)

    def counting(self, target_arn: str, now: int) -> Numbers:
        """The service with one more counted operation at the instance of a target."""
        return replace(self, operations=(*self.operations, (instance_of(target_arn), now)))

    def with_number(self, number: Number) -> Numbers:
        """The service with a changed number."""
        changed = tuple(number if each.phone_number == number.phone_number else each for each in self.numbers)
        return replace(self, numbers=changed)

    def caught_up(self) -> Numbers:
        """The service once all changes show."""
        return replace(self, numbers=tuple(each.shown() for each in self.numbers))
