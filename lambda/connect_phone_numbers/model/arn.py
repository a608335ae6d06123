"""The ARNs of Amazon Connect that phone numbers need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from .message import shown

# botocore makes a host's name of the Region, and raises an error of its own for anything else.
_REGION = r"[a-z]{2,8}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}"
_CONNECT_ARN = re.compile(
    rf"arn:(?P<partition>aws[a-z-]{{0,20}}):connect:(?P<region>{_REGION}):(?P<account>[0-9]{{12}}):(?P<resource>[^\s]+)"
)
# Connect service model 2017-08-08: InstanceId has at most 100 characters, ContactFlowId 500.
_IDENTIFIER = r"[A-Za-z0-9-]{1,100}"
_INSTANCE = re.compile(rf"instance/(?P<instance_id>{_IDENTIFIER})")
_TRAFFIC_DISTRIBUTION_GROUP = re.compile(rf"traffic-distribution-group/(?P<id>{_IDENTIFIER})")
_CONTACT_FLOW = re.compile(
    rf"instance/(?P<instance_id>{_IDENTIFIER})/contact-flow/(?P<contact_flow_id>[A-Za-z0-9-]{{1,500}})"
)
_PHONE_NUMBER = re.compile(rf"phone-number/(?P<phone_number_id>{_IDENTIFIER})")


@dataclass(frozen=True)
class ConnectArn:
    """An ARN of the service `connect`, and its parts."""

    value: str
    region: str
    account: str
    resource: str

    @classmethod
    def parse(cls, value: object) -> Self:
        """Split an ARN into its parts.

        Raises:
            ValueError: the value is not an ARN of Amazon Connect.
        """
        match = _CONNECT_ARN.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValueError(f"{shown(value)} is not an Amazon Connect ARN (arn:aws:connect:<Region>:<account>:…)")
        return cls(match[0], match["region"], match["account"], match["resource"])

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
    """A contact flow's ARN. It has all that an association needs: Region, instance and flow."""

    value: str
    region: str
    account: str
    instance_id: str
    contact_flow_id: str

    @classmethod
    def parse(cls, value: object) -> Self:
        """Split a contact flow's ARN into its parts.

        Raises:
            ValueError: the value is not the ARN of a contact flow.
        """
        arn = ConnectArn.parse(value)
        match = _CONTACT_FLOW.fullmatch(arn.resource)
        if match is None:
            raise ValueError(
                f"{shown(value)} is not the ARN of a contact flow (…:instance/<instance id>/contact-flow/<flow id>)"
            )
        return cls(arn.value, arn.region, arn.account, match["instance_id"], match["contact_flow_id"])

    @property
    def instance_arn(self) -> str:
        """The ARN of the flow's instance."""
        return self.value.partition("/contact-flow/")[0]


def is_phone_number_arn(value: str) -> bool:
    """Whether a string is the V2 ARN of a phone number, `…:phone-number/<id>`."""
    match = _CONNECT_ARN.fullmatch(value)
    return match is not None and _PHONE_NUMBER.fullmatch(match["resource"]) is not None
