"""Amazon Connect's resource names, as far as phone numbers need them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_CONNECT_ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):connect:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):(?P<resource>[^\s]+)"
)
_IDENTIFIER = r"[A-Za-z0-9-]+"
_INSTANCE = re.compile(rf"instance/(?P<instance_id>{_IDENTIFIER})")
_TRAFFIC_DISTRIBUTION_GROUP = re.compile(rf"traffic-distribution-group/(?P<id>{_IDENTIFIER})")
_CONTACT_FLOW = re.compile(rf"instance/(?P<instance_id>{_IDENTIFIER})/contact-flow/(?P<contact_flow_id>{_IDENTIFIER})")
_PHONE_NUMBER = re.compile(rf"phone-number/(?P<phone_number_id>{_IDENTIFIER})")


@dataclass(frozen=True)
class ConnectArn:
    """An ARN of the service `connect`, split."""

    value: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, value: str) -> Self:
        """Split an ARN.

        Raises:
            ValueError: it is not an ARN of Amazon Connect.
        """
        match = _CONNECT_ARN.fullmatch(value)
        if match is None:
            raise ValueError(f"{value!r} is not an Amazon Connect ARN (arn:aws:connect:<Region>:<account>:…)")
        return cls(value, match["region"], match["account"], match["resource"])

    @property
    def is_instance(self) -> bool:
        """Whether it names an instance."""
        return _INSTANCE.fullmatch(self.resource) is not None

    @property
    def is_traffic_distribution_group(self) -> bool:
        """Whether it names a traffic distribution group."""
        return _TRAFFIC_DISTRIBUTION_GROUP.fullmatch(self.resource) is not None


@dataclass(frozen=True)
class ContactFlowArn:
    """A contact flow's ARN. It names everything that an association needs: Region, instance and flow."""

    value: str
    region: str
    instance_id: str
    contact_flow_id: str

    @classmethod
    def parse(cls, value: str) -> Self:
        """Split a contact flow's ARN.

        Raises:
            ValueError: it is not the ARN of a contact flow.
        """
        arn = ConnectArn.parse(value)
        match = _CONTACT_FLOW.fullmatch(arn.resource)
        if match is None:
            raise ValueError(
                f"{value!r} is not the ARN of a contact flow (…:instance/<instance id>/contact-flow/<flow id>)"
            )
        return cls(value, arn.region, match["instance_id"], match["contact_flow_id"])


def is_phone_number_arn(value: str) -> bool:
    """Whether a string is the V2 ARN of a phone number, `…:phone-number/<id>`."""
    match = _CONNECT_ARN.fullmatch(value)
    return match is not None and _PHONE_NUMBER.fullmatch(match["resource"]) is not None
