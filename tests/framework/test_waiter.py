"""What the double takes for granted of the framework's state machine is in the template that is deployed."""

import json
from typing import Any

from aws_cdk.assertions import Template

from constructs_lib import ClaimedPhoneNumber
from tests.constructs.support import INSTANCE_ARN, new_stack, resources
from tests.handler.lifecycle import MAX_ATTEMPTS, QUERY_INTERVAL


def states() -> dict[str, Any]:
    """The states of the waiter's state machine."""
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Number", target=INSTANCE_ARN, phone_number="+12065550100")
    [machine] = resources(Template.from_stack(stack), "AWS::StepFunctions::StateMachine").values()
    [_, parts] = machine["Properties"]["DefinitionString"]["Fn::Join"]
    definition = json.loads("".join(part if isinstance(part, str) else "function" for part in parts))
    return dict(definition["States"])


def test_it_looks_as_often_as_the_double_and_then_gives_up() -> None:
    look = states()["framework-isComplete-task"]
    [retry] = look["Retry"]
    assert retry == {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": QUERY_INTERVAL,
        "MaxAttempts": MAX_ATTEMPTS,
        "BackoffRate": 1,
    }
    assert look["Catch"] == [{"ErrorEquals": ["States.ALL"], "Next": "framework-onTimeout-task"}]
