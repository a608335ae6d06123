"""The states that do nothing but lead on: Wait and Choice."""

from typing import Any

from ministack.services import stepfunctions

from local_aws.step_functions.failures import runtime_error
from local_aws.step_functions.paths import read_path
from local_aws.step_functions.running import Running

LONGEST_WAIT_SECONDS = 99_999_999

State = dict[str, Any]


def run_wait(state: State, data: object, running: Running) -> tuple[object, str | None]:
    """Wait for Seconds or SecondsPath; ministack waits for Timestamps."""
    if "SecondsPath" in state:
        running.sleep(_seconds(read_path(state["SecondsPath"], data, "SecondsPath", running.state_name), running))
    elif "Seconds" in state:
        running.sleep(_seconds(state["Seconds"], running))
    else:
        waited: tuple[object, str | None] = stepfunctions._execute_wait(state, data, running.context)
        return waited
    return data, stepfunctions._next_or_end(state)


def run_choice(state: State, data: object, running: Running) -> tuple[object, str | None]:
    """Choose by the first rule that holds, as ministack does, where every Variable leads somewhere."""
    for rule in state.get("Choices", []):
        if "Variable" in rule and "IsPresent" not in rule:
            read_path(rule["Variable"], data, "Variable", running.state_name)
    chosen: tuple[object, str | None] = stepfunctions._execute_choice(state, data, running.context)
    return chosen


def _seconds(value: object, running: Running) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_WAIT_SECONDS:
        raise runtime_error(running.state_name, f"A wait is a whole number of seconds, zero or more; got {value!r}.")
    return value
