"""A stack: ministack's record of it, its events and its status."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import cloudformation

from local_aws.cloudformation.behaviour import Behaviour
from local_aws.cloudformation.stack_resource import StackResource

STACK_TYPE = "AWS::CloudFormation::Stack"


_LAST = [datetime.min.replace(tzinfo=UTC)]


def timestamp() -> str:
    """The present time in UTC, at least a millisecond after the last one, so that events sort in their order."""
    _LAST[0] = max(datetime.now(UTC), _LAST[0] + timedelta(milliseconds=1))
    return _LAST[0].strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True)
class Stack:
    """A view of ministack's record of a stack. `record` is ministack's own dict, and changes go into it."""

    stack_name: str
    stack_id: str
    record: dict[str, Any]

    @property
    def resources(self) -> dict[str, StackResource]:
        """The stack's resources by logical id."""
        resources: dict[str, StackResource] = self.record["_resources"]
        return resources

    @property
    def behaviour(self) -> Behaviour:
        """The behaviour that the stack's tags choose. Raises ValueError as `Behaviour.of`."""
        return Behaviour.of(self.record)

    @property
    def is_express(self) -> bool:
        """Whether its present or last operation is in express mode."""
        return bool(self.record.get("DeploymentConfig", {}).get("Mode") == "EXPRESS")

    @property
    def status(self) -> str:
        """The stack's status, for example `CREATE_COMPLETE`."""
        return str(self.record["StackStatus"])

    def enter(self, status: str, reason: str = "") -> None:
        """Set the stack's status and record the event that says so."""
        self.record["StackStatus"] = status
        self.record["StackStatusReason"] = reason
        self.record["LastUpdatedTime"] = timestamp()
        self.event(self.stack_name, STACK_TYPE, status, reason, self.stack_id)

    def resource_event(self, resource: StackResource, status: str, reason: str = "") -> None:
        """Record an event of a resource, and its status with it."""
        resource["ResourceStatus"] = status
        resource["Timestamp"] = timestamp()
        self.event(
            resource["LogicalResourceId"], resource["ResourceType"], status, reason, resource["PhysicalResourceId"]
        )

    def event(
        self, logical_resource_id: str, resource_type: str, status: str, reason: str, physical_resource_id: str
    ) -> None:
        """Record one stack event."""
        event = {
            "StackId": self.stack_id,
            "StackName": self.stack_name,
            "EventId": new_uuid(),
            "LogicalResourceId": logical_resource_id,
            "PhysicalResourceId": physical_resource_id,
            "ResourceType": resource_type,
            "ResourceStatus": status,
            "ResourceStatusReason": reason,
            "Timestamp": timestamp(),
        }
        cloudformation._stack_events.setdefault(self.stack_id, []).append(event)
