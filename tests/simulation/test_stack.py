"""Deployments of a stack: which requests CloudFormation sends, and what is left."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.simulation.answering_function import Answer, AnsweringFunction
from tests.simulation.sibling import Sibling
from tests.simulation.stack import RETAIN, RETAIN_EXCEPT_ON_CREATE, Declared, Stack
from tests.simulation.stack_resource import Rollback

ONE, TWO = Declared({"Number": "1"}), Declared({"Number": "2"})
REPLACED = {"PhysicalResourceId": "new"}


@pytest.fixture
def function() -> AnsweringFunction:
    return AnsweringFunction()


def failing(*told: str) -> Any:
    """FAILED for requests that begin so."""

    def answer(event: Mapping[str, Any]) -> Answer:
        if f"{event['RequestType']} {event['LogicalResourceId']}".startswith(told):
            return {"Status": "FAILED", "Reason": "no", "PhysicalResourceId": event.get("PhysicalResourceId", "failed")}
        return {}

    return answer


def replacing(event: Mapping[str, Any]) -> Answer:
    """Every Update is a replacement."""
    return {"PhysicalResourceId": f"new-{event['RequestId'][:8]}"} if event["RequestType"] == "Update" else {}


def deployed(function: AnsweringFunction, template: dict[str, Declared], **more: Any) -> Stack:
    stack = function.stack(**more)
    assert function.run(stack.deploy(template)) == [True]
    function.events.clear()
    return stack


def test_a_life(function: AnsweringFunction) -> None:
    stack = function.stack()
    assert function.run(stack.deploy({"A": ONE, "B": ONE})) == [True]
    assert function.run(stack.deploy({"A": TWO, "B": ONE})) == [True]
    assert function.run(stack.deploy({"A": TWO})) == [True]
    assert function.run(stack.delete()) == [True]
    assert function.told == ["Create A", "Create B", "Update A A-1", "Delete B B-2", "Delete A A-1"]
    assert stack.status == "DELETE_COMPLETE"


def test_a_create_that_fails_is_rolled_back(function: AnsweringFunction) -> None:
    function.answer = failing("Create B")
    stack = function.stack()
    assert function.run(stack.deploy({"A": ONE, "B": ONE})) == [False]
    assert function.told == ["Create A", "Create B", "Delete A A-1", "Delete B failed"]
    assert (stack.status, stack.resources) == ("ROLLBACK_COMPLETE", {})
    with pytest.raises(ValueError, match="can't be deployed"):
        function.run(stack.deploy({"A": ONE}))


def test_a_create_that_is_given_up_is_deleted_under_an_invented_id(function: AnsweringFunction) -> None:
    function.answer = lambda event: None if event["RequestType"] == "Create" else {}
    stack = function.stack()
    began_at = function.timeline.now()
    assert function.run(stack.deploy({"A": ONE, "B": ONE}, sibling=Sibling(30, cancels=True))) == [False]
    assert function.timeline.now() - began_at < 40
    assert function.told[2:] == ["Delete A stack-1-A-000000000003", "Delete B stack-1-B-000000000005"]


def test_siblings_of_what_failed_are_awaited(function: AnsweringFunction) -> None:
    stack = function.stack()
    began_at = function.timeline.now()
    assert function.run(stack.deploy({"A": ONE}, sibling=Sibling(30))) == [False]
    assert function.told == ["Create A", "Delete A A-1"]
    assert function.timeline.now() - began_at > 30


@pytest.mark.parametrize(
    ("policy", "told", "retained"),
    [(RETAIN, ["Create A", "Create B", "Delete B failed"], ["A-1"]), (RETAIN_EXCEPT_ON_CREATE, None, [])],
)
def test_what_is_retained_when_a_create_is_rolled_back(
    function: AnsweringFunction, policy: str, told: list[str] | None, retained: list[str]
) -> None:
    function.answer = failing("Create B")
    stack = function.stack()
    function.run(stack.deploy({"A": replace(ONE, deletion_policy=policy), "B": ONE}))
    assert function.told == (told or ["Create A", "Create B", "Delete A A-1", "Delete B failed"])
    assert [physical.physical_resource_id for physical in stack.retained] == retained


@pytest.mark.parametrize("policy", [RETAIN, RETAIN_EXCEPT_ON_CREATE])
def test_what_is_retained_when_its_stack_goes(function: AnsweringFunction, policy: str) -> None:
    stack = deployed(function, {"A": replace(ONE, deletion_policy=policy), "B": ONE})
    function.run(stack.delete())
    assert function.told == ["Delete B B-2"]
    assert [physical.physical_resource_id for physical in stack.retained] == ["A-1"]


def test_what_was_replaced_is_deleted_in_the_clean_up(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE})
    function.answer = replacing
    function.run(stack.deploy({"A": TWO}))
    assert function.told == ["Update A A-1", "Delete A A-1"]
    physical = stack.resources["A"].physical
    assert physical is not None
    assert physical.physical_resource_id.startswith("new-")


def test_what_was_replaced_may_be_retained(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE})
    function.answer = replacing
    function.run(stack.deploy({"A": replace(TWO, update_replace_policy=RETAIN)}))
    assert function.told == ["Update A A-1"]
    assert [physical.physical_resource_id for physical in stack.retained] == ["A-1"]


def test_a_clean_up_is_tried_three_times_and_then_given_up(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE})
    function.answer = failing("Delete A")
    assert function.run(stack.deploy({})) == [True]
    assert function.told == ["Delete A A-1"] * 3
    assert (stack.status, stack.resources) == ("UPDATE_COMPLETE", {})
    assert [physical.physical_resource_id for physical in stack.given_up] == ["A-1"]


@pytest.mark.parametrize(
    ("rollback", "told"),
    [
        (Rollback.BY_DELETE, ["Update A A-1", "Update B B-2", "Update B B-2", "Delete A new"]),
        (Rollback.BY_UPDATE, ["Update A A-1", "Update B B-2", "Update A new", "Update B B-2", "Delete A new"]),
    ],
)
def test_a_replacement_is_rolled_back(function: AnsweringFunction, rollback: Rollback, told: list[str]) -> None:
    stack = deployed(function, {"A": ONE, "B": ONE}, rollback=rollback)

    def answer(event: Mapping[str, Any]) -> Answer:
        if event["RequestType"] != "Update" or event["LogicalResourceId"] == "B":
            return {"Status": "FAILED", "Reason": "no"} if event["ResourceProperties"]["Number"] == "2" else {}
        return REPLACED if event["ResourceProperties"]["Number"] == "2" else {"PhysicalResourceId": "A-1"}

    def deleting(event: Mapping[str, Any]) -> Answer:
        return {} if event["RequestType"] == "Delete" else answer(event)

    function.answer = deleting
    assert function.run(stack.deploy({"A": TWO, "B": TWO})) == [False]
    assert function.told == told
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    back = [event for event in function.events if event.get("PhysicalResourceId") == "new"]
    if rollback is Rollback.BY_UPDATE:
        assert back[0]["OldResourceProperties"]["Number"] == "2"
        assert back[0]["ResourceProperties"]["Number"] == "1"


def test_an_update_that_can_not_be_rolled_back_is_skipped_by_an_operator(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE})
    function.answer = failing("Update A")
    assert function.run(stack.deploy({"A": TWO})) == [False]
    assert stack.status == "UPDATE_ROLLBACK_FAILED"
    assert function.run(stack.roll_back()) == [False]
    assert function.run(stack.roll_back(skipping=("A",))) == [True]
    assert function.told == ["Update A A-1"] * 3
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"


def test_what_an_update_created_is_deleted_when_it_is_rolled_back(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE})
    function.answer = failing("Create C")
    assert function.run(stack.deploy({"A": ONE, "B": ONE, "C": ONE})) == [False]
    assert function.told == ["Create B", "Create C", "Delete B B-1", "Delete C failed"]
    assert list(stack.resources) == ["A"]


@pytest.mark.parametrize("again", [False, True])
def test_with_rollback_switched_off_the_next_deployment_creates_anew(function: AnsweringFunction, again: bool) -> None:
    function.answer = failing("Create A")
    stack = function.stack()
    assert function.run(stack.deploy({"A": ONE, "B": ONE}, rolls_back=False)) == [False]
    assert stack.status == "CREATE_FAILED"
    function.answer = lambda event: {}
    assert function.run(stack.deploy({"A": ONE, "B": ONE}, uses_request_ids_again=again)) == [True]
    assert function.told == ["Create A", "Create B", "Create A", "Delete A failed"]
    assert (function.events[0]["RequestId"] == function.events[2]["RequestId"]) is again
    assert stack.status == "UPDATE_COMPLETE"


def test_with_rollback_switched_off_a_failed_update_is_sent_again(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE})
    function.answer = failing("Update A")
    assert function.run(stack.deploy({"A": TWO}, rolls_back=False)) == [False]
    function.answer = replacing
    assert function.run(stack.deploy({"A": TWO})) == [True]
    assert function.told == ["Update A A-1", "Update A A-1", "Delete A A-1"]


def test_a_stack_that_can_not_be_deleted_is_deleted_again(function: AnsweringFunction) -> None:
    stack = deployed(function, {"A": ONE, "B": ONE})
    function.answer = failing("Delete B")
    assert function.run(stack.delete()) == [False]
    assert (stack.status, list(stack.resources)) == ("DELETE_FAILED", ["B"])
    assert function.run(stack.delete(retaining=("B",))) == [True]
    assert function.told == ["Delete A A-1", "Delete B B-2"]
    assert [physical.physical_resource_id for physical in stack.retained] == ["B-2"]


def test_several_stacks_at_once(function: AnsweringFunction) -> None:
    stacks = [function.stack() for _ in range(3)]
    assert function.run(*(stack.deploy({"A": ONE}) for stack in stacks)) == [True] * 3
    assert function.told == ["Create A"] * 3
