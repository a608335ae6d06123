"""A state machine that calls a function until it is done, made by CloudFormation, as custom resources use one."""

import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.local_aws.step_functions import stepper
from tests.support.local_aws import LocalAws

ROLE_ARN = "arn:aws:iam::123456789012:role/stepper"
STEP = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {
        "FunctionName": "${Arn}",
        "Payload": {"Resource.$": "$.Resource", "Operation.$": "$.Operation"},
    },
    "ResultSelector": {
        "Status.$": "$.Payload.Status",
        "Seconds.$": "$.Payload.Seconds",
        "Why.$": "$.Payload.Why",
    },
    "ResultPath": "$.Step",
    "TimeoutSeconds": 30,
    "Retry": [
        {
            "ErrorEquals": ["Lambda.TooManyRequestsException", "Sandbox.Timedout", "Runtime.ExitError"],
            "IntervalSeconds": 1,
            "MaxDelaySeconds": 1,
            "MaxAttempts": 20,
            "BackoffRate": 2,
            "JitterStrategy": "FULL",
        },
        {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 1},
    ],
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.Failure", "Next": "Give up"}],
    "Next": "What does it wait for?",
}
GIVE_UP = {
    **STEP,
    "Parameters": {
        "FunctionName": "${Arn}",
        "Payload": {**STEP["Parameters"]["Payload"], "Failure.$": "$.Failure"},
    },
    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Lost"}],
}
DEFINITION = {
    "StartAt": "Take the next step",
    "States": {
        "Take the next step": STEP,
        "Give up": GIVE_UP,
        "What does it wait for?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.Step.Status", "StringEquals": "CLAIMING", "Next": "Claiming the number"},
                {"Variable": "$.Step.Status", "StringEquals": "DONE", "Next": "Answered"},
            ],
        },
        "Claiming the number": {"Type": "Wait", "SecondsPath": "$.Step.Seconds", "Next": "Take the next step"},
        "Answered": {"Type": "Succeed"},
        "Lost": {"Type": "Fail", "Error": "Lost", "Cause": "No answer could be given"},
    },
}


def template(definition: dict[str, Any] = DEFINITION) -> dict[str, Any]:
    """A function, and a state machine of its name."""
    return {
        "Resources": {
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Runtime": "python3.14",
                    "Handler": "index.handler",
                    "Role": ROLE_ARN,
                    "Timeout": 2,
                    "Code": {"ZipFile": Path(stepper.__file__).read_text()},
                },
            },
            "StateMachine": {
                "Type": "AWS::StepFunctions::StateMachine",
                "Properties": {
                    "StateMachineName": {"Ref": "Function"},
                    "RoleArn": ROLE_ARN,
                    "DefinitionString": {
                        "Fn::Sub": [json.dumps(definition), {"Arn": {"Fn::GetAtt": ["Function", "Arn"]}}]
                    },
                },
            },
        },
        "Outputs": {
            "FunctionArn": {"Value": {"Fn::GetAtt": ["Function", "Arn"]}},
            "FunctionName": {"Value": {"Ref": "Function"}},
            "StateMachineArn": {"Value": {"Ref": "StateMachine"}},
        },
    }


class Stepper:
    """The function and the state machine of one stack."""

    def __init__(self, local_aws: LocalAws, outputs: dict[str, str]) -> None:
        self.function_arn = outputs["FunctionArn"]
        self.function_name = outputs["FunctionName"]
        self.arn = outputs["StateMachineArn"]
        self.states = local_aws.client("stepfunctions")

    def start(self, folder: Path, *plan: dict[str, Any], name: str | None = None) -> str:
        """Start an execution of a plan: its ARN."""
        folder.mkdir(exist_ok=True)
        (folder / "plan.json").write_text(json.dumps(plan))
        return str(
            self.states.start_execution(
                stateMachineArn=self.arn,
                name=name or str(uuid.uuid4()),
                input=json.dumps({"Resource": str(folder), "Operation": "op"}),
            )["executionArn"]
        )

    def ended(self, execution_arn: str, seconds: float = 30) -> dict[str, Any]:
        """Wait for the end of an execution, and describe it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            described = self.states.describe_execution(executionArn=execution_arn)
            if described["status"] != "RUNNING":
                return described
            time.sleep(0.05)
        raise AssertionError(f"{execution_arn} still runs after {seconds} s")

    def events(self, execution_arn: str) -> list[dict[str, Any]]:
        pages = self.states.get_paginator("get_execution_history").paginate(executionArn=execution_arn)
        return [event for page in pages for event in page["events"]]

    def failures(self, execution_arn: str) -> list[str]:
        """The errors of failed attempts, in order."""
        details = [
            event.get("taskFailedEventDetails") or event.get("taskTimedOutEventDetails")
            for event in self.events(execution_arn)
        ]
        return [detail["error"] for detail in details if detail]

    def steps(self, folder: Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (folder / "journal").read_text().splitlines()]


def deploy(local_aws: LocalAws, body: dict[str, Any], stack_name: str) -> None:
    """Create a stack, or update it, and wait."""
    cloudformation = local_aws.client("cloudformation")
    known = {stack["StackName"] for stack in cloudformation.describe_stacks()["Stacks"]}
    change = cloudformation.update_stack if stack_name in known else cloudformation.create_stack
    change(StackName=stack_name, TemplateBody=json.dumps(body))
    while (stack := cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0])["StackStatus"].endswith(
        "_IN_PROGRESS"
    ):
        time.sleep(0.05)
    assert stack["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE"), cloudformation.describe_stack_events(
        StackName=stack_name
    )["StackEvents"]


@pytest.fixture(scope="session")
def stepper_stack(started_local_aws: LocalAws) -> Iterator[str]:
    name = f"stepper-{uuid.uuid4().hex[:8]}"
    deploy(started_local_aws, template(), name)
    yield name
    started_local_aws.client("cloudformation").delete_stack(StackName=name)


@pytest.fixture
def machine(local_aws: LocalAws, stepper_stack: str) -> Stepper:
    return Stepper(local_aws, local_aws.outputs(stepper_stack))
