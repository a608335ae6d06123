"""An instance, as DescribeInstance describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from mypy_boto3_connect.type_defs import DescribeInstanceResponseTypeDef


@dataclass(frozen=True)
class Replication:
    """The state of an instance's replication to one Region."""

    status: str
    reason: str


@dataclass(frozen=True)
class Instance:
    """An instance or a replica.

    Attributes:
        status: `CREATION_IN_PROGRESS`, `ACTIVE` or `CREATION_FAILED`.
        status_message: why it is CREATION_FAILED; else "".
        alias: "" where it has none.
        replications: by Region: the replications that the service lists.
    """

    arn: str
    status: str
    status_message: str
    alias: str
    replications: Mapping[str, Replication]

    @classmethod
    def from_answer(cls, answer: DescribeInstanceResponseTypeDef) -> Self:
        """Read DescribeInstance's answer."""
        instance = answer["Instance"]
        summaries = answer.get("ReplicationConfiguration", {}).get("ReplicationStatusSummaryList", [])
        return cls(
            instance["Arn"],
            instance["InstanceStatus"],
            instance.get("StatusReason", {}).get("Message", ""),
            instance.get("InstanceAlias", ""),
            {
                summary["Region"]: Replication(summary["ReplicationStatus"], summary.get("ReplicationStatusReason", ""))
                for summary in summaries
            },
        )

    def replication_status(self, region: str) -> str:
        """The status of the replication to a Region; "" where the service lists none."""
        replication = self.replications.get(region)
        return replication.status if replication else ""
