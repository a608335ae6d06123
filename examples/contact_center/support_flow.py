"""The flow that calls enter, in the Amazon Connect Flow language.

https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
"""

from __future__ import annotations

from typing import Any

from country import Country


def support_flow(country: Country, *, hours_of_operation_arn: str, queue_arn: str) -> dict[str, Any]:
    """Greet and transfer to the queue in opening hours; say that nobody is there outside of them."""
    return {
        "Version": "2019-10-30",
        "StartAction": "voice",
        "Metadata": {},
        "Actions": [
            _action(
                "voice",
                "UpdateContactTextToSpeechVoice",
                {"TextToSpeechVoice": country.voice},
                _then("are-we-open", NoMatchingError="are-we-open"),
            ),
            _action(
                "are-we-open",
                "CheckHoursOfOperation",
                {"HoursOfOperationId": hours_of_operation_arn},
                {
                    # Whoever can't be told whether it is open is told that it is closed, rather than to wait.
                    **_then("say-closed", NoMatchingError="say-closed"),
                    "Conditions": [_equals("True", "greet"), _equals("False", "say-closed")],
                },
            ),
            _action("greet", "MessageParticipant", {"Text": country.greeting}, _then("queue", NoMatchingError="queue")),
            _action(
                "queue",
                "UpdateContactTargetQueue",
                {"QueueId": queue_arn},
                _then("transfer", NoMatchingError="say-closed"),
            ),
            _action(
                "transfer",
                "TransferContactToQueue",
                {},
                _then("say-closed", QueueAtCapacity="say-closed", NoMatchingError="say-closed"),
            ),
            _action(
                "say-closed",
                "MessageParticipant",
                {"Text": country.closed},
                _then("hang-up", NoMatchingError="hang-up"),
            ),
            # The end of a flow leads nowhere.
            _action("hang-up", "DisconnectParticipant", {}, {}),
        ],
    }


def _action(identifier: str, type: str, parameters: dict[str, str], transitions: dict[str, Any]) -> dict[str, Any]:
    return {"Identifier": identifier, "Type": type, "Parameters": parameters, "Transitions": transitions}


def _then(next_action: str, **next_action_on_error: str) -> dict[str, Any]:
    errors = [{"ErrorType": error, "NextAction": action} for error, action in next_action_on_error.items()]
    return {"NextAction": next_action, "Errors": errors, "Conditions": []}


def _equals(result: str, next_action: str) -> dict[str, Any]:
    return {"NextAction": next_action, "Condition": {"Operator": "Equals", "Operands": [result]}}
