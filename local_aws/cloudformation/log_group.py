"""AWS::Logs::LogGroup. An update keeps the log streams, which ministack's type loses."""

from typing import Any

from ministack.services.cloudformation import provisioners

from local_aws.cloudformation.names import physical_name
from local_aws.cloudformation.resource_failure import already_exists

TYPE = "AWS::Logs::LogGroup"

Properties = dict[str, Any]
Provisioned = tuple[str, dict[str, Any]]


def create(logical_resource_id: str, properties: Properties, stack_name: str) -> Provisioned:
    """Create a log group. Raises ResourceFailure if a log group has this name."""
    name = properties.get("LogGroupName") or physical_name(stack_name, logical_resource_id)
    if name in provisioners._cw_logs._log_groups:
        raise already_exists(TYPE, name)
    return _make(name, properties)


def update(
    physical_resource_id: str, old: Properties, new: Properties, stack_name: str, logical_resource_id: str
) -> Provisioned:
    """Change the log group in place; a new name makes a new log group."""
    if old.get("LogGroupName") != new.get("LogGroupName"):
        return create(logical_resource_id, new, stack_name)
    streams = provisioners._cw_logs._log_groups[physical_resource_id]["streams"]
    made = _make(physical_resource_id, new)
    provisioners._cw_logs._log_groups[physical_resource_id]["streams"] = streams
    return made


def _make(name: str, properties: Properties) -> Provisioned:
    made: Provisioned = provisioners._cwlogs_create("", {**properties, "LogGroupName": name}, "")
    return made
