"""The problems for which Step Functions refuses a definition."""

import json
from collections.abc import Iterator
from typing import Any

TYPES = frozenset({"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"})
ENDS = frozenset({"Succeed", "Fail"})

State = dict[str, Any]


def problems_of(definition: str) -> list[str]:
    """What is wrong, in words; an empty list where nothing is."""
    try:
        machine = json.loads(definition)
    except ValueError as error:
        return [f"INVALID_JSON_DESCRIPTION: {error}"]
    if not isinstance(machine, dict) or "StartAt" not in machine or not isinstance(machine.get("States"), dict):
        return ["SCHEMA_VALIDATION_FAILED: StartAt and States are required"]
    return list(_problems(machine["StartAt"], machine["States"]))


def _problems(start: str, states: dict[str, State]) -> Iterator[str]:
    reached = {start}
    if start not in states:
        yield f"MISSING_TRANSITION_TARGET: StartAt names no state: {start}"
    for name, state in states.items():
        if state.get("Type") not in TYPES:
            yield f"SCHEMA_VALIDATION_FAILED: the state {name} has no type that there is: {state.get('Type')}"
        targets = list(_targets(state))
        if not targets and not state.get("End") and state.get("Type") not in ENDS:
            yield f"SCHEMA_VALIDATION_FAILED: the state {name} has neither Next nor End"
        for target in targets:
            reached.add(target)
            if target not in states:
                yield f"MISSING_TRANSITION_TARGET: the state {name} leads to none: {target}"
    for name in sorted(states.keys() - reached):
        yield f"MISSING_TRANSITION_TARGET: the state {name} is not reachable"


def _targets(state: State) -> Iterator[str]:
    followed = (state, *state.get("Choices", []), *state.get("Catch", []))
    yield from (each["Next"] for each in followed if "Next" in each)
    if "Default" in state:
        yield state["Default"]
