"""The state machine that takes one operation from its first step to its answer.

It is written in the Amazon States Language, with JSONPath. It calls the function, waits for as long as the function
says, and calls it again. So one execution and its history show the whole operation. Only the function decides.
"""

from __future__ import annotations

from typing import Any

STATUSES = {
    "CHOOSING": "Choosing a number",
    "CLAIMING": "Claiming the number",
    "CONFIGURING": "Configuring the number",
    "ENDING": "Letting the number go",
    "REPLICATING": "Replicating the instance",
    "ANSWERING": "Answering CloudFormation",
    "LOOKING": "Looking at the numbers",
}
"""The names of the waiting states, by the Status that the function answers; DONE ends the execution."""

_NEXT_STEP = "Take the next step"
_GIVE_UP = "Give the operation up"
_CHOICE = "What does it wait for?"
_OTHER_STATUS = "Waiting"
_ANSWERED = "Answered"
_NO_ANSWER = "No answer could be given"

_LAMBDA_FAILURES = (
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.CodeArtifactUserPendingException",
    "Lambda.ResourceNotReadyException",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Runtime.ExitError",
    "Sandbox.Timedout",
    "States.Timeout",
)
"""Lambda's own failures, and a function that was cut off. The next call may succeed, however many have failed."""


def state_machine_definition(function_arn: str, *, partition: str = "aws") -> dict[str, Any]:
    """The definition.

    An execution's input is `{"Resource": ..., "Operation": ...}`, which names a record of the ledger and nothing else.

    Args:
        function_arn: the function that takes the steps; may be a token.
        partition: of the function's Region; may be a token.
    """
    waits = {
        name: {"Type": "Wait", "SecondsPath": "$.Step.Seconds", "Next": _NEXT_STEP}
        for name in (*STATUSES.values(), _OTHER_STATUS)
    }
    choices = [
        {"Variable": "$.Step.Status", "StringEquals": status, "Next": name}
        for status, name in (*STATUSES.items(), ("DONE", _ANSWERED))
    ]
    return {
        "Comment": "The life of one operation on an Amazon Connect phone number or a replicated instance.",
        "StartAt": _NEXT_STEP,
        "States": {
            _NEXT_STEP: _call(function_arn, partition, on_failure=_GIVE_UP),
            # A running execution keeps its definition, and a newer function may answer a status that it does not know.
            _CHOICE: {"Type": "Choice", "Choices": choices, "Default": _OTHER_STATUS},
            **waits,
            _GIVE_UP: _call(function_arn, partition, on_failure=_NO_ANSWER),
            _ANSWERED: {"Type": "Succeed"},
            _NO_ANSWER: {
                "Type": "Fail",
                "Error": "NoAnswer",
                "Cause": "The function failed, and failed to answer CloudFormation, which waits for its own timeout.",
            },
        },
    }


def _call(function_arn: str, partition: str, *, on_failure: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": f"arn:{partition}:states:::lambda:invoke",
        # The input, the answer of the step before as `Step`, and as `Failure` why the operation is given up.
        "Parameters": {"FunctionName": function_arn, "Payload.$": "$"},
        "ResultSelector": {
            "Status.$": "$.Payload.Status",
            "Seconds.$": "$.Payload.Seconds",
            "Why.$": "$.Payload.Why",
        },
        "ResultPath": "$.Step",
        "TimeoutSeconds": 90,
        "Retry": [
            # 45 minutes, as long as an operation may take, even if jitter makes every third delay almost zero.
            _retry(list(_LAMBDA_FAILURES), interval=2, attempts=140, most=60),
            # A few minutes, for causes that pass. A bug of the function does not mend itself.
            _retry(["States.ALL"], interval=5, attempts=8, most=60),
        ],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.Failure", "Next": on_failure}],
        "Next": _CHOICE,
    }


def _retry(errors: list[str], *, interval: int, attempts: int, most: int) -> dict[str, Any]:
    return {
        "ErrorEquals": errors,
        "IntervalSeconds": interval,
        "BackoffRate": 2,
        "MaxAttempts": attempts,
        "MaxDelaySeconds": most,
        "JitterStrategy": "FULL",
    }
