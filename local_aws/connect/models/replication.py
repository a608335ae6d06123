"""Replicas of instances in a second Region. Source of the pairs: administrator guide, Global Resiliency."""

from dataclasses import dataclass
from typing import Any

REPLICA_REGION_NAMES = {
    "us-east-1": "us-west-2",
    "us-west-2": "us-east-1",
    "eu-central-1": "eu-west-2",
    "eu-west-2": "eu-central-1",
    "ap-northeast-1": "ap-northeast-3",
}
"""Where an instance of a Region can be replicated to."""

COMPLETE = "INSTANCE_REPLICATION_COMPLETE"
IN_PROGRESS = "INSTANCE_REPLICATION_IN_PROGRESS"
FAILED = "INSTANCE_REPLICATION_FAILED"


@dataclass(frozen=True)
class Replication:
    """The replication of one instance; both share `instance_id`.

    settles_at: when it ends, in seconds since the epoch; failure_message: why it ends FAILED, None where it does not.
    """

    account_id: str
    instance_id: str
    source_region_name: str
    replica_region_name: str
    settles_at: float
    failure_message: str | None = None

    def is_complete(self, now: float) -> bool:
        """Whether the replica is ready."""
        return now >= self.settles_at and self.failure_message is None

    def other_region_name(self, region_name: str) -> str:
        """The replica's Region for the source's, and the other way around."""
        return self.replica_region_name if region_name == self.source_region_name else self.source_region_name

    def configuration(self, now: float) -> dict[str, Any]:
        """DescribeInstance's ReplicationConfiguration, the same in both Regions."""
        summary = {"Region": self.replica_region_name, "ReplicationStatus": IN_PROGRESS}
        if self.is_complete(now):
            summary["ReplicationStatus"] = COMPLETE
        elif self.failure_message is not None and now >= self.settles_at:
            summary |= {"ReplicationStatus": FAILED, "ReplicationStatusReason": self.failure_message}
        return {
            "SourceRegion": self.source_region_name,
            "ReplicationStatusSummaryList": [summary],
            "GlobalSignInEndpoint": f"https://{self.instance_id}.global.my.connect.aws",
        }
