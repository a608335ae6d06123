"""AWS Lambda: Step Functions invokes the function and waits, CloudFormation invokes it and does not wait."""

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from connect_phone_numbers.errors import PhoneNumberError
from tests.simulation.invocation import FunctionKilled, Invocation
from tests.simulation.timeline import Timeline

FUNCTION_TIMEOUT = 60
"""The function's time limit, in seconds."""
TASK_TIMEOUT = 90
"""The task's TimeoutSeconds: Step Functions gives up a call after so many seconds."""
REPEATED_AFTER = (60.0, 120.0)
"""How many seconds after each failure Lambda repeats an asynchronous invocation whose function failed.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
REFUSED_REPEATED_AFTER = 2.0
"""Seconds until Lambda repeats an asynchronous invocation that was throttled, or that Lambda itself failed."""

Event = Mapping[str, Any]
Respond = Callable[[Any, str, float], Mapping[str, Any]]
"""The function. Its arguments: the event, the invocation's name, and when its time is up."""


class InvocationFault(Enum):
    """The faults of a whole invocation. The value is the error's name, as Step Functions reports it."""

    THROTTLED = "Lambda.TooManyRequestsException"
    SERVICE_FAILED = "Lambda.ServiceException"
    FUNCTION_ERROR = "RuntimeError"
    KILLED_BEFORE = "Runtime.ExitError"
    KILLED_AFTER = "Runtime.ExitError, after all its effect"
    TIMED_OUT_BEFORE = "States.Timeout"
    TIMED_OUT_AFTER = "States.Timeout, after all its effect"
    ANSWER_LOST = "Lambda.SdkClientException, after all its effect"

    @property
    def has_effect(self) -> bool:
        """Whether the function does its work in spite of the fault."""
        return self.value.endswith("after all its effect")

    @property
    def error(self) -> str:
        """The error's name."""
        return self.value.partition(",")[0]

    @property
    def is_unseen(self) -> bool:
        """Whether Lambda repeats such an asynchronous invocation without counting it as a try."""
        return self in (InvocationFault.THROTTLED, InvocationFault.SERVICE_FAILED)


@dataclass(frozen=True)
class Failure:
    """The failure of an invocation, in place of an answer."""

    error: str
    cause: str


Outcome = Mapping[str, Any] | Failure


class LambdaFunction:
    """The function and its invocations."""

    def __init__(self, timeline: Timeline, respond: Respond) -> None:
        self.timeout = FUNCTION_TIMEOUT
        self.invocations: list[Event] = []
        """Every event that the function was given, in order."""
        self.errors: list[BaseException] = []
        """The exceptions that the function raised."""
        self.next_fault: Callable[[Event], InvocationFault | None] = lambda event: None
        """Gives the fault of an invocation that is about to begin. None: it has no fault."""
        self._timeline = timeline
        self._respond = respond
        self._made = 0

    @property
    def mistakes(self) -> list[str]:
        """The unexpected exceptions that the function raised, in words. Its own refusals are expected."""
        return [
            f"the function raised {error!r}{_place_of(error)}"
            for error in self.errors
            if not isinstance(error, PhoneNumberError)
        ]

    def call(self, event: Event) -> Outcome:
        """Invoke the function and wait for its answer, as Step Functions does."""
        fault = self.next_fault(event)
        if fault is None:
            return self._run(event)
        if fault.has_effect:
            self._run(event)
        if fault.error == InvocationFault.TIMED_OUT_BEFORE.error:
            self._timeline.sleep(TASK_TIMEOUT)
        return Failure(fault.error, "as it was asked for")

    def send(self, event: Event, after: float = 0.0) -> None:
        """Invoke the function asynchronously in so many seconds, as CloudFormation does."""
        self._send(json.dumps(event), after, 0)

    def snapshot(self) -> int:
        """How many invocations there were."""
        return self._made

    def restore(self, snapshot: int) -> None:
        """Restore the number of invocations, from which their names follow."""
        self._made = snapshot

    def _send(self, event: str, after: float, failures: int) -> None:
        parsed = json.loads(event)
        name = f"{parsed.get('RequestType')} of {parsed.get('LogicalResourceId')} arrives"
        self._timeline.invocation_at(self._timeline.now() + after, name, self._receive, event, failures)

    def _receive(self, event: str, failures: int) -> None:
        parsed = json.loads(event)
        fault = self.next_fault(parsed)
        if fault is not None and fault.is_unseen:
            self._send(event, REFUSED_REPEATED_AFTER, failures)
            return
        outcome = None if fault is not None and not fault.has_effect else self._run(parsed)
        failed = isinstance(outcome, Failure) or (fault is not None and fault is not InvocationFault.ANSWER_LOST)
        if failed and failures < len(REPEATED_AFTER):
            self._send(event, REPEATED_AFTER[failures], failures + 1)

    def _run(self, event: Event) -> Outcome:
        now = self._timeline.now()
        self._made += 1
        invocation = Invocation(f"invocation-{self._made}", now, now + self.timeout)
        self.invocations.append(event)
        with invocation.running():
            try:
                answer = self._respond(json.loads(json.dumps(event)), invocation.holder, invocation.until)
                invocation.require_alive(self._timeline.now())
                return dict(json.loads(json.dumps(answer)))
            except FunctionKilled as killed:
                error = "Sandbox.Timedout" if invocation.is_out_of_time else "Runtime.ExitError"
                return Failure(error, _cause(error, killed))
            except (NotImplementedError, AssertionError):
                raise  # of the doubles
            except Exception as error:  # noqa: BLE001 - Lambda reports whatever a function raises
                self.errors.append(error)
                return Failure(type(error).__name__, _cause(type(error).__name__, error))


def _cause(name: str, raised: BaseException) -> str:
    """The cause as Step Functions gets it from Lambda's runtime: JSON, as text."""
    return json.dumps({"errorMessage": str(raised), "errorType": name})


def _place_of(error: BaseException) -> str:
    """The innermost line at which an exception was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
