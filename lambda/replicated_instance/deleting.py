"""From a replica in any state to none."""

from __future__ import annotations

import logging

from connect_phone_numbers.core.identity import client_token
from connect_phone_numbers.errors import TryAgainLater

from .errors import ReplicaError
from .instance import Instance
from .instances import ReplicationRefusedError
from .operation import LOGICAL_RESOURCE_ID_TAG, STACK_ID_TAG, Operation
from .properties import Properties
from .replicating import find_or_request

_log = logging.getLogger(__name__)


def delete(operation: Operation, properties: Properties | None) -> None:
    """Delete the replica that the resource has, or had begun to create, and wait until it is gone.

    Args:
        operation: of the Delete.
        properties: what the resource had; None where that can't be read.

    Raises:
        TryAgainLater: it is not gone yet.
        ReplicaError: the service could not delete it.
        PhoneNumberError: the service refused: a traffic distribution group or a number needs it.
    """
    replica_arn = _replica_arn(operation, properties)
    if replica_arn is None:
        return
    replica = operation.instances.describe(replica_arn)
    if replica is not None and _is_ours(operation, replica, properties):
        operation.instances.delete(replica_arn, client_token("delete", operation.resource.stack_id, replica_arn))
        if operation.instances.describe(replica_arn) is not None:
            raise TryAgainLater(f"{replica_arn} is being deleted")
    if properties is not None:
        _await_end(operation, properties, replica_arn)


def _replica_arn(operation: Operation, properties: Properties | None) -> str | None:
    if operation.replica is not None:
        return operation.replica.value
    # A Create that came to nothing.
    return properties.replica_arn if properties else None


def _is_ours(operation: Operation, replica: Instance, properties: Properties | None) -> bool:
    tags = operation.instances.tags(replica.arn)
    if operation.owns(tags):
        return True
    if STACK_ID_TAG in tags:
        _log.warning(
            "The replica has another owner and is not deleted",
            extra={"replica_arn": replica.arn, "owner": tags.get(LOGICAL_RESOURCE_ID_TAG)},
        )
        return False
    if operation.replica is not None or properties is None:
        return operation.replica is not None
    try:
        find_or_request(operation, properties)
    except ReplicationRefusedError:
        _log.info("The replica is somebody else's and is not deleted", extra={"replica_arn": replica.arn})
        return False
    return True


def _await_end(operation: Operation, properties: Properties, replica_arn: str) -> None:
    source = operation.instances.describe(properties.instance.value)
    status = source.replication_status(properties.replica_region) if source else ""
    if status == "INSTANCE_REPLICA_DELETING":
        raise TryAgainLater(f"{replica_arn} is being deleted")
    if source is not None and status == "INSTANCE_REPLICATION_DELETION_FAILED":
        reason = source.replications[properties.replica_region].reason
        raise ReplicaError(f"The replica {replica_arn} could not be deleted: {reason} Delete it in the console.")
