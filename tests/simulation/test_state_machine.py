"""The double of Step Functions interprets the definition as other interpreters do, and keeps the service's rules."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.simulation.definition import the_definition
from tests.simulation.lambda_function import Failure, Outcome
from tests.simulation.other_interpreters import Course, by_ministack, by_moto
from tests.simulation.plain_clock import plain_timeline
from tests.simulation.state_machine import ExecutionAlreadyExistsError, InvalidNameError, StateMachine
from tests.simulation.timeline import Timeline

INPUT = {"Resource": "RESOURCE#one", "Operation": "create-1"}
GIVEN = json.dumps(INPUT)
NEXT_STEP, CHOICE = "Take the next step", "What does it wait for?"


def answer(status: str, seconds: int = 1) -> Outcome:
    return {"Status": status, "Seconds": seconds, "Why": "because"}


def failure(error: str) -> Failure:
    return Failure(error, json.dumps({"errorType": error, "errorMessage": "as it was asked for"}))


class Script:
    """A function that answers from a list, and at its end DONE."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        self._outcomes = list(outcomes)
        self.payloads: list[Mapping[str, Any]] = []

    def __call__(self, payload: Mapping[str, Any]) -> Outcome:
        self.payloads.append(json.loads(json.dumps(payload)))
        return self._outcomes.pop(0) if self._outcomes else answer("DONE")


def machine_of(*outcomes: Outcome, **more: Any) -> tuple[StateMachine, Timeline, Script]:
    timeline, script = plain_timeline(1000.0), Script(list(outcomes))
    return StateMachine(timeline, the_definition(), script, **more), timeline, script


def course_of(outcomes: list[Outcome]) -> Course:
    machine, timeline, script = machine_of(*outcomes)
    machine.start("one", GIVEN)
    timeline.run()
    execution = machine.execution("one")
    waits = [(visit.state, visit.data) for visit in execution.visits if the_definition()["States"][visit.state]]
    waited = [data["Step"]["Seconds"] for name, data in waits if the_definition()["States"][name]["Type"] == "Wait"]
    return Course(execution.states, script.payloads, waited, (execution.status, execution.error))


def told(course: Course) -> tuple[Any, ...]:
    """A course without the words of causes, which each interpreter has its own for."""
    payloads = [
        {**payload, **({"Failure": payload["Failure"]["Error"]} if "Failure" in payload else {})}
        for payload in course.payloads
    ]
    return course.states, payloads, course.waited, course.end


answers = st.builds(
    answer,
    st.sampled_from(["CHOOSING", "CLAIMING", "CONFIGURING", "ENDING", "REPLICATING", "ANSWERING", "NEWER"]),
    st.integers(1, 900),
)
failures = st.sampled_from(
    ["Lambda.TooManyRequestsException", "Lambda.ServiceException", "Runtime.ExitError", "RuntimeError", "KeyError"]
).map(failure)
scripts = st.lists(st.one_of(answers, answers, failures), max_size=20)
A_BUG: list[Outcome] = [failure("KeyError")] * 9


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@example(outcomes=A_BUG)
@example(outcomes=A_BUG * 2)
@given(outcomes=scripts)
def test_the_same_states_the_same_inputs_and_the_same_outcome(outcomes: list[Outcome]) -> None:
    course = told(course_of(outcomes))
    assert course == told(by_ministack(the_definition(), INPUT, Script(outcomes)))
    assert course == told(by_moto(the_definition(), INPUT, Script(outcomes)))


def test_a_life() -> None:
    machine, timeline, script = machine_of(answer("CHOOSING", 2), answer("CLAIMING", 30))
    machine.start("one", GIVEN)
    timeline.run()
    execution = machine.execution("one")
    assert execution.states == [
        *(NEXT_STEP, CHOICE, "Choosing a number"),
        *(NEXT_STEP, CHOICE, "Claiming the number"),
        *(NEXT_STEP, CHOICE, "Answered"),
    ]
    assert execution.status == "SUCCEEDED"
    assert execution.ended_at == 1000 + 32
    assert (execution.transitions, execution.invocations) == (9, 3)
    before = [{"Step": answer("CHOOSING", 2)}, {"Step": answer("CLAIMING", 30)}]
    assert script.payloads == [INPUT, *({**INPUT, **step} for step in before)]


