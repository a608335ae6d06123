"""AWS::DynamoDB::Table, made by DynamoDB's API. ministack's type would replace another table of the same name."""

import json
from collections.abc import Callable
from typing import Any

from ministack.services import dynamodb

from local_aws.cloudformation.names import physical_name
from local_aws.cloudformation.resource_failure import ResourceFailure, already_exists

TYPE = "AWS::DynamoDB::Table"

AS_THEY_ARE = (
    "KeySchema",
    "AttributeDefinitions",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "TableClass",
    "OnDemandThroughput",
    "Tags",
)
LEAST_THROUGHPUT = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
KEPT_BY_UPDATE = ("items", "TableId", "CreationDateTime", "ItemCount", "TableSizeBytes")

Properties = dict[str, Any]
Provisioned = tuple[str, dict[str, Any]]
Response = tuple[int, dict[str, str], bytes]


def create(logical_resource_id: str, properties: Properties, stack_name: str) -> Provisioned:
    """Create a table. Raises ResourceFailure if a table has this name."""
    name = properties.get("TableName") or physical_name(stack_name, logical_resource_id)
    if name in dynamodb._tables:
        raise already_exists(TYPE, name)
    return _make(name, properties)


def update(
    physical_resource_id: str, old: Properties, new: Properties, stack_name: str, logical_resource_id: str
) -> Provisioned:
    """Change the table in place, with its items. Another name or key replaces the table."""
    if _is_other_table(old, new):
        if old.get("TableName") == new.get("TableName") is not None:
            raise ResourceFailure(
                f"CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename "
                f"{physical_resource_id} and update the stack again.",
                attempted=False,
            )
        return create(logical_resource_id, new, stack_name)
    before = dynamodb._tables.pop(physical_resource_id)
    try:
        made = _make(physical_resource_id, new)
    except ResourceFailure:
        dynamodb._tables[physical_resource_id] = before
        raise
    table = dynamodb._tables[physical_resource_id]
    table.update({name: before[name] for name in KEPT_BY_UPDATE})
    return made


def delete(physical_resource_id: str, _properties: Properties) -> None:
    """Delete the table. A missing table is no failure; a table with deletion protection is one."""
    if physical_resource_id in dynamodb._tables:
        _call(dynamodb._delete_table, {"TableName": physical_resource_id})


def _is_other_table(old: Properties, new: Properties) -> bool:
    def types(properties: Properties) -> dict[str, str]:
        return {each["AttributeName"]: each["AttributeType"] for each in properties.get("AttributeDefinitions", [])}

    before, after = types(old), types(new)
    retyped = any(after.get(name, kind) != kind for name, kind in before.items())
    return retyped or any(old.get(name) != new.get(name) for name in ("KeySchema", "TableName"))


def _make(name: str, properties: Properties) -> Provisioned:
    _call(dynamodb._create_table, _request(name, properties))
    table = dynamodb._tables[name]
    # CloudFormation waits until the table is ACTIVE. Here it is ACTIVE at once.
    table["TableStatus"] = "ACTIVE"
    time_to_live = properties.get("TimeToLiveSpecification")
    dynamodb._ttl_settings.pop(name, None)
    if time_to_live is not None and _is_true(time_to_live.get("Enabled", True)):
        dynamodb._ttl_settings[name] = {
            "TimeToLiveStatus": "ENABLED",
            "AttributeName": time_to_live["AttributeName"],
        }
    backups = properties.get("PointInTimeRecoverySpecification", {})
    dynamodb._pitr_settings[name] = _is_true(backups.get("PointInTimeRecoveryEnabled"))
    attributes = {"Arn": table["TableArn"], "TableId": table["TableId"]}
    return name, attributes | ({"StreamArn": table["LatestStreamArn"]} if table.get("LatestStreamArn") else {})


def _request(name: str, properties: Properties) -> dict[str, Any]:
    """CreateTable's parameters."""
    request = {member: properties[member] for member in AS_THEY_ARE if member in properties}
    mode = properties.get("BillingMode", "PROVISIONED")
    request |= {"TableName": name, "BillingMode": mode}
    if mode == "PROVISIONED":
        given = properties.get("ProvisionedThroughput", LEAST_THROUGHPUT)
        request["ProvisionedThroughput"] = {unit: int(value) for unit, value in given.items()}
    request["DeletionProtectionEnabled"] = _is_true(properties.get("DeletionProtectionEnabled"))
    if stream := properties.get("StreamSpecification"):
        request["StreamSpecification"] = {**stream, "StreamEnabled": True}
    if encryption := properties.get("SSESpecification"):
        others = {member: value for member, value in encryption.items() if member != "SSEEnabled"}
        request["SSESpecification"] = {**others, "Enabled": _is_true(encryption.get("SSEEnabled"))}
    return request


def _call(handler: Callable[[dict[str, Any]], Response], request: dict[str, Any]) -> None:
    status, _, body = handler(request)
    if status >= 400:
        answer = json.loads(body)
        code = answer["__type"].rpartition("#")[2]
        message = answer.get("message") or answer.get("Message")
        reason = f"{message} (Service: DynamoDb, Status Code: {status}, Error Code: {code})"
        raise ResourceFailure(reason, attempted=False)


def _is_true(value: object) -> bool:
    return value is True or value == "true"
