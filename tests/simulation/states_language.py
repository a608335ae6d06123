"""The Amazon States Language with JSONPath, as far as the one definition needs it. Anything else is refused.

https://states-language.net/spec.html
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

State = Mapping[str, Any]
Data = Mapping[str, Any]

UNCATCHABLE = ("States.Runtime", "States.DataLimitExceeded")
"""Even States.ALL does not match these."""
PAYLOAD_BYTES = 256 * 1024

_FIELDS = {
    "Task": {
        *("Type", "Comment", "Next", "Resource", "Parameters", "ResultSelector", "ResultPath", "TimeoutSeconds"),
        *("Retry", "Catch"),
    },
    "Choice": {"Type", "Comment", "Choices", "Default"},
    "Wait": {"Type", "Comment", "Next", "Seconds", "SecondsPath"},
    "Succeed": {"Type", "Comment"},
    "Fail": {"Type", "Comment", "Error", "Cause"},
}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "StringEquals": lambda value, wanted: isinstance(value, str) and value == wanted,
    "BooleanEquals": lambda value, wanted: isinstance(value, bool) and value is wanted,
}


class StatesError(Exception):
    """A state failed."""

    def __init__(self, error: str, cause: str) -> None:
        super().__init__(f"{error}: {cause}")
        self.error = error
        self.cause = cause


def require_known(definition: Mapping[str, Any]) -> None:
    """Raise NotImplementedError for what is not understood here, and ValueError for a state that is not there."""
    unknown = set(definition) - {"Comment", "StartAt", "States"}
    for name, state in definition["States"].items():
        unknown |= {f"{name}: {field}" for field in set(state) - _FIELDS.get(state["Type"], set())}
    if unknown:
        raise NotImplementedError(f"in a state machine's definition: {sorted(unknown)}")
    for state in definition["States"].values():
        for name in _successors(state):
            if name not in definition["States"]:
                raise ValueError(f"there is no state {name!r}")


def read(path: str, data: Any, context: Data) -> Any:
    """What a reference path names. Raises StatesError where there is nothing."""
    names = path.split(".")
    if names[0] not in ("$", "$$") or not all(name.isidentifier() for name in names[1:]):
        raise NotImplementedError(f"the path {path!r}")
    value = context if names[0] == "$$" else data
    for name in names[1:]:
        if not isinstance(value, Mapping) or name not in value:
            raise StatesError("States.Runtime", f"The JSONPath '{path}' could not be found in the input '{data}'")
        value = value[name]
    return value


def fill(template: Any, data: Any, context: Data) -> Any:
    """A payload template with its paths replaced: Parameters, ResultSelector."""
    if isinstance(template, Mapping):
        return {
            name.removesuffix(".$"): read(value, data, context) if name.endswith(".$") else fill(value, data, context)
            for name, value in template.items()
        }
    return [fill(each, data, context) for each in template] if isinstance(template, list) else template


def put(data: Data, path: str | None, result: Any) -> Any:
    """A state's input with its result at a ResultPath."""
    if path is None:
        return data
    names = path.split(".")
    if names[0] != "$" or not all(name.isidentifier() for name in names[1:]):
        raise NotImplementedError(f"the path {path!r}")
    return _put(data, names[1:], result)


def chosen(state: State, data: Data, context: Data) -> str:
    """The state that a Choice goes on with."""
    for choice in state["Choices"]:
        comparison = set(choice) - {"Variable", "Next"}
        if len(comparison) != 1 or not comparison <= set(_COMPARISONS):
            raise NotImplementedError(f"the choice {choice}")
        (name,) = comparison
        if _COMPARISONS[name](read(choice["Variable"], data, context), choice[name]):
            return str(choice["Next"])
    if "Default" not in state:
        raise StatesError("States.NoChoiceMatched", "no choice matches, and there is no default")
    return str(state["Default"])


def waiting_seconds(state: State, data: Data, context: Data) -> int:
    """How long a Wait lasts."""
    seconds = read(state["SecondsPath"], data, context) if "SecondsPath" in state else state["Seconds"]
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds <= 99_999_999:
        raise StatesError("States.Runtime", f"The SecondsPath parameter does not reference a valid value: {seconds!r}")
    return seconds


def matching(rules: Sequence[State], error: str) -> int | None:
    """The index of the first Retry or Catch that is for an error."""
    return next((index for index, rule in enumerate(rules) if _matches(rule["ErrorEquals"], error)), None)


def delay_of(retry: State, retries: int, jitter: Callable[[float], float]) -> float | None:
    """How long a Retry waits after so many retries; None where it gives up."""
    if retries >= retry.get("MaxAttempts", 3):
        return None
    delay = retry.get("IntervalSeconds", 1) * retry.get("BackoffRate", 2.0) ** retries
    delay = min(delay, retry.get("MaxDelaySeconds", delay))
    return jitter(delay) if retry.get("JitterStrategy") == "FULL" else delay


def _matches(wanted: Sequence[str], error: str) -> bool:
    if error in UNCATCHABLE:
        return False
    if "States.TaskFailed" in wanted and error != "States.Timeout":
        return True
    return error in wanted or "States.ALL" in wanted


def _put(data: Any, names: Sequence[str], result: Any) -> Any:
    if not names:
        return result
    inner = data.get(names[0], {}) if isinstance(data, Mapping) else {}
    return {**data, names[0]: _put(inner, names[1:], result)}


def _successors(state: State) -> list[str]:
    found = [rule["Next"] for rule in [*state.get("Choices", []), *state.get("Catch", [])]]
    return found + [state[field] for field in ("Next", "Default") if field in state]
