"""One traffic distribution group."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from .arns import ConnectArn

ACTIVE = "ACTIVE"
CREATION_IN_PROGRESS = "CREATION_IN_PROGRESS"
CREATION_FAILED = "CREATION_FAILED"
PENDING_DELETION = "PENDING_DELETION"
UPDATE_IN_PROGRESS = "UPDATE_IN_PROGRESS"


@dataclass
class TrafficDistributionGroup:
    """A group over an instance and its replica.

    settling: its status until `settles_at` (seconds since the epoch), where it becomes ACTIVE, CREATION_FAILED, or,
    after PENDING_DELETION, is gone.
    changed_in: the Region of the last change of the distribution; until `shown_at` (seconds since the epoch), the other
    one shows `distribution_before`.
    """

    arn: ConnectArn
    name: str
    instance: ConnectArn
    replica_region_name: str
    settles_at: float
    settling: str = CREATION_IN_PROGRESS
    description: str | None = None
    is_default: bool = False
    creation_fails: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    distribution: dict[str, Any] = field(default_factory=dict)
    last_failover_time: float | None = None
    changed_in: str = ""
    shown_at: float = 0.0
    distribution_before: dict[str, Any] = field(default_factory=dict)
    user_ids: set[str] = field(default_factory=set)

    def status(self, now: float) -> str:
        """The service's status at `now`."""
        if now < self.settles_at:
            return self.settling
        return CREATION_FAILED if self.creation_fails else ACTIVE

    def is_gone(self, now: float) -> bool:
        """Whether its deletion has settled."""
        return self.settling == PENDING_DELETION and now >= self.settles_at

    def shown_in(self, region_name: str, now: float) -> Self:
        """The group as a Region shows it: a change of the distribution comes late to the other Region."""
        if region_name == self.changed_in or now >= self.shown_at:
            return self
        return replace(self, distribution=self.distribution_before, settles_at=now)

    def region_names(self) -> tuple[str, str]:
        """The Region it was created in and the replica's."""
        return self.arn.region_name, self.replica_region_name

    def summary(self, now: float) -> dict[str, Any]:
        """ListTrafficDistributionGroups's member."""
        return {
            "Id": self.arn.resource_id,
            "Arn": str(self.arn),
            "Name": self.name,
            "InstanceArn": str(self.instance),
            "Status": self.status(now),
            "IsDefault": self.is_default,
        }

    def detail(self, now: float) -> dict[str, Any]:
        """DescribeTrafficDistributionGroup's TrafficDistributionGroup."""
        detail = self.summary(now)
        if self.description is not None:
            detail["Description"] = self.description
        if self.tags:
            detail["Tags"] = dict(self.tags)
        return detail
