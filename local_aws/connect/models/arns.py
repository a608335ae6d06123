"""Amazon Resource Names of Connect: made and read."""

import re
from dataclasses import dataclass

from moto.utilities.utils import get_partition

INSTANCE = "instance"
TRAFFIC_DISTRIBUTION_GROUP = "traffic-distribution-group"
PHONE_NUMBER = "phone-number"
CONTACT_FLOW = "contact-flow"
OPERATING_HOURS = "operating-hours"
QUEUE = "queue"
AGENT = "agent"
"""Of users' ARNs."""

_ARN = re.compile(
    r"arn:(?P<partition>[a-z-]+):connect:(?P<region_name>[a-z0-9-]+):(?P<account_id>\d+):"
    r"(?P<path>(?:[a-z-]+/[A-Za-z0-9_-]+)(?:/[a-z-]+/[A-Za-z0-9_-]+)*)"
)


@dataclass(frozen=True)
class ConnectArn:
    """One ARN taken apart; of `instance/I/contact-flow/F`, `resource_type` is contact-flow and `parent_id` is I."""

    region_name: str
    account_id: str
    resource_type: str
    resource_id: str
    parent_id: str | None = None

    def __str__(self) -> str:
        parent = f"{INSTANCE}/{self.parent_id}/" if self.parent_id else ""
        partition = get_partition(self.region_name)
        return (
            f"arn:{partition}:connect:{self.region_name}:{self.account_id}:"
            f"{parent}{self.resource_type}/{self.resource_id}"
        )


def parse_arn(text: str) -> ConnectArn | None:
    """The ARN in `text`, or None where it is not an ARN of Connect."""
    match = _ARN.fullmatch(text)
    if match is None:
        return None
    segments = match["path"].split("/")
    if len(segments) == 2:
        resource_type, resource_id, parent_id = segments[0], segments[1], None
    elif len(segments) == 4 and segments[0] == INSTANCE:
        _, parent_id, resource_type, resource_id = segments
    else:
        return None
    return ConnectArn(match["region_name"], match["account_id"], resource_type, resource_id, parent_id)
