"""Creating a replica, and waiting until it is ready for use."""

from __future__ import annotations

from connect_phone_numbers.errors import NotLookedAtError, PhoneNumberError, TryAgainLater
from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.patience import LOOK_AGAIN_FOR_REPLICA

from .instance import Instance
from .instances import NotReadyError, ReplicationRefusedError
from .properties import Properties
from .replica import Replica

GUIDE = "https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html"


def create_or_update(replica: Replica, properties: Properties) -> dict[str, str]:
    """Create the replica that the properties ask for, or find it.

    Returns:
        The resource's attributes.

    Raises:
        TryAgainLater: the replica is not ready yet.
        PhoneNumberError: the instance can't be replicated, or the replica can't become what the properties ask for.
    """
    held = replica.held
    if held is not None and held.resource == properties.instance.resource:
        instance = _unchanged(replica, held, properties)
    else:
        instance = _replicated(replica, properties)
    return {
        "InstanceArn": properties.instance.value,
        "ReplicaArn": instance.arn,
        "ReplicaId": properties.instance.resource.partition("/")[2],
        "ReplicaRegion": properties.replica_region,
    }


def _find_or_request(replica: Replica, source: Instance, properties: Properties) -> Instance | None:
    """The resource's own replica; None where the service does not show it yet.

    Raises:
        ReplicationRefusedError: the instance can't be replicated, or somebody else has replicated it.
    """
    instance = replica.instances.describe(properties.replica_arn)
    is_gone = instance is None and properties.replica_region not in source.replications
    replica.want(properties.replica_arn, is_gone=is_gone)
    if instance is not None and replica.owns(replica.instances.tags(instance.arn)):
        return instance
    if not replica.record.notes.get("Accepted"):
        _request(replica, source, properties, is_there=instance is not None)
        instance = replica.instances.describe(properties.replica_arn)
    if instance is not None:
        replica.instances.tag(instance.arn, replica.owner_tags)
    return instance


def _request(replica: Replica, source: Instance, properties: Properties, *, is_there: bool) -> None:
    """Send ReplicateInstance, unless others have made the replica: it would be taken for this resource's.

    Raises:
        ReplicationRefusedError: others have made it, or the service refused.
    """
    sent, status = replica.record.notes.get("Sent", ""), source.replication_status(properties.replica_region)
    try:
        if not sent and (is_there or status.endswith(("_IN_PROGRESS", "_COMPLETE"))):
            raise ReplicationRefusedError(f"The replica in {properties.replica_region} is there.")
        replica.record.note(Sent="true")
        replica.instances.replicate(
            properties.instance.value, properties.replica_region, properties.replica_alias, replica.token
        )
    except ReplicationRefusedError:
        # A Delete has nothing to undo.
        replica.forget()
        raise
    except (PhoneNumberError, NotLookedAtError, NotReadyError):
        replica.record.note(Sent=sent)
        raise
    replica.record.note(Accepted="true")


def _unchanged(replica: Replica, held: ConnectArn, properties: Properties) -> Instance:
    if held.region != properties.replica_region:
        raise PhoneNumberError(
            f"The replica {held.value} can't become one in {properties.replica_region}: an instance has one replica. "
            "Remove it and its traffic distribution groups, deploy, and add it again with the other Region."
        )
    instance = replica.instances.describe(held.value)
    if instance is None:
        raise PhoneNumberError(
            f"The replica {held.value} is not there any more. Remove it from the app, deploy, and add it again."
        )
    if properties.replica_alias not in ("", instance.alias):
        raise PhoneNumberError(
            f"The replica {held.value} has the alias {instance.alias!r}, which can't become "
            f"{properties.replica_alias!r}: the service has no call for it. Give the alias that it has."
        )
    return instance


def _replicated(replica: Replica, properties: Properties) -> Instance:
    source = _source(replica, properties)
    if source.replication_status(properties.replica_region) == "INSTANCE_REPLICA_DELETING":
        raise TryAgainLater(f"an earlier replica of {source.arn} is being deleted", LOOK_AGAIN_FOR_REPLICA)
    try:
        instance = _find_or_request(replica, source, properties)
    except ReplicationRefusedError as refused:
        raise _refusal(source, properties, refused) from refused
    # The source shows the replication only after ReplicateInstance.
    _await(_source(replica, properties), instance, properties)
    if instance is None:
        raise TryAgainLater(f"{properties.replica_arn} is not there yet", LOOK_AGAIN_FOR_REPLICA)
    replica.give()
    return instance


def _source(replica: Replica, properties: Properties) -> Instance:
    source = replica.instances.describe(properties.instance.value)
    if source is None:
        raise PhoneNumberError(f"The instance {properties.instance.value} is not there: name one that is.")
    if source.status == "CREATION_IN_PROGRESS":
        raise TryAgainLater(f"{source.arn} is CREATION_IN_PROGRESS", LOOK_AGAIN_FOR_REPLICA)
    if source.status != "ACTIVE":
        raise PhoneNumberError(
            f"The instance {source.arn} is {source.status}: {source.status_message} Only an ACTIVE one is replicated."
        )
    return source


def _await(source: Instance, instance: Instance | None, properties: Properties) -> None:
    replication = source.replications.get(properties.replica_region)
    if replication is not None and replication.status.endswith("_FAILED"):
        raise PhoneNumberError(
            f"The replication of {source.arn} to {properties.replica_region} is {replication.status}: "
            f"{replication.reason} See {GUIDE}"
        )
    if instance is not None and instance.status == "CREATION_FAILED":
        raise PhoneNumberError(f"The replica {instance.arn} is CREATION_FAILED: {instance.status_message} See {GUIDE}")
    status = source.replication_status(properties.replica_region)
    if instance is None or instance.status != "ACTIVE" or status != "INSTANCE_REPLICATION_COMPLETE":
        state = instance.status if instance else "not there"
        raise TryAgainLater(f"{properties.replica_arn} is {state}, {status}", LOOK_AGAIN_FOR_REPLICA)


def _refusal(source: Instance, properties: Properties, refused: ReplicationRefusedError) -> PhoneNumberError:
    if source.replications:
        regions = ", ".join(sorted(source.replications))
        return PhoneNumberError(
            f"The instance {source.arn} is replicated already ({regions}), and not by this resource: {refused} Use "
            "that replica by its ARN, without this resource, or delete it first."
        )
    return PhoneNumberError(
        f"The instance {source.arn} can't be replicated to {properties.replica_region}: {refused} It has to be ACTIVE, "
        f"with an alias and SAML, in an account with Global Resiliency, and of a paired Region: {GUIDE}"
    )
