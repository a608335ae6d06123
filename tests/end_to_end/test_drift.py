"""A number is changed by hand, and found: by the command line, and by the look that the provider's schedule begins."""

import json
import subprocess
import sys
import time
from typing import Any

from aws_cdk import App, Duration, Stack
from aws_cdk import aws_events as events

from connect_phone_numbers.drift.reporting import METRIC
from constructs_lib import ClaimedPhoneNumber, PhoneNumberProvider
from tests.end_to_end.deployment import Deployment
from tests.end_to_end.numbers_app import ENVIRONMENT

SECONDS = 180
"""Within that, a look that is due each minute has begun and ended."""


def deploy(deployment: Deployment, number: str) -> None:
    """Deploy a number, and a rule that has the provider look for drift each minute."""
    app = App(outdir=str(deployment.folder / "cdk.out"))
    stack = Stack(app, deployment.stack_name, env=ENVIRONMENT)
    provider = PhoneNumberProvider(stack, "Provider", drift_schedule=events.Schedule.rate(Duration.minutes(1)))
    support = deployment.exact(number, description="Support", contact_flow=deployment.contact_flow_arn)
    ClaimedPhoneNumber(stack, "Support", provider=provider, **support)
    app.synth()
    deployment.deploy_synthesised()


def drift(deployment: Deployment) -> "subprocess.CompletedProcess[str]":
    """`connect-numbers drift` for the deployment's stack."""
    options = ["--local", "--json", "--stack", deployment.stack_name]
    command = [sys.executable, "-m", "connect_numbers", "drift", *options]
    return subprocess.run(command, cwd=deployment.folder, check=False, capture_output=True, text=True)


def next_look(deployment: Deployment) -> str:
    """What the last step says of the next look: nobody asks for it but the rule."""
    steps, machine = deployment.local_aws.client("stepfunctions"), _state_machine(deployment)
    before = len(_looks(steps, machine))
    for _ in range(SECONDS):
        looks = _looks(steps, machine)
        if len(looks) > before and looks[0]["status"] != "RUNNING":
            described = steps.describe_execution(executionArn=looks[0]["executionArn"])
            assert described["status"] == "SUCCEEDED", described
            return str(json.loads(described["output"])["Step"]["Why"])
        time.sleep(1)
    raise AssertionError(f"{_looks(steps, machine)}: no look has begun and ended")


def test_a_change_by_hand_is_found(deployment: Deployment) -> None:
    number = "+12065550181"
    deploy(deployment, number)
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

    assert number in next_look(deployment)
    metrics = [event for event in _logged(deployment) if METRIC in event]
    # The looks before the change found nothing.
    assert [event[METRIC] for event in metrics if event["InstanceArn"] == deployment.instance_arn][-1] == 1


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


def _state_machine(deployment: Deployment) -> str:
    """The ARN of the provider's state machine."""
    cloudformation = deployment.local_aws.client("cloudformation")
    found = cloudformation.describe_stack_resources(StackName=deployment.stack_name)["StackResources"]
    machines = [each for each in found if each["ResourceType"] == "AWS::StepFunctions::StateMachine"]
    return str(machines[0]["PhysicalResourceId"])


def _looks(steps: Any, machine: str) -> list[dict[str, Any]]:
    """The executions that are looks for drift, the newest first."""
    executions = steps.list_executions(stateMachineArn=machine)["executions"]
    return sorted(
        (each for each in executions if each["name"].startswith("Drift-")),
        key=lambda each: each["startDate"],
        reverse=True,
    )
