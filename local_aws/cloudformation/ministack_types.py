"""Where ministack's own types lose something that CloudFormation keeps, or lack something that it has."""

from typing import Any

from ministack.services import dynamodb, lambda_svc
from ministack.services.cloudformation import provisioners

from local_aws.cloudformation import metric_math_alarm
from local_aws.cloudformation.resource_failure import ResourceFailure

TABLE = "AWS::DynamoDB::Table"
FUNCTION = "AWS::Lambda::Function"
LOG_GROUP = "AWS::Logs::LogGroup"

KEEPING = {TABLE: ("KeySchema", "TableName"), LOG_GROUP: ("LogGroupName",)}


def register() -> None:
    """Replace those provisioners of ministack's."""
    handlers = provisioners._RESOURCE_HANDLERS
    handlers[TABLE] = {**handlers[TABLE], "update": _update_table, "update_with_logical_id": True}
    handlers[LOG_GROUP] = {**handlers[LOG_GROUP], "update": _update_log_group, "update_with_logical_id": True}
    handlers[metric_math_alarm.TYPE] = {**handlers[metric_math_alarm.TYPE], "create": metric_math_alarm.create}
    handlers[FUNCTION] = {**handlers[FUNCTION], "delete": _delete_function}


def _update_table(
    physical_resource_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str, logical_resource_id: str
) -> tuple[str, dict[str, Any]]:
    """Create the table anew with the items of the old one, which ministack would drop."""
    items = dynamodb._tables[physical_resource_id]["items"]
    replaced = _replaces(TABLE, old, new)
    if replaced and old.get("TableName") == new.get("TableName"):
        raise ResourceFailure(
            f"the local CloudFormation does not replace {physical_resource_id} by a table of the same name. "
            "Give the table another logical id."
        )
    created: tuple[str, dict[str, Any]] = provisioners._ddb_create(logical_resource_id, new, stack_name)
    if not replaced:
        dynamodb._tables[physical_resource_id]["items"] = items
    return created


def _update_log_group(
    physical_resource_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str, logical_resource_id: str
) -> tuple[str, dict[str, Any]]:
    """Create the log group anew with the streams of the old one, which ministack would drop."""
    log_groups = provisioners._cw_logs._log_groups
    streams = log_groups[physical_resource_id]["streams"]
    created: tuple[str, dict[str, Any]] = provisioners._cwlogs_create(logical_resource_id, new, stack_name)
    if not _replaces(LOG_GROUP, old, new):
        log_groups[physical_resource_id]["streams"] = streams
    return created


def _delete_function(physical_resource_id: str, properties: dict[str, Any]) -> None:
    """Delete the function and end its processes, which ministack would leave running."""
    provisioners._lambda_delete(physical_resource_id, properties)
    lambda_svc.invalidate_worker(physical_resource_id)


def _replaces(resource_type: str, old: dict[str, Any], new: dict[str, Any]) -> bool:
    return any(old.get(name) != new.get(name) for name in KEEPING[resource_type])
