import uuid
from typing import Any

from tests.local_aws.cloudformation.conftest import RecordingStack
from tests.support.local_aws import LocalAws


def log_group(**properties: Any) -> dict[str, Any]:
    return {"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": properties}}


def test_an_update_keeps_the_streams(local_aws: LocalAws, stack: RecordingStack) -> None:
    stack.create(log_group())
    (name, _) = stack.resources()["Logs"]
    logs = local_aws.client("logs")
    logs.create_log_stream(logGroupName=name, logStreamName="kept")
    assert stack.update(log_group(RetentionInDays=7)) == "UPDATE_COMPLETE"
    streams = logs.describe_log_streams(logGroupName=name)["logStreams"]
    assert [stream["logStreamName"] for stream in streams] == ["kept"]


def test_a_log_group_that_is_there_is_not_taken_over(local_aws: LocalAws, stack: RecordingStack) -> None:
    name = f"/logs/{uuid.uuid4().hex[:8]}"
    local_aws.client("logs").create_log_group(logGroupName=name)
    assert stack.create(log_group(LogGroupName=name)) == "ROLLBACK_COMPLETE"
    assert "already exists" in stack.reasons("CREATE_FAILED")["Logs"]
