"""Walking through a state machine, from the first state to the end of the execution."""

import json
import logging
import time
from typing import Any

from ministack.core.responses import now_iso
from ministack.services import stepfunctions

from local_aws.step_functions.failures import RUNTIME, StatesError, runtime_error
from local_aws.step_functions.flow_states import run_choice, run_wait
from local_aws.step_functions.function_task import RESOURCE
from local_aws.step_functions.history import Execution, add_event, entered, exited
from local_aws.step_functions.running import Running, Stopped, TimedOut
from local_aws.step_functions.task_state import run_task

_LOGGER = logging.getLogger(__name__)

State = dict[str, Any]


def walk(execution: Execution, state_machine: dict[str, Any]) -> None:
    """Run an execution to its end. Blocks: run it in a thread."""
    definition = json.loads(state_machine["definition"])
    running = Running(execution, _context(execution, state_machine, definition))
    if "TimeoutSeconds" in definition:
        running.deadline = time.monotonic() + definition["TimeoutSeconds"]
    try:
        output = json.dumps(_walk(definition, running))
        add_event(execution, "ExecutionSucceeded", {"output": output, "outputDetails": {"truncated": False}})
        _close(execution, "SUCCEEDED", output=output)
    except Stopped:
        return
    except TimedOut:
        _close(execution, "TIMED_OUT")
        add_event(execution, "ExecutionTimedOut", {})
    except StatesError as failure:
        _fail(execution, failure.error, failure.cause)
    except Exception as error:
        _LOGGER.exception("execution %s", execution["executionArn"])
        _fail(execution, RUNTIME, str(error))


def _walk(definition: dict[str, Any], running: Running) -> object:
    data = running.context["Execution"]["Input"]
    name: str | None = definition["StartAt"]
    while name is not None:
        running.check()
        running.context["State"] = {"Name": name, "EnteredTime": now_iso()}
        if name not in definition["States"]:
            raise runtime_error(name, "There is no such state.")
        state = definition["States"][name]
        entered(running.execution, state["Type"], name, data)
        if state["Type"] == "Fail":
            raise StatesError(state.get("Error", ""), state.get("Cause", ""))
        data, following = _run(state, data, running)
        exited(running.execution, state["Type"], name, data)
        name = following
    return data


def _run(state: State, data: object, running: Running) -> tuple[Any, str | None]:
    if stepfunctions._state_query_language(state, running.context) == "JSONPath":
        if state["Type"] == "Task" and str(state.get("Resource")).endswith(RESOURCE):
            return run_task(state, data, running)
        if state["Type"] == "Wait":
            return run_wait(state, data, running)
        if state["Type"] == "Choice":
            return run_choice(state, data, running)
    return _run_by_ministack(state, data, running)


def _run_by_ministack(state: State, data: object, running: Running) -> tuple[Any, str | None]:
    if state["Type"] == "Succeed":
        return stepfunctions._apply_output_path(state, stepfunctions._apply_input_path(state, data)), None
    simple = {
        "Pass": stepfunctions._execute_pass,
        "Wait": stepfunctions._execute_wait,
        "Choice": stepfunctions._execute_choice,
    }
    recorded = {
        "Task": stepfunctions._execute_task,
        "Parallel": stepfunctions._execute_parallel,
        "Map": stepfunctions._execute_map,
    }
    result: tuple[Any, str | None]
    if state["Type"] in simple:
        result = simple[state["Type"]](state, data, running.context)
    elif state["Type"] in recorded:
        result = recorded[state["Type"]](state, data, running.execution, running.context)
    else:
        raise runtime_error(running.state_name, f"There is no type of state {state['Type']}.")
    return result


def _context(execution: Execution, state_machine: dict[str, Any], definition: dict[str, Any]) -> dict[str, Any]:
    return {
        "QueryLanguage": definition.get("QueryLanguage", "JSONPath"),
        "Execution": {
            "Id": execution["executionArn"],
            "Input": json.loads(execution["input"]),
            "Name": execution["name"],
            "RoleArn": state_machine["roleArn"],
            "StartTime": execution["startDate"],
        },
        "StateMachine": {"Id": execution["stateMachineArn"], "Name": state_machine["name"]},
        "variables": {},
    }


def _fail(execution: Execution, error: str, cause: str) -> None:
    add_event(execution, "ExecutionFailed", {"error": error, "cause": cause})
    _close(execution, "FAILED", error=error, cause=cause)


def _close(execution: Execution, status: str, **outcome: str) -> None:
    execution.update(outcome)
    execution["stopDate"] = now_iso()
    # Last, as it is what others look at.
    execution["status"] = status
