"""How tasks and executions fail."""

from ministack.services import stepfunctions

RUNTIME = "States.Runtime"
TIMEOUT = "States.Timeout"
TASK_FAILED = "States.TaskFailed"
ALL = "States.ALL"
NEVER_HANDLED = frozenset({RUNTIME, "States.DataLimitExceeded"})
"""What neither Retry nor Catch handles, whatever they name with States.ALL: the execution fails."""

StatesError = stepfunctions._ExecutionError
"""An error with a name (`error`) and a `cause`, as Retry and Catch see it."""


def runtime_error(state_name: str, problem: str) -> Exception:
    """The definition and its data don't fit. Ends the execution."""
    error: Exception = StatesError(RUNTIME, f"An error occurred while executing the state '{state_name}'. {problem}")
    return error


def equals(error: str, names: list[str]) -> bool:
    """Tell whether a Retry or Catch that names `names` is meant for the error."""
    if error in names:
        return True
    if error in NEVER_HANDLED:
        return False
    return ALL in names or (TASK_FAILED in names and error != TIMEOUT)
