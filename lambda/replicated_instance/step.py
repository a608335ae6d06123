"""One step of an operation on a replicated instance.

What was asked of the service is noted in the resource's record: by which Create, with which ClientToken, and whether
the service accepted it. The replica's tags say whose it is where the record is lost.
"""

from __future__ import annotations

from connect_phone_numbers.aws.cloud_formation import Answer
from connect_phone_numbers.errors import InvalidPropertiesError, TryAgainLater
from connect_phone_numbers.lifecycle.look import Look, Status, Wait

from .deleting import delete
from .instances import Instances
from .properties import Properties
from .replica import Replica
from .replicating import create_or_update


def replicated_instance_step(look: Look) -> Answer | Wait:
    """Take an operation as far as it will go now.

    Returns:
        What CloudFormation is told, or what is waited for.

    Raises:
        PhoneNumberError: the operation failed for good.
    """
    event = look.operation.event
    replica = Replica(look.record, Instances(look.services.connect_in))
    is_delete = event.kind == "Delete"
    try:
        if is_delete:
            delete(replica, Properties.of_the_past(event.properties, event.stack_id))
            answer = Answer("SUCCESS", event.physical_resource_id)
        else:
            try:
                properties = Properties.parse(event.properties, event.stack_id)
            except ValueError as error:
                name = event.logical_resource_id
                raise InvalidPropertiesError(f"Invalid replicated instance {name}: {error}.") from None
            attributes = create_or_update(replica, properties)
            answer = Answer("SUCCESS", attributes["ReplicaArn"], data=attributes)
    except TryAgainLater as reason:
        return Wait(Status.ENDING if is_delete else Status.REPLICATING, str(reason), reason.seconds)
    look.record.decide(answer)
    return answer
