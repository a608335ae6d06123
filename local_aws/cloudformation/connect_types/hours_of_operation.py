"""AWS::Connect::HoursOfOperation."""

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

TYPE = "AWS::Connect::HoursOfOperation"


def create(_logical_resource_id: str, properties: Properties, _stack_name: str) -> Provisioned:
    """Create opening hours."""
    hours = connect_client().create_hours_of_operation(
        InstanceId=instance_id(properties["InstanceArn"]),
        Name=properties["Name"],
        TimeZone=properties["TimeZone"],
        Config=[
            {"Day": day["Day"], "StartTime": _time(day["StartTime"]), "EndTime": _time(day["EndTime"])}
            for day in properties["Config"]
        ],
        **given(Description=properties.get("Description"), Tags=tag_map(properties)),
    )
    return hours["HoursOfOperationArn"], {"HoursOfOperationArn": hours["HoursOfOperationArn"]}


def update(physical_resource_id: str, old: Properties, new: Properties, _stack_name: str) -> Provisioned:
    """Change tags. Raises ResourceFailure for anything else, which the local Connect does not change."""
    if others := changed_names(old, new) - {"Tags"}:
        raise ResourceFailure(
            f"the local Connect does not change {', '.join(sorted(others))} of hours of operation. "
            "Give the changed hours another logical id."
        )
    update_tags(physical_resource_id, old, new)
    return physical_resource_id, {"HoursOfOperationArn": physical_resource_id}


def delete(physical_resource_id: str, properties: Properties) -> None:
    """Delete the hours; those that are gone are no failure."""
    try:
        connect_client().delete_hours_of_operation(
            InstanceId=instance_id(properties["InstanceArn"]),
            HoursOfOperationId=physical_resource_id.rsplit("/", 1)[1],
        )
    except ClientError as error:
        if not is_not_found(error):
            raise


def _time(time: dict[str, Any]) -> Any:  # noqa: ANN401 - the client's own type for it
    # A template may give a number as a string.
    return {"Hours": int(time["Hours"]), "Minutes": int(time["Minutes"])}
