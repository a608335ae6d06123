"""Amazon Connect as the exploration has it: few numbers, and the service's own count of the two quotas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

REGION = "us-east-1"
ACCOUNT = "123456789012"
_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}"
INSTANCE = f"{_ARN}:instance/one"
OTHER_INSTANCE = f"{_ARN}:instance/two"
GROUP = f"{_ARN}:traffic-distribution-group/of-one"
"""A group of the instance: its numbers count to that."""


WINDOW_SECONDS = 180 * 24 * 3600


def instance_of(target_arn: str) -> str:
    """The instance that a target is, or belongs to."""
    return INSTANCE if target_arn == GROUP else target_arn


class Status(StrEnum):
    """What became of a number."""

    FREE = "FREE"
    ANOTHERS = "ANOTHERS"
    """Another account has it."""
    IN_PROGRESS = "IN_PROGRESS"
    CLAIMED = "CLAIMED"
    FAILED = "FAILED"
    RELEASING = "RELEASING"
    """Its release was accepted, and it is still described."""
    GONE = "GONE"


HELD = frozenset({Status.IN_PROGRESS, Status.CLAIMED, Status.RELEASING})
KNOWN = HELD | {Status.FAILED}
"""Those that DescribePhoneNumber tells of."""
Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One number.

    Attributes:
        phone_number: in E.164.
        target_arn: where it is claimed.
        tags: as they are.
        shown_tags: as DescribePhoneNumber shows them while it lags behind; None where it does not.
        is_listed: whether the list shows it.
        is_described: whether DescribePhoneNumber knows of it.
        flows: the flow at each instance.
        moving_to: the target of a move under way.
        claims: how often it was claimed.
        belongs_to: `bystander`: whatever happens to it is wrong; `others`: it may be adopted; "" for a resource's.
        release_token: of the release that was accepted.
        was_denied: whether the service denied to change it, when its operation was too old to try that again.
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
        """The service's."""
        return f"{self.phone_number[-4:]}-{self.claims}"

    @property
    def phone_number_arn(self) -> str:
        """The service's."""
        return f"{_ARN}:phone-number/{self.phone_number_id}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is under way, and everything shows."""
        is_still = self.status not in (Status.IN_PROGRESS, Status.RELEASING) and not self.moving_to
        return is_still and self.shows

    @property
    def shows(self) -> bool:
        """Whether Describe and the list tell how it is."""
        return self.shown_tags is None and self.is_listed == (self.status in HELD) and self.is_described

    def shown(self) -> Number:
        """The number once Describe and the list tell how it is."""
        return replace(self, shown_tags=None, is_listed=self.status in HELD, is_described=True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The service.

    Attributes:
        numbers: in the order in which a search finds them.
        operations: where and when each claim and release was counted.
        tokens: the ClientToken of each claim that was accepted, with what it was for and what was answered.
    """

    numbers: tuple[Number, ...]
    operations: tuple[tuple[str, int], ...] = ()
    tokens: tuple[tuple[str, str, str, str], ...] = ()

    def by_arn(self, phone_number_arn: str) -> Number | None:
        """The number of an ARN."""
        return next((each for each in self.numbers if each.phone_number_arn == phone_number_arn), None)

    def by_number(self, phone_number: str) -> Number | None:
        """The number in E.164."""
        return next((each for each in self.numbers if each.phone_number == phone_number), None)

    def held_at(self, instance_arn: str) -> int:
        """How many numbers an instance holds, its group's included."""
        return sum(1 for each in self.numbers if each.status in HELD and instance_of(each.target_arn) == instance_arn)

    def counted_at(self, instance_arn: str, now: int) -> int:
        """How many claims and releases of an instance's numbers count."""
        return sum(1 for counted, at in self.operations if counted == instance_arn and at > now - WINDOW_SECONDS)

    def counting(self, target_arn: str, now: int) -> Numbers:
        """The service with one more operation on a number of a target."""
        return replace(self, operations=(*self.operations, (instance_of(target_arn), now)))

    def with_number(self, number: Number) -> Numbers:
        """The service once a number has changed."""
        changed = tuple(number if each.phone_number == number.phone_number else each for each in self.numbers)
        return replace(self, numbers=changed)

    def caught_up(self) -> Numbers:
        """The service once everything shows that happened."""
        return replace(self, numbers=tuple(each.shown() for each in self.numbers))
