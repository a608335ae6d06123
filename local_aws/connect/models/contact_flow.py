"""One contact flow."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from .arns import ConnectArn
from .clock import as_datetime

PUBLISHED = "PUBLISHED"
INBOUND = "CONTACT_FLOW"
"""The type of flow that calls to a phone number can enter."""


@dataclass
class ContactFlow:
    """A flow of one instance in one Region; `modified_at` in seconds since the epoch."""

    arn: ConnectArn
    name: str
    contact_flow_type: str
    content: str
    modified_at: float
    status: str = PUBLISHED
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def content_sha256(self) -> str:
        """64 hexadecimal digits."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    def summary(self) -> dict[str, Any]:
        """ListContactFlows's member."""
        return {
            "Id": self.arn.resource_id,
            "Arn": str(self.arn),
            "Name": self.name,
            "ContactFlowType": self.contact_flow_type,
            "ContactFlowState": "ACTIVE",
            "ContactFlowStatus": self.status,
        }

    def detail(self) -> dict[str, Any]:
        """DescribeContactFlow's ContactFlow."""
        detail: dict[str, Any] = {
            "Arn": str(self.arn),
            "Id": self.arn.resource_id,
            "Name": self.name,
            "Type": self.contact_flow_type,
            "State": "ACTIVE",
            "Status": self.status,
            "Content": self.content,
            "FlowContentSha256": self.content_sha256,
            "LastModifiedTime": as_datetime(self.modified_at),
            "LastModifiedRegion": self.arn.region_name,
        }
        if self.description is not None:
            detail["Description"] = self.description
        if self.tags:
            detail["Tags"] = dict(self.tags)
        return detail
