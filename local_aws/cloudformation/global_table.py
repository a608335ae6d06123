"""AWS::DynamoDB::GlobalTable (CDK's TableV2): a table in this Region only, with the settings of its replica."""

from typing import Any

from ministack.core.responses import get_region

from local_aws.cloudformation import table

TYPE = "AWS::DynamoDB::GlobalTable"

OF_REPLICA = ("DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "TableClass", "Tags")

Properties = dict[str, Any]
Provisioned = tuple[str, dict[str, Any]]


def create(logical_resource_id: str, properties: Properties, stack_name: str) -> Provisioned:
    """Create the table. Raises as `table.create`."""
    return table.create(logical_resource_id, _as_table(properties), stack_name)


def update(
    physical_resource_id: str, old: Properties, new: Properties, stack_name: str, logical_resource_id: str
) -> Provisioned:
    """Update the table. Raises as `table.update`."""
    return table.update(physical_resource_id, _as_table(old), _as_table(new), stack_name, logical_resource_id)


def delete(physical_resource_id: str, properties: Properties) -> None:
    """Delete the table. Raises as `table.delete`."""
    table.delete(physical_resource_id, properties)


def _as_table(properties: Properties) -> Properties:
    replicas = {replica.get("Region"): replica for replica in properties.get("Replicas", [])}
    here = replicas.get(get_region(), {})
    return {**properties, **{name: here[name] for name in OF_REPLICA if name in here}}
