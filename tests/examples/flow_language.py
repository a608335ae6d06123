"""What the Amazon Connect Flow language asks of a flow, of the actions that the examples use.

https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

PARAMETERS = {
    "CheckHoursOfOperation": {"HoursOfOperationId"},
    "DisconnectParticipant": set(),
    "MessageParticipant": {"Text"},
    "TransferContactToQueue": set(),
    "UpdateContactTargetQueue": {"QueueId"},
    "UpdateContactTextToSpeechVoice": {"TextToSpeechVoice"},
}
ERRORS = {
    "CheckHoursOfOperation": {"NoMatchingError"},
    "MessageParticipant": {"NoMatchingError"},
    "TransferContactToQueue": {"NoMatchingError", "QueueAtCapacity"},
    "UpdateContactTargetQueue": {"NoMatchingError"},
    "UpdateContactTextToSpeechVoice": {"NoMatchingError"},
}
CONDITIONS = {"CheckHoursOfOperation": {("True",), ("False",)}}
TERMINAL = {"DisconnectParticipant"}
FORBIDDEN_IN_IDENTIFIERS = set("%:(\\/)=$,;[]{}")


def problems(flow: Mapping[str, Any]) -> list[str]:
    """What is wrong with a flow; nothing, where AWS would take it."""
    return list(_problems(flow))


def _problems(flow: Mapping[str, Any]) -> Iterator[str]:
    actions = {action["Identifier"]: action for action in flow["Actions"]}
    if flow["Version"] != "2019-10-30":
        yield f"Version {flow['Version']}"
    if len(actions) != len(flow["Actions"]):
        yield "two actions have one Identifier"
    reached = {flow["StartAction"]}
    for identifier, action in actions.items():
        if len(identifier) > 50 or FORBIDDEN_IN_IDENTIFIERS & set(identifier):
            yield f"Identifier {identifier}"
        yield from _action_problems(action)
        reached |= set(_next_actions(action["Transitions"]))
    yield from (f"{name} is not there" for name in sorted(reached - actions.keys()))
    yield from (f"{name} is never reached" for name in sorted(actions.keys() - reached))


def _action_problems(action: Mapping[str, Any]) -> Iterator[str]:
    name, kind, transitions = action["Identifier"], action["Type"], action["Transitions"]
    if action["Parameters"].keys() != PARAMETERS[kind]:
        yield f"{name}: parameters {sorted(action['Parameters'])}"
    if kind in TERMINAL:
        if transitions:
            yield f"{name} ends the flow and leads on"
        return
    if {error["ErrorType"] for error in transitions["Errors"]} != ERRORS[kind]:
        yield f"{name}: errors {transitions['Errors']}"
    conditions = {tuple(condition["Condition"]["Operands"]) for condition in transitions["Conditions"]}
    if conditions != CONDITIONS.get(kind, set()):
        yield f"{name}: conditions {transitions['Conditions']}"


def _next_actions(transitions: Mapping[str, Any]) -> Iterator[str]:
    if "NextAction" in transitions:
        yield transitions["NextAction"]
    for each in (*transitions.get("Errors", ()), *transitions.get("Conditions", ())):
        yield each["NextAction"]
