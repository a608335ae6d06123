"""StartExecution and GetExecutionHistory.

https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
"""

import contextvars
import json
import re
import threading
from typing import Any

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response, new_uuid, now_iso
from ministack.services import stepfunctions

from local_aws.step_functions.history import add_event, page_of_events
from local_aws.step_functions.walk import walk

Response = tuple[int, dict[str, str], bytes]

MOST_INPUT_BYTES = 262_144
_NAME = re.compile(r"[^\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}")

_START_EXECUTION = stepfunctions._start_execution


def start_execution(request: dict[str, Any]) -> Response:
    """Start an execution, at once, in a thread of its own. Stands in for ministack's `_start_execution`.

    The same name and input as one that runs: the answer that was given then. The same name otherwise, for ever:
    ExecutionAlreadyExists (AWS forgets names after 90 days).
    """
    state_machine_arn = stepfunctions._resolve_state_machine_arn(request.get("stateMachineArn", ""))
    state_machine = stepfunctions._state_machines.get(state_machine_arn)
    if state_machine is None or state_machine["type"] != "STANDARD":
        started: Response = _START_EXECUTION(request)
        return started
    name, text = request.get("name") or new_uuid(), request.get("input", "{}")
    problem = _problem_of(name, text)
    if problem is not None:
        return problem
    arn = f"arn:aws:states:{get_region()}:{get_account_id()}:execution:{state_machine['name']}:{name}"
    existing = stepfunctions._executions.get(arn)
    if existing is not None:
        if existing["status"] != "RUNNING" or existing["input"] != text:
            return _error("ExecutionAlreadyExists", f"Execution Already Exists: '{arn}'")
        return _response({"executionArn": arn, "startDate": existing["startDate"]})
    execution = _new_execution(arn, name, text, state_machine)
    stepfunctions._executions[arn] = execution
    # What it runs is the definition of now, whatever an update makes of it.
    arguments = (walk, execution, dict(state_machine))
    threading.Thread(target=contextvars.copy_context().run, args=arguments, name=name, daemon=True).start()
    return _response({"executionArn": arn, "startDate": execution["startDate"]})


def get_execution_history(request: dict[str, Any]) -> Response:
    """A page of the events. Stands in for ministack's `_get_execution_history`, which ends after the first page."""
    if request.get("executionArn") not in stepfunctions._executions:
        return _error("ExecutionDoesNotExist", f"Execution Does Not Exist: '{request.get('executionArn')}'")
    events, token = page_of_events(request)
    return _response({"events": events} | ({"nextToken": token} if token else {}))


def _problem_of(name: str, text: str) -> Response | None:
    if _NAME.fullmatch(name) is None:
        return _error("InvalidName", f"Invalid Name: '{name}'")
    try:
        json.loads(text)
    except ValueError:
        return _error("InvalidExecutionInput", "Invalid State Machine Execution Input: it is not JSON")
    if len(text.encode()) > MOST_INPUT_BYTES:
        return _error("InvalidExecutionInput", f"The input has more than {MOST_INPUT_BYTES} bytes")
    return None


def _new_execution(arn: str, name: str, text: str, state_machine: dict[str, Any]) -> dict[str, Any]:
    execution: dict[str, Any] = {
        "executionArn": arn,
        "stateMachineArn": state_machine["stateMachineArn"],
        "name": name,
        "status": "RUNNING",
        "startDate": now_iso(),
        "stopDate": None,
        "input": text,
        "output": None,
        "testCase": "",
        "mockAttempts": {},
        "events": [],
    }
    details = {"input": text, "inputDetails": {"truncated": False}, "roleArn": state_machine["roleArn"]}
    add_event(execution, "ExecutionStarted", details)
    return execution


def _response(body: dict[str, Any]) -> Response:
    response: Response = json_response(body)
    return response


def _error(code: str, message: str) -> Response:
    response: Response = error_response_json(code, message, 400)
    return response
