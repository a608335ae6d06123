"""A custom resource that an execution answers for: the way that phone numbers take."""

import copy
import json
import time
import uuid
from pathlib import Path
from typing import Any

from tests.local_aws.step_functions.conftest import Stepper, deploy, template
from tests.local_aws.step_functions.test_walk import claiming
from tests.support.local_aws import LocalAws


def with_thing(folder: Path, *plan: dict[str, Any]) -> dict[str, Any]:
    body = copy.deepcopy(template())
    body["Resources"]["Thing"] = {
        "Type": "Custom::Thing",
        "DependsOn": "StateMachine",
        "Properties": {
            "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]},
            "Folder": str(folder),
            "Plan": json.dumps(plan),
        },
    }
    return body


def test_a_resource_is_created_and_deleted_by_executions_without_needless_waiting(
    local_aws: LocalAws, tmp_path: Path
) -> None:
    name = f"stepped-{uuid.uuid4().hex[:8]}"
    began = time.monotonic()
    deploy(local_aws, with_thing(tmp_path, {"Answer": "SUCCESS"}), name)
    assert time.monotonic() - began < 20
    machine = Stepper(local_aws, local_aws.outputs(name))
    event = json.loads((tmp_path / "Create" / "event.json").read_text())
    execution = f"{machine.arn.replace(':stateMachine:', ':execution:')}:Create-{event['RequestId']}"
    described = machine.ended(execution)
    assert described["status"] == "SUCCEEDED"
    assert (described["stopDate"] - described["startDate"]).total_seconds() < 10
    assert event["ResponseURL"] not in described["input"]
    cloudformation = local_aws.client("cloudformation")
    stack_id = event["StackId"]
    cloudformation.delete_stack(StackName=name)
    while cloudformation.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"] != "DELETE_COMPLETE":
        time.sleep(0.05)
    assert [step["Operation"] for step in machine.steps(tmp_path / "Delete")] == ["Delete"]


def test_an_execution_goes_on_by_the_definition_and_the_code_of_its_beginning(
    local_aws: LocalAws, tmp_path: Path
) -> None:
    name = f"updated-{uuid.uuid4().hex[:8]}"
    deploy(local_aws, template(), name)
    machine = Stepper(local_aws, local_aws.outputs(name))
    execution = machine.start(tmp_path, claiming(2), {"Status": "DONE", "Seconds": 1, "Why": "done"})
    while not (tmp_path / "journal").exists():
        time.sleep(0.05)
    body = copy.deepcopy(template())
    definition = body["Resources"]["StateMachine"]["Properties"]["DefinitionString"]["Fn::Sub"]
    definition[0] = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
    body["Resources"]["Function"]["Properties"]["MemorySize"] = 256
    deploy(local_aws, body, name)
    assert local_aws.outputs(name)["FunctionArn"] == machine.function_arn
    assert json.loads(machine.ended(execution)["output"])["Step"]["Why"] == "done"
    again = machine.start(tmp_path, claiming(600))
    assert "Step" not in json.loads(machine.ended(again)["output"])
