"""The state machine, by its definition alone."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.private import state_machine_definition as module
from constructs_lib.private.state_machine_definition import STATUSES, state_machine_definition

from .cfn_lint import cfn_lint

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:phone-numbers"
NEXT_STEP, GIVE_UP = "Take the next step", "Give the operation up"
OPERATION_MINUTES = 45


@pytest.fixture(scope="module")
def states() -> dict[str, Any]:
    return dict(state_machine_definition(FUNCTION)["States"])


def follow(state: dict[str, Any]) -> Iterator[str]:
    """The states that may come after a state."""
    yield from (state[key] for key in ("Next", "Default") if key in state)
    yield from (each["Next"] for key in ("Choices", "Catch") for each in state.get(key, []))


def test_every_state_is_reached_and_leads_somewhere(states: dict[str, Any]) -> None:
    reached, left = {NEXT_STEP}, [NEXT_STEP]
    while left:
        found = set(follow(states[left.pop()])) - reached
        reached |= found
        left += found
    assert reached == states.keys()
    ends = {name for name, state in states.items() if not list(follow(state))}
    assert ends == {"Answered", "No answer could be given"}


@pytest.mark.parametrize(("name", "on_failure"), [(NEXT_STEP, GIVE_UP), (GIVE_UP, "No answer could be given")])
def test_the_function_is_called_with_what_is_known(states: dict[str, Any], name: str, on_failure: str) -> None:
    state = states[name]
    assert state["Resource"] == "arn:aws:states:::lambda:invoke"
    assert state["Parameters"] == {"FunctionName": FUNCTION, "Payload.$": "$"}
    assert set(state["ResultSelector"].values()) == {f"$.Payload.{key}" for key in ("Status", "Seconds", "Why")}
    assert (state["ResultPath"], state["Next"]) == ("$.Step", "What does it wait for?")
    # Longer than the function may take.
    assert state["TimeoutSeconds"] > 60
    assert state["Catch"] == [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.Failure", "Next": on_failure}]


def waits(retry: dict[str, Any]) -> list[float]:
    """The longest that each repetition may wait; full jitter makes it half of that on average."""
    delays = (retry["IntervalSeconds"] * retry["BackoffRate"] ** n for n in range(retry["MaxAttempts"]))
    return [min(delay, retry["MaxDelaySeconds"]) for delay in delays]


@pytest.mark.parametrize("name", [NEXT_STEP, GIVE_UP])
def test_lambdas_failures_are_waited_out_and_bugs_are_not(states: dict[str, Any], name: str) -> None:
    of_lambda, any_other = states[name]["Retry"]
    assert {"Lambda.TooManyRequestsException", "Sandbox.Timedout", "States.Timeout"} <= set(of_lambda["ErrorEquals"])
    assert any_other["ErrorEquals"] == ["States.ALL"]
    assert {retry["JitterStrategy"] for retry in (of_lambda, any_other)} == {"FULL"}
    assert sum(waits(of_lambda)) / 2 > OPERATION_MINUTES * 60
    assert 60 < sum(waits(any_other)) / 2 < 5 * 60


def test_each_status_waits_in_a_state_that_says_what_for(states: dict[str, Any]) -> None:
    choice = states["What does it wait for?"]
    by_status = {each["StringEquals"]: each["Next"] for each in choice["Choices"]}
    assert by_status == {**STATUSES, "DONE": "Answered"}
    assert {each["Variable"] for each in choice["Choices"]} == {"$.Step.Status"}
    for name in (*STATUSES.values(), choice["Default"]):
        assert states[name] == {"Type": "Wait", "SecondsPath": "$.Step.Seconds", "Next": NEXT_STEP}


def test_of_another_partition() -> None:
    states = state_machine_definition(FUNCTION, partition="aws-us-gov")["States"]
    assert states[NEXT_STEP]["Resource"] == "arn:aws-us-gov:states:::lambda:invoke"


def test_cfn_lint_knows_the_language(tmp_path: Path) -> None:
    """Its schema of the Amazon States Language reads definitions that hold no intrinsic function."""
    for name, changes in (("right", {}), ("wrong", {"StartAt": "Nowhere", "States": {}})):
        machine = {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "RoleArn": "arn:aws:iam::123456789012:role/phone-numbers",
                "Definition": {**state_machine_definition(FUNCTION), **changes},
            },
        }
        template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Machine": machine}}
        (tmp_path / f"{name}.json").write_text(json.dumps(template))
    found = cfn_lint(*tmp_path.iterdir())
    assert "E3601" in found
    assert "right.json" not in found


def test_it_needs_the_standard_library_alone() -> None:
    """So that what runs it elsewhere, a test or the local AWS, need not load the CDK for it."""
    tree = ast.parse(Path(module.__file__).read_text())
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imported}
    assert names <= sys.stdlib_module_names
