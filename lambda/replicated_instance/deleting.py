"""Deleting replicas."""

from __future__ import annotations

import logging
from contextlib import suppress

from connect_phone_numbers.errors import PhoneNumberError, TryAgainLater
from connect_phone_numbers.model.identity import client_token
from connect_phone_numbers.model.patience import LOOK_AGAIN_FOR_REPLICA

from .properties import Properties
from .replica import LOGICAL_RESOURCE_ID_TAG, Replica

_log = logging.getLogger(__name__)


def delete(replica: Replica, properties: Properties | None) -> None:
    """Delete the replica that the resource has, or has begun to create, and wait until it is gone.

    DeleteInstance is sent until the service has accepted it, and not again: the service allows one call in ten seconds.

    Args:
        replica: of the Delete.
        properties: the resource's properties; None where they can't be read.

    Raises:
        TryAgainLater: the replica is not gone yet.
        PhoneNumberError: the service could not delete the replica, or refused to, as a group or a number needs it.
    """
    replica_arn = replica.deleted
    if not replica_arn:
        return
    _end(replica, replica_arn)
    if properties is not None:
        _await_end(replica, properties, replica_arn)
    if replica.record.notes.get("ReplicaArn") == replica_arn:
        replica.forget()


def end_doomed(replica: Replica) -> None:
    """Delete the doomed replicas: those that earlier operations did not delete, or that no operation will name.

    Raises:
        TryAgainLater: they are not gone yet.
        PhoneNumberError: the service refused to delete one. The next operation tries again.
    """
    for replica_arn in replica.doomed:
        _end(replica, replica_arn)
        replica.spare(replica_arn)


def _end(replica: Replica, replica_arn: str) -> None:
    """Delete a replica, if it exists and is this resource's. Raises `TryAgainLater` until it is gone."""
    if replica.instances.describe(replica_arn) is None:
        return
    deletion = f"{replica.key} {replica_arn}"
    if replica.record.notes.get("DeletedIn") != deletion:
        if not _is_ours(replica, replica_arn):
            return
        _await_end_of_groups(replica, replica_arn)
        replica.instances.delete(replica_arn, client_token("delete", replica.key, replica_arn))
        replica.record.note(DeletedIn=deletion)
    raise TryAgainLater(f"{replica_arn} is being deleted", LOOK_AGAIN_FOR_REPLICA)


def _await_end_of_groups(replica: Replica, replica_arn: str) -> None:
    """Wait for groups that are being deleted: express mode does not, and a refused DeleteInstance may count as one."""
    groups = []
    # The question may be refused: by the policy of a stack of an older version, or because the replica is gone by now.
    with suppress(PhoneNumberError):
        groups = replica.instances.groups_being_deleted(replica_arn)
    if groups:
        names = ", ".join(groups)
        raise TryAgainLater(f"groups of {replica_arn} are being deleted: {names}", LOOK_AGAIN_FOR_REPLICA)


def _is_ours(replica: Replica, replica_arn: str) -> bool:
    tags = replica.instances.tags(replica_arn)
    if replica.made(replica_arn, tags):
        return True
    _log.warning(
        "The replica is not deleted: by its tags, it is not this resource's",
        extra={"replica_arn": replica_arn, "owner": tags.get(LOGICAL_RESOURCE_ID_TAG)},
    )
    return False


def _await_end(replica: Replica, properties: Properties, replica_arn: str) -> None:
    source = replica.instances.describe(properties.instance.value)
    status = source.replication_status(properties.replica_region) if source else ""
    if status == "INSTANCE_REPLICA_DELETING":
        raise TryAgainLater(f"{replica_arn} is being deleted", LOOK_AGAIN_FOR_REPLICA)
    if source is not None and status == "INSTANCE_REPLICATION_DELETION_FAILED":
        reason = source.replications[properties.replica_region].reason
        raise PhoneNumberError(f"The replica {replica_arn} could not be deleted: {reason} Delete it in the console.")
