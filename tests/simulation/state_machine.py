"""AWS Step Functions for one definition: executions in virtual time, one transition after the other."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.execution import ABORTED, FAILED, SUCCEEDED, Execution
from tests.simulation.lambda_function import Failure, Outcome
from tests.simulation.states_language import (
    PAYLOAD_BYTES,
    StatesError,
    chosen,
    delay_of,
    fill,
    matching,
    put,
    require_known,
    waiting_seconds,
)
from tests.simulation.timeline import Timeline

NAME = re.compile(r"[^\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}")
"""https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html"""
NAME_SECONDS = 90 * 24 * 3600
"""How long the name of an execution that is over can't be used again."""
INVOKE = re.compile(r"arn:[^:]+:states:::lambda:invoke")


class ExecutionAlreadyExistsError(Exception):
    """Another execution has the name: one with another input, or one that is over."""


class InvalidNameError(Exception):
    """Step Functions does not take such a name."""


class StateMachine:
    """A Standard state machine."""

    def __init__(
        self,
        timeline: Timeline,
        definition: Mapping[str, Any],
        call: Callable[[Mapping[str, Any]], Outcome],
        jitter: Callable[[float], float] = lambda delay: delay,
    ) -> None:
        """Interpret a definition.

        Args:
            timeline: where executions go on.
            definition: in the Amazon States Language.
            call: the function that its tasks invoke, given a payload.
            jitter: of a delay that a Retry with full jitter may wait at most, how much it waits.
        """
        require_known(definition)
        self.jitter = jitter
        self._timeline = timeline
        self._start_at: str = definition["StartAt"]
        self._states: Mapping[str, Mapping[str, Any]] = definition["States"]
        self._call = call
        self._executions: Mapping[str, Execution] = {}

    @property
    def executions(self) -> list[Execution]:
        """All, in the order in which they began."""
        return list(self._executions.values())

    def execution(self, name: str) -> Execution:
        """As it is now."""
        return self._executions[name]

    def running(self) -> list[Execution]:
        """Those that are not over."""
        return [each for each in self.executions if each.is_running]

    def start(self, name: str, given: str) -> None:
        """Start an execution with an input in JSON; one that is running with the same input is the same.

        Raises:
            ExecutionAlreadyExistsError: see there.
            InvalidNameError: see there.
        """
        if NAME.fullmatch(name) is None:
            raise InvalidNameError(f"Invalid Name: {name!r}")
        now = self._timeline.now()
        known = self._executions.get(name)
        if known is not None and known.is_running and known.input == given:
            return
        if known is not None and (known.ended_at is None or now < known.ended_at + NAME_SECONDS):
            raise ExecutionAlreadyExistsError(f"Execution Already Exists: {name!r}")
        self._keep(Execution(name, given, now, json.loads(given)))
        self._go_on(name, self._start_at, now)

    def stop(self, name: str) -> None:
        """End an execution, as an operator may."""
        self._keep(self._executions[name].ended(ABORTED, self._timeline.now()))

    def snapshot(self) -> Mapping[str, Execution]:
        """All executions as they are, at no cost."""
        return self._executions

    def restore(self, snapshot: Mapping[str, Execution]) -> None:
        """All executions as they were."""
        self._executions = snapshot

    def _keep(self, execution: Execution) -> Execution:
        self._executions = {**self._executions, execution.name: execution}
        return execution

    def _go_on(self, name: str, state: str, when: float) -> None:
        is_task = self._states[state]["Type"] == "Task"
        put_on = self._timeline.invocation_at if is_task else self._timeline.at
        put_on(when, f"{name}: {state}", self._enter, name, state)

    def _enter(self, name: str, state_name: str) -> None:
        execution, state = self._executions[name], self._states[state_name]
        if not execution.is_running:
            return
        now = self._timeline.now()
        execution = self._keep(execution.entering(state_name, now, len(state.get("Retry", []))))
        context = {"Execution": {"Name": name, "Input": json.loads(execution.input)}}
        try:
            if state["Type"] == "Task":
                self._try(name, state_name)
            elif state["Type"] == "Choice":
                self._go_on(name, chosen(state, execution.data, context), now)
            elif state["Type"] == "Wait":
                self._go_on(name, state["Next"], now + waiting_seconds(state, execution.data, context))
            elif state["Type"] == "Succeed":
                self._keep(execution.ended(SUCCEEDED, now))
            else:
                self._keep(execution.ended(FAILED, now, state.get("Error", ""), state.get("Cause", "")))
        except StatesError as error:
            self._keep(self._executions[name].ended(FAILED, now, error.error, error.cause))

    def _try(self, name: str, state_name: str) -> None:
        """Call the function for a task; again where an earlier call failed."""
        execution, state = self._executions[name], self._states[state_name]
        if not execution.is_running:
            return
        if INVOKE.fullmatch(state["Resource"]) is None:
            raise NotImplementedError(state["Resource"])
        parameters = fill(state["Parameters"], execution.data, {})
        self._keep(execution.calling())
        outcome = self._call(parameters["Payload"])
        execution = self._executions[name]
        if not execution.is_running:
            return
        if isinstance(outcome, Failure):
            self._fail(execution, state_name, outcome)
            return
        self._have(execution, state, outcome)

    def _have(self, execution: Execution, state: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        result = {"ExecutedVersion": "$LATEST", "Payload": answer, "StatusCode": 200}
        now = self._timeline.now()
        try:
            if "ResultSelector" in state:
                result = fill(state["ResultSelector"], result, {})
            data = put(execution.data, state.get("ResultPath", "$"), result)
            if len(json.dumps(data)) > PAYLOAD_BYTES:
                raise StatesError("States.DataLimitExceeded", "The state's output is too large")
        except StatesError as error:
            self._keep(execution.ended(FAILED, now, error.error, error.cause))
            return
        self._keep(execution.having(data))
        self._go_on(execution.name, state["Next"], now)

    def _fail(self, execution: Execution, state_name: str, failure: Failure) -> None:
        state, now = self._states[state_name], self._timeline.now()
        retrier = matching(state.get("Retry", []), failure.error)
        if retrier is not None:
            delay = delay_of(state["Retry"][retrier], execution.retries[retrier], self.jitter)
            if delay is not None:
                self._keep(execution.retrying(retrier))
                tried = f"{execution.name}: {state_name} again"
                self._timeline.invocation_at(now + delay, tried, self._try, execution.name, state_name)
                return
        catcher = matching(state.get("Catch", []), failure.error)
        if catcher is None:
            self._keep(execution.ended(FAILED, now, failure.error, failure.cause))
            return
        caught = state["Catch"][catcher]
        output = {"Error": failure.error, "Cause": failure.cause}
        self._keep(execution.having(put(execution.data, caught.get("ResultPath", "$"), output)))
        self._go_on(execution.name, caught["Next"], now)
