"""AWS::Connect::TrafficDistributionGroup."""

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
    not_stabilized,
    tag_map,
    update_tags,
    wait_until,
)

TYPE = "AWS::Connect::TrafficDistributionGroup"


def create(_logical_resource_id: str, properties: Properties, _stack_name: str) -> Provisioned:
    """Create a group over a replicated instance and wait until it is ACTIVE."""
    group = connect_client().create_traffic_distribution_group(
        Name=properties["Name"],
        InstanceId=instance_id(properties["InstanceArn"]),
        **given(Description=properties.get("Description"), Tags=tag_map(properties)),
    )
    arn = group["Arn"]
    wait_until(lambda: _is_active(arn), arn, TYPE)
    return arn, _attributes(arn)


def update(physical_resource_id: str, old: Properties, new: Properties, stack_name: str) -> Provisioned:
    """Change tags; every other property replaces the group."""
    if changed_names(old, new) - {"Tags"}:
        return create("", new, stack_name)
    update_tags(physical_resource_id, old, new)
    return physical_resource_id, _attributes(physical_resource_id)


def delete(physical_resource_id: str, _properties: Properties) -> None:
    """Delete the group and wait until it is gone; ResourceInUse, while it holds numbers, is a failure."""
    try:
        connect_client().delete_traffic_distribution_group(TrafficDistributionGroupId=physical_resource_id)
    except ClientError as error:
        if is_not_found(error):
            return
        raise
    wait_until(lambda: _is_gone(physical_resource_id), physical_resource_id, TYPE)


def _is_active(arn: str) -> bool:
    status = _describe(arn)["Status"]
    if status == "CREATION_FAILED":
        raise not_stabilized(arn, TYPE)
    return bool(status == "ACTIVE")


def _is_gone(arn: str) -> bool:
    try:
        _describe(arn)
    except ClientError as error:
        if is_not_found(error):
            return True
        raise
    return False


def _attributes(arn: str) -> dict[str, Any]:
    group = _describe(arn)
    return {"TrafficDistributionGroupArn": arn, "Status": group["Status"], "IsDefault": group.get("IsDefault", False)}


def _describe(arn: str) -> dict[str, Any]:
    answer = connect_client().describe_traffic_distribution_group(TrafficDistributionGroupId=arn)
    return dict(answer["TrafficDistributionGroup"])
