"""AWS::Connect::ContactFlow."""

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

TYPE = "AWS::Connect::ContactFlow"
REPLACING = frozenset({"InstanceArn", "Type"})


def create(_logical_resource_id: str, properties: Properties, _stack_name: str) -> Provisioned:
    """Create a published flow."""
    flow = connect_client().create_contact_flow(
        InstanceId=instance_id(properties["InstanceArn"]),
        Name=properties["Name"],
        Type=properties["Type"],
        Content=properties["Content"],
        **given(Description=properties.get("Description"), Tags=tag_map(properties)),
    )
    return flow["ContactFlowArn"], {"ContactFlowArn": flow["ContactFlowArn"]}


def update(physical_resource_id: str, old: Properties, new: Properties, stack_name: str) -> Provisioned:
    """Change tags, or replace the flow where another instance or type asks for it.

    Raises ResourceFailure for what the local Connect does not change.
    """
    changed = changed_names(old, new)
    if changed & REPLACING:
        return create("", new, stack_name)
    if others := changed - {"Tags"}:
        raise ResourceFailure(
            f"the local Connect does not change {', '.join(sorted(others))} of a contact flow. "
            "Give the changed flow another logical id."
        )
    update_tags(physical_resource_id, old, new)
    return physical_resource_id, {"ContactFlowArn": physical_resource_id}


def delete(physical_resource_id: str, properties: Properties) -> None:
    """Delete the flow; one that is gone is no failure."""
    try:
        connect_client().delete_contact_flow(
            InstanceId=instance_id(properties["InstanceArn"]), ContactFlowId=physical_resource_id.rsplit("/", 1)[1]
        )
    except ClientError as error:
        if not is_not_found(error):
            raise
