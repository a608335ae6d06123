import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def table(policy: str = "Delete", **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": policy,
        "Properties": {
            "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "PK", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
            **properties,
        },
    }


@pytest.fixture
def dynamodb(local_aws: LocalAws) -> Any:
    return local_aws.client("dynamodb")


@pytest.fixture
def new_stack(stack: RecordingStack) -> Callable[..., str]:
    """Create a stack of one table: how that ended."""

    def create(name: str, definition: dict[str, Any]) -> str:
        stack.name = name
        stack.__dict__.pop("_id", None)
        return stack.create({"Table": definition})

    return create


def test_a_retained_table_survives_its_stack_and_keeps_its_name(
    dynamodb: Any, stack: RecordingStack, new_stack: Callable[..., str]
) -> None:
    name = f"ledger-{uuid.uuid4().hex[:8]}"
    assert new_stack(f"{name}-one", table("Retain", TableName=name)) == "CREATE_COMPLETE"
    dynamodb.put_item(TableName=name, Item={"PK": {"S": "kept"}})
    assert stack.delete() == "DELETE_COMPLETE"
    assert new_stack(f"{name}-one", table("Retain", TableName=name)) == "ROLLBACK_COMPLETE"
    reason = stack.reasons("CREATE_FAILED")["Table"]
    assert f"identifier '{name}' already exists" in reason
    assert dynamodb.scan(TableName=name)["Items"] == [{"PK": {"S": "kept"}}]


def test_a_table_made_by_api_is_nobodys(dynamodb: Any, stack: RecordingStack, new_stack: Callable[..., str]) -> None:
    name = f"ledger-{uuid.uuid4().hex[:8]}"
    dynamodb.create_table(TableName=name, **table()["Properties"])
    assert new_stack(f"{name}-one", table(TableName=name)) == "ROLLBACK_COMPLETE"
    assert stack.delete() == "DELETE_COMPLETE"
    assert dynamodb.describe_table(TableName=name)["Table"]["TableStatus"] == "ACTIVE"


def test_a_stack_made_again_gives_its_resources_other_names(
    stack: RecordingStack, new_stack: Callable[..., str]
) -> None:
    name = stack.name
    names = set()
    for _ in range(2):
        assert new_stack(name, table("Retain")) == "CREATE_COMPLETE"
        names.add(stack.resources()["Table"][0])
        stack.delete()
    assert len(names) == 2
    assert all(each.startswith(f"{name}-Table-") for each in names)


def test_a_protected_table_can_not_be_deleted_with_its_stack(dynamodb: Any, stack: RecordingStack) -> None:
    stack.create({"Table": table(DeletionProtectionEnabled=True)})
    (name, _) = stack.resources()["Table"]
    assert stack.delete() == "DELETE_FAILED"
    dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
    assert stack.delete() == "DELETE_COMPLETE"
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.describe_table(TableName=name)


def test_the_settings_of_a_template_are_the_tables(dynamodb: Any, stack: RecordingStack) -> None:
    definition = table(
        TimeToLiveSpecification={"AttributeName": "ExpiresAt", "Enabled": True},
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
        SSESpecification={"SSEEnabled": True},
    )
    stack.create({"Table": definition})
    (name, _) = stack.resources()["Table"]
    described = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert described == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ExpiresAt"}
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert dynamodb.describe_table(TableName=name)["Table"]["SSEDescription"]["Status"] == "ENABLED"


def test_an_update_keeps_a_tables_items(dynamodb: Any, stack: RecordingStack) -> None:
    stack.create({"Table": table()})
    (name, _) = stack.resources()["Table"]
    dynamodb.put_item(TableName=name, Item={"PK": {"S": "kept"}})
    before = dynamodb.describe_table(TableName=name)["Table"]["TableId"]
    assert stack.update({"Table": table(DeletionProtectionEnabled=True)}) == "UPDATE_COMPLETE"
    after = dynamodb.describe_table(TableName=name)["Table"]
    assert (after["TableId"], after["DeletionProtectionEnabled"]) == (before, True)
    assert dynamodb.scan(TableName=name)["Items"] == [{"PK": {"S": "kept"}}]


def test_another_key_is_another_table_which_a_given_name_forbids(stack: RecordingStack) -> None:
    name = f"ledger-{uuid.uuid4().hex[:8]}"
    other = json.loads(json.dumps(table()).replace('"PK"', '"Id"'))
    stack.create({"Table": table(), "Named": table(TableName=name)})
    before = stack.resources()["Table"][0]
    assert stack.update({"Table": other, "Named": table(TableName=name)}) == "UPDATE_COMPLETE"
    assert stack.resources()["Table"][0] != before
    named = {**other, "Properties": {**other["Properties"], "TableName": name}}
    assert stack.update({"Table": other, "Named": named}) == "UPDATE_ROLLBACK_COMPLETE"
    assert "custom-named resource requires replacing" in stack.reasons("UPDATE_FAILED")["Named"]


def test_a_global_table_is_a_table_with_the_settings_of_its_replica(dynamodb: Any, stack: RecordingStack) -> None:
    definition = table()
    definition["Type"] = "AWS::DynamoDB::GlobalTable"
    definition["Properties"]["Replicas"] = [{"Region": "us-east-1", "DeletionProtectionEnabled": True}]
    assert stack.create({"Table": definition}) == "CREATE_COMPLETE"
    (name, _) = stack.resources()["Table"]
    assert dynamodb.describe_table(TableName=name)["Table"]["DeletionProtectionEnabled"] is True
    definition["Properties"]["Replicas"] = [{"Region": "us-east-1"}]
    assert stack.update({"Table": definition}) == "UPDATE_COMPLETE"
    assert stack.delete() == "DELETE_COMPLETE"
