"""From an instance to its replica, ready for use.

Every call may be the first, a repetition, or the one after a crash. No record is kept: the replica's tags say whose it
is, and before they are there, the service itself knows the ClientToken again.
"""

from __future__ import annotations

from connect_phone_numbers.core.arn import ConnectArn
from connect_phone_numbers.errors import TryAgainLater

from .errors import ReplicaError
from .instance import Instance
from .instances import ReplicationRefusedError
from .operation import Operation
from .properties import Properties

GUIDE = "https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html"


def create_or_update(operation: Operation, properties: Properties) -> dict[str, str]:
    """Bring the resource to have the replica that its properties ask for.

    Returns:
        The resource's attributes.

    Raises:
        TryAgainLater: it is not ready yet.
        ReplicaError: it can't be had, or can't become what is asked for.
    """
    held = operation.replica
    if held is not None and held.resource == properties.instance.resource:
        replica = _unchanged(operation, held, properties)
    else:
        replica = _replicated(operation, properties)
    return {
        "InstanceArn": properties.instance.value,
        "ReplicaArn": replica.arn,
        "ReplicaId": properties.instance.resource.partition("/")[2],
        "ReplicaRegion": properties.replica_region,
    }


def find_or_request(operation: Operation, properties: Properties) -> Instance | None:
    """The replica, known to be this resource's, as far as it is there.

    Raises:
        ReplicationRefusedError: the instance can't be replicated, or was by somebody else.
    """
    replica = operation.instances.describe(properties.replica_arn)
    if replica is not None and operation.owns(operation.instances.tags(replica.arn)):
        return replica
    operation.instances.replicate(
        properties.instance.value,
        properties.replica_region,
        properties.replica_alias,
        operation.replication_token(properties),
    )
    replica = operation.instances.describe(properties.replica_arn)
    if replica is not None:
        operation.instances.tag(replica.arn, operation.owner_tags)
    return replica


def _unchanged(operation: Operation, held: ConnectArn, properties: Properties) -> Instance:
    if held.region != properties.replica_region:
        raise ReplicaError(
            f"The replica {held.value} can't become one in {properties.replica_region}: an instance has one replica. "
            "Remove it and its traffic distribution groups, deploy, and add it again with the other Region."
        )
    replica = operation.instances.describe(held.value)
    if replica is None:
        raise ReplicaError(
            f"The replica {held.value} is not there any more. Remove it from the app, deploy, and add it again."
        )
    if properties.replica_alias not in ("", replica.alias):
        raise ReplicaError(
            f"The replica {held.value} has the alias {replica.alias!r}, which can't become "
            f"{properties.replica_alias!r}: the service has no call for it. Give the alias that it has."
        )
    return replica


def _replicated(operation: Operation, properties: Properties) -> Instance:
    source = _source(operation, properties)
    if source.replication_status(properties.replica_region) == "INSTANCE_REPLICA_DELETING":
        raise TryAgainLater(f"an earlier replica of {source.arn} is being deleted")
    try:
        replica = find_or_request(operation, properties)
    except ReplicationRefusedError as refused:
        raise _refusal(source, properties, refused) from refused
    # What ReplicateInstance has begun shows only after it.
    _await(_source(operation, properties), replica, properties)
    if replica is None:
        raise TryAgainLater(f"{properties.replica_arn} is not there yet")
    return replica


def _source(operation: Operation, properties: Properties) -> Instance:
    source = operation.instances.describe(properties.instance.value)
    if source is None:
        raise ReplicaError(f"The instance {properties.instance.value} is not there: name one that is.")
    if source.status == "CREATION_IN_PROGRESS":
        raise TryAgainLater(f"{source.arn} is CREATION_IN_PROGRESS")
    if source.status != "ACTIVE":
        raise ReplicaError(
            f"The instance {source.arn} is {source.status}: {source.status_message} Only an ACTIVE one is replicated."
        )
    return source


def _await(source: Instance, replica: Instance | None, properties: Properties) -> None:
    replication = source.replications.get(properties.replica_region)
    if replication is not None and replication.status.endswith("_FAILED"):
        raise ReplicaError(
            f"The replication of {source.arn} to {properties.replica_region} is {replication.status}: "
            f"{replication.reason} See {GUIDE}"
        )
    if replica is not None and replica.status == "CREATION_FAILED":
        raise ReplicaError(f"The replica {replica.arn} is CREATION_FAILED: {replica.status_message} See {GUIDE}")
    status = source.replication_status(properties.replica_region)
    if replica is None or replica.status != "ACTIVE" or status != "INSTANCE_REPLICATION_COMPLETE":
        raise TryAgainLater(f"{properties.replica_arn} is {replica.status if replica else 'not there'}, {status}")


def _refusal(source: Instance, properties: Properties, refused: ReplicationRefusedError) -> ReplicaError:
    if source.replications:
        regions = ", ".join(sorted(source.replications))
        return ReplicaError(
            f"The instance {source.arn} is replicated already ({regions}), and not by this resource: {refused} Use "
            "that replica by its ARN, without this resource, or delete it first."
        )
    return ReplicaError(
        f"The instance {source.arn} can't be replicated to {properties.replica_region}: {refused} It has to be ACTIVE, "
        f"with an alias and SAML, in an account with Global Resiliency, and of a paired Region: {GUIDE}"
    )
