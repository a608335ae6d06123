"""Other interpreters of the States Language, with a function that answers from a script and waits that take no time."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from unittest import mock

import boto3
from botocore.exceptions import ClientError
from ministack.services import stepfunctions as ministack
from moto import mock_aws
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction

from tests.simulation.lambda_function import Failure, Outcome

Call = Callable[[Mapping[str, Any]], Outcome]


@dataclass
class Course:
    """The course of an execution.

    Attributes:
        states: the names of the states entered, in order.
        payloads: the payloads of the function's calls.
        waited: the seconds of each Wait state.
        end: the execution's status, and the error of a failure.
    """

    states: list[str] = field(default_factory=list)
    payloads: list[Mapping[str, Any]] = field(default_factory=list)
    waited: list[int] = field(default_factory=list)
    end: tuple[str, str] = ("", "")


def by_ministack(definition: Mapping[str, Any], given: Mapping[str, Any], call: Call) -> Course:
    """The course by ministack's interpreter."""
    course = Course()

    def call_lambda(name: str, payload: Mapping[str, Any]) -> Any:
        course.payloads.append(payload)
        outcome = call(payload)
        if isinstance(outcome, Failure):
            raise ministack._ExecutionError(outcome.error, outcome.cause)
        return outcome

    def wait(state: Mapping[str, Any], data: Any, context: Any = None) -> Any:
        course.waited.append(data["Step"]["Seconds"])
        return data, state["Next"]

    arn = "arn:of:the:machine"
    execution: dict[str, Any] = {"status": "RUNNING", "name": "one", "startDate": "", "events": []}
    execution |= {"stateMachineArn": arn, "input": json.dumps(given)}
    with (
        mock.patch.multiple(
            ministack,
            _call_lambda=call_lambda,
            _resolve_lambda_function_ref=lambda name, **_: name,
            _execute_wait=wait,
            _scaled_sleep=lambda seconds: None,
            time=SimpleNamespace(sleep=lambda seconds: None, time=time.time),
            _add_event=lambda execution, kind, details: execution["events"].append((kind, details)),
        ),
        mock.patch.dict(ministack._state_machines, {arn: {"name": "one", "definition": json.dumps(definition)}}),
        mock.patch.dict(ministack._executions, {"one": execution}),
    ):
        ministack._run_execution("one")
    entered = [details["stateEnteredEventDetails"] for kind, details in execution["events"] if "StateEntered" in kind]
    course.states = [details["name"] for details in entered]
    course.end = str(execution["status"]), str(execution.get("error", ""))
    return course


def by_moto(definition: Mapping[str, Any], given: Mapping[str, Any], call: Call) -> Course:
    """The course by moto's interpreter, which was LocalStack's. It runs in a thread of its own."""
    course = Course()

    def invoke(parameters: Mapping[str, Any], region: str, state_credentials: Any) -> dict[str, Any]:
        payload = json.loads(parameters["Payload"])
        course.payloads.append(payload)
        outcome = call(payload)
        if not isinstance(outcome, Failure):
            return {"Payload": outcome, "StatusCode": 200, "ExecutedVersion": "$LATEST"}
        service, _, code = outcome.error.partition(".")
        if service == "Lambda":
            metadata: Any = {"HTTPStatusCode": 500, "RequestId": "request"}
            raise ClientError({"Error": {"Code": code, "Message": ""}, "ResponseMetadata": metadata}, "Invoke")
        return {"Payload": json.loads(outcome.cause), "StatusCode": 200, "FunctionError": "Unhandled"}

    with (
        mock_aws(config={"stepfunctions": {"execute_state_machine": True}}),
        mock.patch.object(lambda_eval_utils, "_invoke_lambda_function", invoke),
        mock.patch.object(
            WaitFunction, "_wait_interval", lambda self, env, wait_seconds: course.waited.append(wait_seconds)
        ),
        mock.patch.object(retrier_decl, "time", SimpleNamespace(sleep=lambda seconds: None)),
    ):
        client = boto3.client("stepfunctions", region_name="us-east-1")
        role = "arn:aws:iam::123456789012:role/role"
        machine = client.create_state_machine(name="one", definition=json.dumps(definition), roleArn=role)
        arn = client.start_execution(stateMachineArn=machine["stateMachineArn"], input=json.dumps(given))[
            "executionArn"
        ]
        while (execution := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
            time.sleep(0.005)
        pages = client.get_paginator("get_execution_history").paginate(executionArn=arn)
        events = [event for page in pages for event in page["events"]]
    course.states = [event["stateEnteredEventDetails"]["name"] for event in events if "StateEntered" in event["type"]]
    course.end = execution["status"], execution.get("error", "")
    return course
