from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.dynamodb.conftest import Table
from tests.support.local_aws import LocalAws

KEY = {"PK": {"S": "p"}, "SK": {"S": "s"}}

REQUESTS: dict[str, Callable[[Table], object]] = {
    "get": lambda table: table.client.get_item(TableName=table.name, Key=KEY),
    "put": lambda table: table.client.put_item(TableName=table.name, Item=KEY),
    "scan": lambda table: table.client.scan(TableName=table.name),
    "query": lambda table: table.client.query(
        TableName=table.name, KeyConditionExpression="PK = :p", ExpressionAttributeValues={":p": {"S": "p"}}
    ),
    "batch": lambda table: table.client.batch_get_item(RequestItems={table.name: {"Keys": [KEY]}}),
    "transaction": lambda table: table.client.transact_write_items(
        TransactItems=[{"Put": {"TableName": table.name, "Item": KEY}}]
    ),
}


def code_of(refused: "pytest.ExceptionInfo[ClientError]") -> str:
    return str(refused.value.response["Error"]["Code"])


def test_a_table_is_active_at_once_unless_it_is_to_be_slow(table: Table) -> None:
    assert table.create()["TableStatus"] == "ACTIVE"
    REQUESTS["put"](table)


def test_what_a_table_was_made_with_is_answered(table: Table) -> None:
    key = "arn:aws:kms:us-east-1:123456789012:key/mine"
    encryption = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}
    table.create(DeletionProtectionEnabled=True, SSESpecification=encryption, Tags=[{"Key": "a", "Value": "b"}])
    described = table.client.describe_table(TableName=table.name)["Table"]
    assert described["DeletionProtectionEnabled"] is True
    assert described["SSEDescription"] == {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key}
    tags = table.client.list_tags_of_resource(ResourceArn=described["TableArn"])["Tags"]
    assert tags == [{"Key": "a", "Value": "b"}]


def test_a_table_is_made_once(table: Table) -> None:
    table.create()
    with pytest.raises(table.client.exceptions.ResourceInUseException):
        table.create()


@pytest.mark.parametrize("name", REQUESTS)
def test_while_it_is_made_a_table_is_not_found(local_aws: LocalAws, table: Table, name: str) -> None:
    local_aws.running.control.slow_table(table.name, 600)
    assert table.create()["TableStatus"] == "CREATING"
    assert table.status == "CREATING"
    with pytest.raises(ClientError) as refused:
        REQUESTS[name](table)
    assert code_of(refused) == "ResourceNotFoundException"
    with pytest.raises(table.client.exceptions.ResourceInUseException):
        table.create()


def test_then_it_can_be_used(local_aws: LocalAws, table: Table) -> None:
    local_aws.running.control.slow_table(table.name, 0.5)
    table.create()
    table.until_active()
    for request in REQUESTS.values():
        request(table)


def test_while_it_is_made_a_table_is_neither_changed_nor_deleted(local_aws: LocalAws, table: Table) -> None:
    local_aws.running.control.slow_table(table.name, 600)
    table.create()
    with pytest.raises(table.client.exceptions.ResourceInUseException):
        table.client.update_table(TableName=table.name, DeletionProtectionEnabled=True)
    with pytest.raises(table.client.exceptions.ResourceInUseException):
        table.client.delete_table(TableName=table.name)
    with pytest.raises(table.client.exceptions.ResourceInUseException):
        table.live_by("ExpiresAt")
    with pytest.raises(table.client.exceptions.ContinuousBackupsUnavailableException):
        table.back_up()


def test_a_protected_table_is_not_deleted(table: Table) -> None:
    table.create(DeletionProtectionEnabled=True)
    with pytest.raises(ClientError) as refused:
        table.client.delete_table(TableName=table.name)
    assert code_of(refused) == "ValidationException"
    table.client.update_table(TableName=table.name, DeletionProtectionEnabled=False)
    table.client.delete_table(TableName=table.name)
