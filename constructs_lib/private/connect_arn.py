"""ARNs of Amazon Connect resources. Users give the resources as constructs or as ARNs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self, cast

from aws_cdk import Stack
from aws_cdk.interfaces.aws_connect import IContactFlowRef, IInstanceRef
from constructs import IConstruct

from .tokens import is_token

# No wildcards: an ARN goes into policies as it is.
_ARN = re.compile(
    r"arn:(aws[a-z-]*):connect:([a-z]{2,8}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}):([0-9]{12}):([a-z-]+)/([A-Za-z0-9/-]+)"
)
_REGION = re.compile(r"arn:[^:]+:connect:([a-z0-9-]+):")


@dataclass(frozen=True)
class ConnectArn:
    """An ARN of the form `arn:partition:connect:Region:account:type/id`, where the id may itself be a path.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
    """

    partition: str
    region: str
    account: str
    resource_type: str
    resource_id: str

    @classmethod
    def parse(cls, arn: object) -> Self | None:
        """The ARN's parts; None where it is not an ARN of Amazon Connect, or holds a token."""
        match = _ARN.fullmatch(arn) if isinstance(arn, str) else None
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


def instance_arn(instance: IInstanceRef | str) -> str:
    """The ARN of an instance. Any other value is returned as it is, and the rules refuse it."""
    if isinstance(instance, str) or not hasattr(instance, "instance_ref"):
        return cast(str, instance)
    return instance.instance_ref.instance_arn


def contact_flow_arn(contact_flow: IContactFlowRef | str) -> str:
    """The ARN of a contact flow. Any other value is returned as it is, and the rules refuse it."""
    if isinstance(contact_flow, str) or not hasattr(contact_flow, "contact_flow_ref"):
        return cast(str, contact_flow)
    return contact_flow.contact_flow_ref.contact_flow_arn


def region_of(resource: IConstruct | str, arn: str) -> str | None:
    """The Region of a resource that was given as a construct or by its ARN; None if it is not known.

    Args:
        resource: what was given.
        arn: the resource's ARN, which may be or hold tokens.
    """
    # A resource may be imported into a stack of another Region. The rest of its ARN may be tokens.
    if not isinstance(arn, str):
        return None
    if found := _REGION.match(arn):
        return found[1]
    if isinstance(resource, str):
        return None
    region = Stack.of(resource).region
    return None if is_token(region) else region
