"""One queue."""

from dataclasses import dataclass, field
from typing import Any

from .arns import ConnectArn
from .clock import as_datetime

ENABLED = "ENABLED"
STANDARD = "STANDARD"


@dataclass
class Queue:
    """A standard queue of one instance in one Region; `modified_at` in seconds since the epoch."""

    arn: ConnectArn
    name: str
    hours_of_operation: ConnectArn
    modified_at: float
    description: str | None = None
    max_contacts: int | None = None
    status: str = ENABLED
    tags: dict[str, str] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """ListQueues's member."""
        return {
            "Id": self.arn.resource_id,
            "Arn": str(self.arn),
            "Name": self.name,
            "QueueType": STANDARD,
            "LastModifiedTime": as_datetime(self.modified_at),
            "LastModifiedRegion": self.arn.region_name,
        }

    def detail(self) -> dict[str, Any]:
        """DescribeQueue's Queue."""
        detail: dict[str, Any] = {
            "QueueId": self.arn.resource_id,
            "QueueArn": str(self.arn),
            "Name": self.name,
            "HoursOfOperationId": self.hours_of_operation.resource_id,
            "Status": self.status,
            "LastModifiedTime": as_datetime(self.modified_at),
            "LastModifiedRegion": self.arn.region_name,
        }
        if self.description is not None:
            detail["Description"] = self.description
        if self.max_contacts is not None:
            detail["MaxContacts"] = self.max_contacts
        if self.tags:
            detail["Tags"] = dict(self.tags)
        return detail
