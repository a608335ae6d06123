"""AWS::Connect::Queue."""

from typing import Any

from botocore.exceptions import ClientError

from local_aws.cloudformation.connect_types.client import (
    Properties,
    Provisioned,
    changed_names,
    connect_client,
    given,
    instance_id,
    is_not_found,
    tag_map,
    update_tags,
)
from local_aws.cloudformation.resource_failure import ResourceFailure

TYPE = "AWS::Connect::Queue"
SERVED = frozenset({"InstanceArn", "Name", "HoursOfOperationArn", "Description", "MaxContacts", "Status", "Tags"})


def create(_logical_resource_id: str, properties: Properties, _stack_name: str) -> Provisioned:
    """Create a queue. Raises ResourceFailure for properties that the local Connect does not have."""
    if others := properties.keys() - SERVED:
        raise ResourceFailure(f"the local Connect has no {', '.join(sorted(others))} of a queue. Leave it out.")
    connect = connect_client()
    owner = instance_id(properties["InstanceArn"])
    # Not `given`: none at all is a maximum too.
    maximum: dict[str, Any] = {}
    if "MaxContacts" in properties:
        maximum["MaxContacts"] = int(properties["MaxContacts"])
    queue = connect.create_queue(
        InstanceId=owner,
        Name=properties["Name"],
        HoursOfOperationId=properties["HoursOfOperationArn"].rsplit("/", 1)[1],
        **maximum,
        **given(Description=properties.get("Description"), Tags=tag_map(properties)),
    )
    if "Status" in properties:
        connect.update_queue_status(InstanceId=owner, QueueId=queue["QueueId"], Status=properties["Status"])
    return queue["QueueArn"], _attributes(queue["QueueArn"])


def update(physical_resource_id: str, old: Properties, new: Properties, _stack_name: str) -> Provisioned:
    """Change tags and status. Raises ResourceFailure for anything else, which the local Connect does not change."""
    changed = changed_names(old, new)
    if others := changed - {"Tags", "Status"}:
        raise ResourceFailure(
            f"the local Connect does not change {', '.join(sorted(others))} of a queue. "
            "Give the changed queue another logical id."
        )
    if "Status" in changed:
        connect_client().update_queue_status(
            InstanceId=instance_id(new["InstanceArn"]),
            QueueId=physical_resource_id.rsplit("/", 1)[1],
            Status=new.get("Status", "ENABLED"),
        )
    update_tags(physical_resource_id, old, new)
    return physical_resource_id, _attributes(physical_resource_id)


def delete(physical_resource_id: str, properties: Properties) -> None:
    """Delete the queue; one that is gone is no failure."""
    try:
        connect_client().delete_queue(
            InstanceId=instance_id(properties["InstanceArn"]), QueueId=physical_resource_id.rsplit("/", 1)[1]
        )
    except ClientError as error:
        if not is_not_found(error):
            raise


def _attributes(arn: str) -> dict[str, str]:
    return {"QueueArn": arn, "Type": "STANDARD"}
