import json
from pathlib import Path

import pytest

from tests.local_aws.step_functions.conftest import Stepper
from tests.local_aws.step_functions.test_walk import DONE, claiming


def test_the_same_name_and_input_answer_the_execution_that_runs(machine: Stepper, tmp_path: Path) -> None:
    first = machine.start(tmp_path, claiming(600), name=tmp_path.name)
    again = machine.states.start_execution(
        stateMachineArn=machine.arn,
        name=tmp_path.name,
        input=json.dumps({"Resource": str(tmp_path), "Operation": "op"}),
    )
    described = machine.states.describe_execution(executionArn=first)
    assert (again["executionArn"], again["startDate"]) == (first, described["startDate"])
    with pytest.raises(machine.states.exceptions.ExecutionAlreadyExists):
        machine.states.start_execution(stateMachineArn=machine.arn, name=tmp_path.name, input="{}")
    machine.states.stop_execution(executionArn=first)


def test_the_name_of_one_that_has_ended_is_refused(machine: Stepper, tmp_path: Path) -> None:
    machine.ended(machine.start(tmp_path, DONE, name=tmp_path.name))
    with pytest.raises(machine.states.exceptions.ExecutionAlreadyExists):
        machine.start(tmp_path, DONE, name=tmp_path.name)


@pytest.mark.parametrize("name", ["a name", "a:b", "a/b", "x" * 81, "what?"])
def test_names_that_step_functions_refuses(machine: Stepper, name: str) -> None:
    with pytest.raises(machine.states.exceptions.InvalidName):
        machine.states.start_execution(stateMachineArn=machine.arn, name=name)


def test_an_input_that_is_not_json_is_refused(machine: Stepper) -> None:
    with pytest.raises(machine.states.exceptions.InvalidExecutionInput):
        machine.states.start_execution(stateMachineArn=machine.arn, input="{")


def test_a_state_machine_that_is_not_there(machine: Stepper) -> None:
    with pytest.raises(machine.states.exceptions.StateMachineDoesNotExist):
        machine.states.start_execution(stateMachineArn=f"{machine.arn}-none")


def test_a_long_history_has_pages(machine: Stepper, tmp_path: Path) -> None:
    execution = machine.start(tmp_path, claiming(0), claiming(0), DONE)
    machine.ended(execution)
    whole = machine.events(execution)
    page = machine.states.get_execution_history(executionArn=execution, maxResults=5)
    rest = machine.states.get_execution_history(executionArn=execution, nextToken=page["nextToken"])
    assert [event["id"] for event in page["events"] + rest["events"]] == [event["id"] for event in whole]
    last = machine.states.get_execution_history(executionArn=execution, reverseOrder=True, maxResults=1)["events"]
    assert [event["type"] for event in last] == ["ExecutionSucceeded"]
