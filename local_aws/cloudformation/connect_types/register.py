"""Making the types known to ministack."""

from ministack.services.cloudformation import provisioners

from local_aws.cloudformation.connect_types import (
    contact_flow,
    hours_of_operation,
    instance,
    phone_number,
    queue,
    traffic_distribution_group,
)


def register() -> None:
    """Add the types to ministack's table of provisioners."""
    for module in (instance, hours_of_operation, queue, contact_flow, traffic_distribution_group, phone_number):
        provisioners._RESOURCE_HANDLERS[module.TYPE] = {
            "create": module.create,
            "update": module.update,
            "delete": module.delete,
        }
