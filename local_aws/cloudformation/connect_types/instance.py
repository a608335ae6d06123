"""AWS::Connect::Instance."""

from botocore.exceptions import ClientError

from local_aws.cloudformation.connect_types.client import (
    Properties,
    Provisioned,
    changed_names,
    connect_client,
    given,
    instance_id,
    is_not_found,
    not_stabilized,
    tag_map,
    update_tags,
    wait_until,
)
from local_aws.cloudformation.resource_failure import ResourceFailure

TYPE = "AWS::Connect::Instance"


def create(_logical_resource_id: str, properties: Properties, _stack_name: str) -> Provisioned:
    """Create an instance and wait until it is ACTIVE. Raises ResourceFailure where it can't be created."""
    attributes = properties["Attributes"]
    instance = connect_client().create_instance(
        IdentityManagementType=properties["IdentityManagementType"],
        InboundCallsEnabled=_is_true(attributes["InboundCalls"]),
        OutboundCallsEnabled=_is_true(attributes["OutboundCalls"]),
        **given(
            InstanceAlias=properties.get("InstanceAlias"),
            DirectoryId=properties.get("DirectoryId"),
            Tags=tag_map(properties),
        ),
    )
    arn = instance["Arn"]
    wait_until(lambda: _is_active(arn), arn, TYPE)
    return arn, _describe(arn)


def update(physical_resource_id: str, old: Properties, new: Properties, _stack_name: str) -> Provisioned:
    """Change tags. Raises ResourceFailure for anything else, which the local Connect does not change."""
    if others := changed_names(old, new) - {"Tags"}:
        raise ResourceFailure(
            f"the local Connect does not change {', '.join(sorted(others))} of an instance. "
            "Give the changed instance another logical id."
        )
    update_tags(physical_resource_id, old, new)
    return physical_resource_id, _describe(physical_resource_id)


def delete(physical_resource_id: str, _properties: Properties) -> None:
    """Delete the instance; one that is gone is no failure."""
    try:
        connect_client().delete_instance(InstanceId=instance_id(physical_resource_id))
    except ClientError as error:
        if not is_not_found(error):
            raise


def _is_active(arn: str) -> bool:
    status = _describe(arn)["InstanceStatus"]
    if status == "CREATION_FAILED":
        raise not_stabilized(arn, TYPE)
    return status == "ACTIVE"


def _describe(arn: str) -> dict[str, str]:
    instance = connect_client().describe_instance(InstanceId=instance_id(arn))["Instance"]
    return {
        "Arn": arn,
        "Id": instance["Id"],
        "CreatedTime": instance["CreatedTime"].isoformat(),
        "InstanceStatus": instance["InstanceStatus"],
        "ServiceRole": instance.get("ServiceRole", ""),
    }


def _is_true(value: object) -> bool:
    return str(value).lower() == "true"
