"""What becomes of a function's invocations, with and without somebody who waits."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.simulation.invocation import Invocation
from tests.simulation.lambda_function import Failure, InvocationFault, LambdaFunction
from tests.simulation.plain_clock import BEGINNING, plain_timeline
from tests.simulation.timeline import Timeline

EVENT = {"RequestType": "Create", "LogicalResourceId": "Support"}


class Function:
    """Notes when it is called, and may fail at first."""

    def __init__(self, failures: int = 0, seconds: float = 0.0) -> None:
        self.called_at: list[float] = []
        self.timeline: Timeline = plain_timeline()
        self.lambda_function = LambdaFunction(self.timeline, self.respond)
        self._failures = failures
        self._seconds = seconds

    def respond(self, event: Any, holder: str, until: float) -> dict[str, Any]:
        self.called_at.append(self.timeline.now() - BEGINNING)
        assert event == EVENT
        assert until == self.timeline.now() + 60
        self.timeline.sleep(self._seconds)
        if len(self.called_at) <= self._failures:
            raise KeyError("missing")
        return {"holder": holder}


def faults(*each: InvocationFault | None) -> Any:
    left: Iterator[InvocationFault | None] = iter(each)
    return lambda event: next(left, None)


def test_an_answer() -> None:
    assert Function().lambda_function.call(EVENT) == {"holder": "invocation-1"}


def test_what_it_raises_is_reported_by_its_name() -> None:
    function = Function(failures=1)
    outcome = function.lambda_function.call(EVENT)
    assert isinstance(outcome, Failure)
    assert outcome.error == "KeyError"
    assert json.loads(outcome.cause) == {"errorMessage": "'missing'", "errorType": "KeyError"}
    [mistake] = function.lambda_function.mistakes
    assert mistake.startswith("the function raised KeyError('missing') at test_lambda_function.py:")


def test_it_is_ended_when_its_time_is_up() -> None:
    outcome = Function(seconds=61).lambda_function.call(EVENT)
    assert isinstance(outcome, Failure)
    assert outcome.error == "Sandbox.Timedout"


def test_what_a_double_does_not_know_is_no_error_of_the_function() -> None:
    def respond(event: Any, holder: str, until: float) -> Any:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        LambdaFunction(plain_timeline(), respond).call(EVENT)


@pytest.mark.parametrize("fault", InvocationFault)
def test_an_invocation_that_goes_wrong(fault: InvocationFault) -> None:
    function = Function()
    function.lambda_function.next_fault = faults(fault)
    outcome = function.lambda_function.call(EVENT)
    assert isinstance(outcome, Failure)
    assert outcome.error == fault.value.partition(",")[0]
    assert bool(function.called_at) is fault.has_effect
    assert (function.timeline.now() - BEGINNING) == (90 if outcome.error == "States.Timeout" else 0)
    assert isinstance(function.lambda_function.call(EVENT), dict)


@pytest.mark.parametrize(
    ("failures", "called_at"), [(0, [0]), (1, [0, 60]), (2, [0, 60, 180]), (3, [0, 60, 180]), (9, [0, 60, 180])]
)
def test_an_event_is_delivered_again_when_the_function_fails(failures: int, called_at: list[float]) -> None:
    function = Function(failures)
    function.lambda_function.send(EVENT)
    function.timeline.run()
    assert function.called_at == called_at


@pytest.mark.parametrize(
    ("fault", "called_at"),
    [
        (InvocationFault.THROTTLED, [2]),
        (InvocationFault.SERVICE_FAILED, [2]),
        (InvocationFault.KILLED_BEFORE, [60]),
        (InvocationFault.KILLED_AFTER, [0, 60]),
        (InvocationFault.ANSWER_LOST, [0]),
    ],
)
def test_an_event_whose_delivery_goes_wrong(fault: InvocationFault, called_at: list[float]) -> None:
    function = Function()
    function.lambda_function.next_fault = faults(fault)
    function.lambda_function.send(EVENT)
    function.timeline.run()
    assert function.called_at == called_at


def test_an_event_may_be_late() -> None:
    function = Function()
    function.lambda_function.send(EVENT, 7300)
    function.timeline.run()
    assert function.called_at == [7300]


def test_a_process_that_has_ended_does_nothing_any_more() -> None:
    invocation = Invocation("one", 0.0, 60.0)
    with invocation.running(), pytest.raises(BaseException, match="killed at"):
        invocation.kill("a call")
    with pytest.raises(BaseException, match="has ended"):
        invocation.require_alive(1.0)
    assert Invocation.current() is None
