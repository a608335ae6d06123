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


@dataclass(frozen=True)
class Replication:
    """The replication of one instance; both share `instance_id`. `settles_at` in seconds since the epoch."""

    account_id: str
    instance_id: str
    source_region_name: str
    replica_region_name: str
    settles_at: float

    def is_complete(self, now: float) -> bool:
        """Whether the replica is ready."""
        return now >= self.settles_at

    def configuration(self, now: float) -> dict[str, Any]:
        """DescribeInstance's ReplicationConfiguration, the same in both Regions."""
        status = COMPLETE if self.is_complete(now) else IN_PROGRESS
        return {
            "SourceRegion": self.source_region_name,
            "ReplicationStatusSummaryList": [{"Region": self.replica_region_name, "ReplicationStatus": status}],
            "GlobalSignInEndpoint": f"https://{self.instance_id}.global.my.connect.aws",
        }
