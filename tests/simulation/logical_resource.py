"""One resource of a stack's template, and the events that CloudFormation sends for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.simulation.cloudformation import CloudFormation, Event
from tests.simulation.response_url import response_url

Properties = Mapping[str, Any]

SERVICE_TIMEOUT = 2880
"""The ServiceTimeout of the constructs' resources, in seconds."""
SERVICE_TOKEN = "arn:aws:lambda:us-east-1:123456789012:function:phone-numbers"
PHONE_NUMBER = "Custom::ConnectPhoneNumber"
REPLICATED_INSTANCE = "Custom::ConnectReplicatedInstance"
QUOTA_INCREASE = "Custom::ConnectPhoneNumberQuotaIncrease"
TRAFFIC_DISTRIBUTION = "Custom::ConnectTrafficDistribution"
TRAFFIC_DISTRIBUTION_GROUP_USER = "Custom::ConnectTrafficDistributionGroupUser"


@dataclass(frozen=True)
class LogicalResource:
    """A resource of a template, of any type."""

    cloudformation: CloudFormation
    stack_id: str
    logical_resource_id: str
    resource_type: str = PHONE_NUMBER
    service_timeout: int = SERVICE_TIMEOUT

    @property
    def stack_name(self) -> str:
        return self.stack_id.split("/")[1]

    def create(self, properties: Properties, request_id: str = "") -> Event:
        return self.event("Create", properties, request_id)

    def update(self, old: Properties, new: Properties, physical_resource_id: str, request_id: str = "") -> Event:
        more = {"OldResourceProperties": self._all(old), "PhysicalResourceId": physical_resource_id}
        return self.event("Update", new, request_id, **more)

    def delete(self, properties: Properties, physical_resource_id: str, request_id: str = "") -> Event:
        return self.event("Delete", properties, request_id, PhysicalResourceId=physical_resource_id)

    def event(self, kind: str, properties: Properties, request_id: str = "", **more: Any) -> Event:
        """An event as CloudFormation sends it now.

        Args:
            kind: Create, Update or Delete.
            properties: the ResourceProperties.
            request_id: a RequestId that is used again; "" for a new one.
            more: the event's other members.
        """
        request_id = request_id or f"{self.cloudformation.number():08x}-0000-4000-8000-000000000000"
        now = self.cloudformation.now()
        event = {
            "RequestType": kind,
            "ServiceToken": SERVICE_TOKEN,
            "ResponseURL": response_url(self.stack_id, self.logical_resource_id, request_id, now),
            "StackId": self.stack_id,
            "RequestId": request_id,
            "LogicalResourceId": self.logical_resource_id,
            "ResourceType": self.resource_type,
            "ResourceProperties": self._all(properties),
            **more,
        }
        return dict(json.loads(json.dumps(event)))

    def _all(self, properties: Properties) -> Properties:
        own = {"ServiceToken": SERVICE_TOKEN, "ServiceTimeout": self.service_timeout, **properties}
        return {name: _as_strings(value) for name, value in own.items()}


def new_stack_id(cloudformation: CloudFormation, name: str = "") -> str:
    """The id of a new stack."""
    number = cloudformation.number()
    return f"arn:aws:cloudformation:us-east-1:123456789012:stack/{name or f'stack-{number}'}/{number:08d}-aaaa"


def _as_strings(value: Any) -> Any:
    """Every scalar is a string, as CloudFormation hands properties to custom resources."""
    if isinstance(value, Mapping):
        return {name: _as_strings(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_strings(each) for each in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
