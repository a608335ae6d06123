"""A number is changed by hand, and found: by the command line, and by the provider's own look."""

import json
import subprocess
import sys
import time
from typing import Any

from connect_phone_numbers.drift.reporting import METRIC
from tests.end_to_end.deployment import Deployment

SECONDS = 90


def drift(deployment: Deployment) -> "subprocess.CompletedProcess[str]":
    """`connect-numbers drift` for the deployment's stack."""
    options = ["--local", "--json", "--stack", deployment.stack_name]
    command = [sys.executable, "-m", "connect_numbers", "drift", *options]
    return subprocess.run(command, cwd=deployment.folder, check=False, capture_output=True, text=True)


def look(deployment: Deployment) -> str:
    """What the last step of a look says, asked for as the schedule does."""
    client, cloudformation = deployment.local_aws.client, deployment.local_aws.client("cloudformation")
    found = cloudformation.describe_stack_resources(StackName=deployment.stack_name)["StackResources"]
    physical = {each["ResourceType"]: each["PhysicalResourceId"] for each in found}
    event = {"Drift": {"Time": "2026-11-21T22:00:00Z"}}
    answer = client("lambda").invoke(FunctionName=physical["AWS::Lambda::Function"], Payload=json.dumps(event).encode())
    name = json.loads(answer["Payload"].read())["Execution"]
    steps, machine = client("stepfunctions"), physical["AWS::StepFunctions::StateMachine"]
    for _ in range(SECONDS):
        executions = steps.list_executions(stateMachineArn=machine)["executions"]
        [execution] = [each for each in executions if each["name"] == name]
        if execution["status"] != "RUNNING":
            described = steps.describe_execution(executionArn=execution["executionArn"])
            assert described["status"] == "SUCCEEDED", described
            return str(json.loads(described["output"])["Step"]["Why"])
        time.sleep(1)
    raise AssertionError(f"{name} is still running")


def test_a_change_by_hand_is_found(deployment: Deployment) -> None:
    number = "+12065550181"
    numbers: dict[str, Any] = {
        "Support": deployment.exact(number, description="Support", contact_flow=deployment.contact_flow_arn)
    }
    deployment.deploy(numbers)
    untouched = drift(deployment)
    assert untouched.returncode == 0, untouched.stderr
    assert json.loads(untouched.stdout)["numbers_compared"] == 1

    connect = deployment.local_aws.client("connect")
    [arn] = [
        each["phone_number_arn"] for each in deployment.local_aws.connect.numbers() if each["phone_number"] == number
    ]
    instance_id = deployment.instance_arn.rpartition("/")[2]
    connect.disassociate_phone_number_contact_flow(PhoneNumberId=arn, InstanceId=instance_id)
    connect.update_phone_number_metadata(PhoneNumberId=arn, PhoneNumberDescription="Front desk")

    found = drift(deployment)
    assert found.returncode == 6, found.stderr
    [drifted] = json.loads(found.stdout)["numbers"]
    assert drifted["stack_name"] == deployment.stack_name
    assert drifted["logical_resource_id"].startswith("Support")
    assert {each["kind"] for each in drifted["differences"]} == {"DESCRIPTION", "CONTACT_FLOW"}

    assert number in look(deployment)
    metrics = [event for event in _logged(deployment) if METRIC in event]
    assert [event[METRIC] for event in metrics if event["InstanceArn"] == deployment.instance_arn] == [1]

    deployment.destroy()


def _logged(deployment: Deployment) -> list[dict[str, Any]]:
    """The JSON lines of the stack's log."""
    logs = deployment.local_aws.client("logs")
    resources = deployment.local_aws.client("cloudformation").describe_stack_resources(StackName=deployment.stack_name)[
        "StackResources"
    ]
    [group] = [each["PhysicalResourceId"] for each in resources if each["ResourceType"] == "AWS::Logs::LogGroup"]
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
    lines = [event["message"] for page in pages for event in page["events"]]
    return [json.loads(line) for line in lines if line.startswith("{")]
