"""ARNs of Amazon Connect resources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

# No wildcards: an ARN goes into policies as it is.
_ARN = re.compile(
    r"arn:(aws[a-z-]*):connect:([a-z]{2,8}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}):([0-9]{12}):([a-z-]+)/([A-Za-z0-9/-]+)"
)


@dataclass(frozen=True)
class ConnectArn:
    """An ARN of the form `arn:partition:connect:Region:account:type/id`, where the id may itself be a path.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonconnect.html
    """

    partition: str
    region: str
    account: str
    resource_type: str
    resource_id: str

    @classmethod
    def parse(cls, arn: str) -> Self | None:
        """The ARN's parts; None where it is not an ARN of Amazon Connect. The ARN must hold no token."""
        match = _ARN.fullmatch(arn)
        return None if match is None else cls(*match.groups())

    @property
    def is_instance(self) -> bool:
        """Whether it names an instance, and not a part of one."""
        return self.resource_type == "instance" and "/" not in self.resource_id

    @property
    def is_traffic_distribution_group(self) -> bool:
        """Whether it names a traffic distribution group."""
        return self.resource_type == "traffic-distribution-group" and "/" not in self.resource_id

    @property
    def is_phone_number(self) -> bool:
        """Whether it names a phone number claimed to an instance or a traffic distribution group (a V2 ARN)."""
        return self.resource_type == "phone-number" and "/" not in self.resource_id

    @property
    def is_contact_flow(self) -> bool:
        """Whether it names a contact flow: `instance/<id>/contact-flow/<id>`."""
        return (
            self.resource_type == "instance" and re.fullmatch(r"[^/]+/contact-flow/[^/]+", self.resource_id) is not None
        )

    @property
    def instance_arn(self) -> str:
        """The ARN of the instance that the resource is, or is part of. Only for ARNs of type `instance`."""
        instance_id = self.resource_id.split("/")[0]
        return f"arn:{self.partition}:connect:{self.region}:{self.account}:instance/{instance_id}"
