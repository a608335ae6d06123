"""One set of opening hours."""

from dataclasses import dataclass, field
from typing import Any

from .arns import ConnectArn
from .clock import as_datetime


@dataclass
class HoursOfOperation:
    """When an instance's queues are open.

    `config` is the model's list of Day, StartTime and EndTime; `time_zone` an IANA name; `modified_at` in seconds since
    the epoch.
    """

    arn: ConnectArn
    name: str
    time_zone: str
    config: list[dict[str, Any]]
    modified_at: float
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """ListHoursOfOperations's member."""
        return {
            "Id": self.arn.resource_id,
            "Arn": str(self.arn),
            "Name": self.name,
            "LastModifiedTime": as_datetime(self.modified_at),
            "LastModifiedRegion": self.arn.region_name,
        }

    def detail(self) -> dict[str, Any]:
        """DescribeHoursOfOperation's HoursOfOperation."""
        detail: dict[str, Any] = {
            "HoursOfOperationId": self.arn.resource_id,
            "HoursOfOperationArn": str(self.arn),
            "Name": self.name,
            "TimeZone": self.time_zone,
            "Config": [dict(day) for day in self.config],
            "LastModifiedTime": as_datetime(self.modified_at),
            "LastModifiedRegion": self.arn.region_name,
        }
        if self.description is not None:
            detail["Description"] = self.description
        if self.tags:
            detail["Tags"] = dict(self.tags)
        return detail
