from typing import Any

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def table(**properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "PK", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
            **properties,
        },
    }


def test_an_update_of_a_table_keeps_its_items(local_aws: LocalAws, stack: RecordingStack) -> None:
    stack.create({"Table": table()})
    name = stack.resources()["Table"][0]
    dynamodb = local_aws.client("dynamodb")
    dynamodb.put_item(TableName=name, Item={"PK": {"S": "kept"}})
    protected = table(DeletionProtectionEnabled=True)
    assert stack.update({"Table": protected}) == "UPDATE_COMPLETE"
    assert dynamodb.scan(TableName=name)["Items"] == [{"PK": {"S": "kept"}}]


def test_an_update_of_a_log_group_keeps_its_streams(local_aws: LocalAws, stack: RecordingStack) -> None:
    stack.create({"Logs": {"Type": "AWS::Logs::LogGroup"}})
    name = stack.resources()["Logs"][0]
    logs = local_aws.client("logs")
    logs.create_log_stream(logGroupName=name, logStreamName="kept")
    retained = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}}
    assert stack.update({"Logs": retained}) == "UPDATE_COMPLETE"
    assert [stream["logStreamName"] for stream in logs.describe_log_streams(logGroupName=name)["logStreams"]] == [
        "kept"
    ]
