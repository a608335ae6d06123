"""One step of an operation on a replicated instance.

The resource's record notes each request: its operation, what its ClientToken is made of, and whether the service
accepted it. Where the record is lost, the replica's tags name its owner.
"""

from __future__ import annotations

import logging

from connect_phone_numbers.aws.cloud_formation import Answer
from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.lifecycle.allowed_soon import allowed_soon
from connect_phone_numbers.lifecycle.look import Look
from connect_phone_numbers.model.patience import LEFTOVERS_SECONDS

from .deleting import delete, end_doomed
from .instances import Instances
from .properties import Properties
from .replica import Replica
from .replicating import create_or_update

_log = logging.getLogger(__name__)


def step(look: Look) -> Answer:
    """Carry out an operation, and return the answer for CloudFormation.

    Raises:
        PhoneNumberError: the operation failed for good.
        TryAgainLater: the operation is not over.
    """
    replica = Replica(look.record, Instances(look.services.connect_in))
    take = _delete if look.operation.event.kind == "Delete" else _create_or_update
    try:
        with allowed_soon(look):
            answer = take(look, replica)
    except PhoneNumberError:
        replica.doom_after_failure()
        raise
    look.record.decide(answer)
    return answer


def end_late(look: Look) -> None:
    """Delete the replica of a Delete that came after the end of all other operations: no other may follow.

    Raises:
        TryAgainLater: the replica is not gone yet.
    """
    replica = Replica(look.record, Instances(look.services.connect_in))
    replica.doom_late()
    _end_doomed(look, replica)


def _delete(look: Look, replica: Replica) -> Answer:
    event = look.operation.event
    replica.doom_late()
    delete(replica, Properties.of_the_past(event.properties, event.stack_id))
    end_doomed(replica)
    return Answer("SUCCESS", event.physical_resource_id)


def _create_or_update(look: Look, replica: Replica) -> Answer:
    event = look.operation.event
    try:
        properties = Properties.parse(event.properties, event.stack_id)
    except ValueError as error:
        name = event.logical_resource_id
        raise PhoneNumberError(f"Invalid replicated instance {name}: {error}.") from None
    replica.doom_late(properties.replica_arn)
    replica.doom_unheard(properties.replica_arn)
    if look.age <= LEFTOVERS_SECONDS:
        _end_doomed(look, replica)
    attributes = create_or_update(replica, properties)
    return Answer("SUCCESS", attributes["ReplicaArn"], data=attributes)


def _end_doomed(look: Look, replica: Replica) -> None:
    """Delete the doomed replicas. If the service refuses, this operation goes on, and the next one tries again."""
    try:
        with allowed_soon(look):
            end_doomed(replica)
    except PhoneNumberError as refused:
        _log.warning("An earlier replica can't be deleted now", extra={"why": str(refused)})
