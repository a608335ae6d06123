import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from local_aws.step_functions.definition import problems_of
from tests.local_aws.step_functions.conftest import DEFINITION, Stepper

States = dict[str, Any]


def test_a_definition_that_can_be_walked_has_no_problems() -> None:
    assert problems_of(json.dumps(DEFINITION)) == []


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda states: states["Claiming the number"].pop("Next"), "Claiming the number has neither Next nor End"),
        (lambda states: states["Give up"].update(Next="Nowhere"), "Give up leads to none: Nowhere"),
        (lambda states: states["Answered"].update(Type="Success"), "Answered has no type that there is: Success"),
        (lambda states: states.update(Alone={"Type": "Succeed"}), "Alone is not reachable"),
        (lambda states: states.pop("Take the next step"), "StartAt names no state: Take the next step"),
    ],
)
def test_what_could_not_be_walked_through_is_named(spoil: Callable[[States], None], problem: str) -> None:
    definition = copy.deepcopy(DEFINITION)
    spoil(definition["States"])
    assert problem in "; ".join(problems_of(json.dumps(definition)))


def test_what_is_not_json() -> None:
    (problem,) = problems_of("{")
    assert problem.startswith("INVALID_JSON_DESCRIPTION")


def test_the_api_refuses_what_has_problems(machine: Stepper) -> None:
    with pytest.raises(machine.states.exceptions.InvalidDefinition, match="INVALID_JSON"):
        machine.states.create_state_machine(name="spoilt", definition="{", roleArn="arn:aws:iam::123456789012:role/any")
    with pytest.raises(machine.states.exceptions.InvalidDefinition, match="StartAt and States are required"):
        machine.states.update_state_machine(stateMachineArn=machine.arn, definition="{}")
