"""A Task state that invokes a function: attempts, time-out, Retry, Catch."""

import contextvars
import json
import queue
import threading
from typing import Any

from ministack.core.responses import get_region
from ministack.services import stepfunctions

from local_aws.step_functions.failures import TIMEOUT, StatesError, equals
from local_aws.step_functions.function_task import invoke_function
from local_aws.step_functions.history import add_event
from local_aws.step_functions.paths import fill_in, read_path
from local_aws.step_functions.retry import Retries
from local_aws.step_functions.running import Running

KIND = {"resourceType": "lambda", "resource": "invoke"}

State = dict[str, Any]


def run_task(state: State, data: object, running: Running) -> tuple[object, str | None]:
    """Run the state to its end: its output and the next state. Raises StatesError where nothing caught the failure."""
    name = running.state_name
    effective = read_path(state["InputPath"], data, "InputPath", name) if state.get("InputPath") else data
    arguments = fill_in(state.get("Parameters", {}), effective, running.context, name)
    retries = Retries(state.get("Retry", []))
    while True:
        try:
            result = _attempt(state, arguments, running)
            return _output(state, data, result, running), stepfunctions._next_or_end(state)
        except StatesError as failure:
            delay = retries.delay_after(failure.error)
            if delay is None:
                return _caught(state, data, failure)
        running.sleep(delay)


def _attempt(state: State, arguments: dict[str, Any], running: Running) -> dict[str, Any]:
    timeout = state.get("TimeoutSeconds")
    scheduled = {**KIND, "region": get_region(), "parameters": json.dumps(arguments)}
    limit = {"timeoutInSeconds": timeout} if timeout else {}
    add_event(running.execution, "TaskScheduled", {**scheduled, **limit})
    add_event(running.execution, "TaskStarted", dict(KIND))
    try:
        result = _invoke_within(timeout, arguments)
    except StatesError as failure:
        event_type = "TaskTimedOut" if failure.error == TIMEOUT else "TaskFailed"
        add_event(running.execution, event_type, {**KIND, "error": failure.error, "cause": failure.cause})
        raise
    succeeded = {**KIND, "output": json.dumps(result), "outputDetails": {"truncated": False}}
    add_event(running.execution, "TaskSucceeded", succeeded)
    return result


def _invoke_within(timeout: float | None, arguments: dict[str, Any]) -> dict[str, Any]:
    """Invoke; past the time-out the state goes on without the function, which does not notice."""
    outcomes: queue.Queue[dict[str, Any] | Exception] = queue.Queue()

    def invoke() -> None:
        try:
            outcomes.put(invoke_function(arguments))
        except Exception as error:  # noqa: BLE001 - raised in the thread that waits
            outcomes.put(error)

    threading.Thread(target=contextvars.copy_context().run, args=(invoke,), daemon=True).start()
    try:
        outcome = outcomes.get(timeout=timeout)
    except queue.Empty:
        raise StatesError(TIMEOUT, "") from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _output(state: State, data: object, result: dict[str, Any], running: Running) -> object:
    name = running.state_name
    selected = fill_in(state["ResultSelector"], result, running.context, name) if "ResultSelector" in state else result
    output = stepfunctions._apply_result_path(state, data, selected)
    return read_path(state["OutputPath"], output, "OutputPath", name) if state.get("OutputPath") else output


def _caught(state: State, data: object, failure: "StatesError") -> tuple[object, str]:
    for catcher in state.get("Catch", []):
        if equals(failure.error, catcher["ErrorEquals"]):
            error = {"Error": failure.error, "Cause": failure.cause}
            return stepfunctions._apply_result_path_raw(catcher.get("ResultPath", "$"), data, error), catcher["Next"]
    raise failure
