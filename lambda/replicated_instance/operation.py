"""What a step of the protocol works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect_phone_numbers.core.arn import ConnectArn
from connect_phone_numbers.core.identity import Resource, client_token

from .instances import Instances
from .properties import Properties

STACK_ID_TAG = "connect-replicated-instance:stack-id"
LOGICAL_RESOURCE_ID_TAG = "connect-replicated-instance:logical-resource-id"


@dataclass(frozen=True)
class Operation:
    """One invocation's work on one resource.

    Attributes:
        resource: whose operation it is.
        physical_resource_id: the replica's ARN once it is there; before that, an id that names no replica.
    """

    resource: Resource
    physical_resource_id: str
    instances: Instances

    @property
    def replica(self) -> ConnectArn | None:
        """The replica that the resource has; None where none was ready yet."""
        try:
            named = ConnectArn.parse(self.physical_resource_id)
        except ValueError:
            return None
        return named if named.is_instance else None

    @property
    def owner_tags(self) -> dict[str, str]:
        """The tags that say on the replica itself whose it is."""
        return {
            STACK_ID_TAG: self.resource.stack_id,
            LOGICAL_RESOURCE_ID_TAG: self.resource.logical_resource_id,
        }

    def owns(self, tags: Mapping[str, str]) -> bool:
        """Whether a replica's tags name this resource as its owner."""
        return all(tags.get(key) == value for key, value in self.owner_tags.items())

    def replication_token(self, properties: Properties) -> str:
        """The ClientToken by which the service knows this resource's replication again."""
        return client_token(
            self.resource.stack_id,
            self.resource.logical_resource_id,
            properties.replica_arn,
            properties.replica_alias,
        )


def pending_id(resource: Resource, properties: Properties) -> str:
    """The PhysicalResourceId while the replica is being created: the same however often it is derived."""
    return f"replica-{client_token(str(resource), properties.replica_arn, properties.replica_alias)}"
