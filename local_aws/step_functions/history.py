"""An execution's history, event by event."""

import json
from typing import Any

from ministack.services import stepfunctions

from local_aws.step_functions.failures import StatesError

Execution = dict[str, Any]
"""ministack's record of an execution."""

MOST_EVENTS = 25_000


def add_event(execution: Execution, event_type: str, details: dict[str, Any]) -> None:
    """Add an event; the name of its details follows from its type. Past 25,000 events an execution fails."""
    number = len(execution["events"])
    if number >= MOST_EVENTS and event_type != "ExecutionFailed":
        raise StatesError("States.Runtime", "The execution reached the maximum number of history events (25000).")
    event = stepfunctions._add_event(execution, event_type, {_details_of(event_type): details})
    event["previousEventId"] = number


def entered(execution: Execution, state_type: str, name: str, data: object) -> None:
    """A state is entered with this input."""
    details = {"name": name, "input": json.dumps(data), "inputDetails": {"truncated": False}}
    add_event(execution, f"{state_type}StateEntered", details)


def exited(execution: Execution, state_type: str, name: str, data: object) -> None:
    """A state is left with this output."""
    details = {"name": name, "output": json.dumps(data), "outputDetails": {"truncated": False}}
    add_event(execution, f"{state_type}StateExited", details)


def page_of_events(request: dict[str, Any]) -> tuple[list[dict[str, Any]], str | None]:
    """A page of GetExecutionHistory, and the token of the next. KeyError where there is no such execution."""
    events = list(stepfunctions._executions[request["executionArn"]]["events"])
    if request.get("reverseOrder"):
        events.reverse()
    start = int(request.get("nextToken") or 0)
    end = start + (request.get("maxResults") or 100)
    return events[start:end], str(end) if end < len(events) else None


def _details_of(event_type: str) -> str:
    for suffix in ("StateEntered", "StateExited"):
        if event_type.endswith(suffix):
            return f"{suffix[0].lower()}{suffix[1:]}EventDetails"
    return f"{event_type[0].lower()}{event_type[1:]}EventDetails"