def test_one_transition_at_a_time() -> None:
    machine, timeline, _ = machine_of(answer("CHOOSING", 2))
    machine.start("one", GIVEN)
    assert timeline.step().name == f"one: {NEXT_STEP}"
    assert timeline.step().name == f"one: {CHOICE}"
    assert timeline.step().name == "one: Choosing a number"
    assert timeline.now() == 1000
    timeline.step()
    assert timeline.now() == 1002


def test_a_name_is_used_once() -> None:
    machine, timeline, _ = machine_of()
    machine.start("one", GIVEN)
    machine.start("one", GIVEN)
    assert len(timeline.happenings()) == 1, "the same is the same"
    with pytest.raises(ExecutionAlreadyExistsError):
        machine.start("one", "{}")
    timeline.run()
    with pytest.raises(ExecutionAlreadyExistsError):
        machine.start("one", GIVEN)
    timeline.pass_time(91 * 24 * 3600)
    machine.start("one", GIVEN)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a:b", "a#b", "x" * 81])
def test_a_name_that_step_functions_does_not_take(name: str) -> None:
    with pytest.raises(InvalidNameError):
        machine_of()[0].start(name, GIVEN)


def test_lambdas_own_failures_are_retried_for_three_quarters_of_an_hour() -> None:
    machine, timeline, _ = machine_of(*[failure("Lambda.TooManyRequestsException")] * 50)
    machine.start("one", GIVEN)
    timeline.run()
    assert machine.execution("one").status == "SUCCEEDED"
    assert machine.execution("one").transitions == 3 + 50
    assert timeline.now() - 1000 == 2 + 4 + 8 + 16 + 32 + 45 * 60


def test_jitter_is_the_tests_to_choose() -> None:
    machine, timeline, _ = machine_of(*[failure("Lambda.Unknown")] * 3, jitter=lambda delay: delay / 2)
    machine.start("one", GIVEN)
    timeline.run()
    assert timeline.now() - 1000 == 1 + 2 + 4


def test_a_bug_is_given_up() -> None:
    machine, timeline, script = machine_of(*A_BUG)
    machine.start("one", GIVEN)
    timeline.run()
    assert machine.execution("one").states == [NEXT_STEP, "Give the operation up", CHOICE, "Answered"]
    assert script.payloads[-1]["Failure"]["Error"] == "KeyError"


def test_an_answer_without_a_member_ends_the_execution_at_once() -> None:
    machine, timeline, _ = machine_of({"Status": "CHOOSING", "Seconds": 2})
    machine.start("one", GIVEN)
    timeline.run()
    execution = machine.execution("one")
    assert (execution.status, execution.error) == ("FAILED", "States.Runtime"), "no Catch is for that"


@pytest.mark.parametrize("seconds", [1.5, -1, "2"])
def test_a_wait_is_of_whole_seconds(seconds: Any) -> None:
    machine, timeline, _ = machine_of({"Status": "CHOOSING", "Seconds": seconds, "Why": ""})
    machine.start("one", GIVEN)
    timeline.run()
    assert machine.execution("one").error == "States.Runtime"


def test_what_was_copied_goes_on_from_there() -> None:
    machine, timeline, script = machine_of(answer("CHOOSING", 2), answer("CLAIMING", 3))
    machine.start("one", GIVEN)
    for _ in range(3):
        timeline.step()
    copies = machine.snapshot(), timeline.snapshot()
    timeline.run()
    assert machine.execution("one").status == "SUCCEEDED"
    machine.restore(copies[0])
    timeline.restore(copies[1])
    assert machine.execution("one").states[-1] == "Choosing a number"
    timeline.run()
    assert len(script.payloads) == 4


def test_what_it_does_not_understand_is_refused() -> None:
    changes: list[dict[str, Any]] = [{"Assign": {}}, {"Type": "Parallel"}]
    for more in changes:
        definition = json.loads(json.dumps(the_definition()))
        definition["States"][NEXT_STEP] |= more
        with pytest.raises(NotImplementedError):
            StateMachine(plain_timeline(), definition, Script([]))


def test_an_operator_stops_an_execution() -> None:
    machine, timeline, script = machine_of(answer("CHOOSING", 2))
    machine.start("one", GIVEN)
    for _ in range(3):
        timeline.step()
    machine.stop("one")
    timeline.run()
    assert machine.execution("one").status == "ABORTED"
    assert len(script.payloads) == 1
