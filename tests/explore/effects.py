"""The effect of a remote call on the world, and its answer."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any, NamedTuple

from botocore.exceptions import ReadTimeoutError

from connect_phone_numbers.errors import TryAgainLater
from tests.explore import calls, stack
from tests.explore.calls import LOST, QUOTAS, REFUSED, Answer, Call
from tests.explore.cloudformation import with_resource
from tests.explore.configuration import Configuration
from tests.explore.connect import ADOPTED, Connect
from tests.explore.events import addressee
from tests.explore.invocation import Ahead
from tests.explore.ledger import Ledger
from tests.explore.promises import wrong_answer
from tests.explore.world import Execution, World


class Effect(NamedTuple):
    """The effect of a call.

    Attributes:
        value: the answer's value.
        error: the answer's error.
        wrong: the broken promise, "" for none.
    """

    world: World
    value: Hashable = None
    error: str = ""
    wrong: str = ""


class Effects:
    """Carries out calls on worlds."""

    def __init__(self, configuration: Configuration, ledger: Ledger, connect: Connect) -> None:
        self._configuration = configuration
        self._ledger = ledger
        self._connect = connect
        self._names: dict[str, tuple[str, str]] = {}

    def ahead(self, world: World) -> Ahead:
        """Gives a function that answers calls in order, as if nothing else happened in between."""

        def answer(call: Call) -> Answer | None:
            nonlocal world
            try:
                effect = self.of(world, call)
            except AssertionError:
                return None
            world = effect.world
            return Answer(effect.value, world.now, effect.error)

        return answer

    def of(self, world: World, call: Call) -> Effect:
        """Carry out a call."""
        match call.service:
            case calls.LEDGER:
                contents, value, error = self._ledger.perform(world.ledger, call)
                changed = world if contents is world.ledger else world._replace(ledger=contents)
                return Effect(changed, value, error)
            case calls.CONNECT:
                done = self._connect.perform(world.numbers, call, world.now)
                changed = world if done.numbers is world.numbers else world._replace(numbers=done.numbers)
                wrong = "" if ADOPTED in done.wrong and self._was_asked_for(world, call) else done.wrong
                return Effect(changed, done.value, done.error, wrong)
            case calls.QUOTAS:
                return Effect(world, self._connect.behaviour.quota)
            case calls.EXECUTIONS:
                return self._start(world, *call.arguments)
            case calls.RESPONSES:
                return self._put(world, *call.arguments)
        raise NotImplementedError(call.service)

    def told(self, call: Call, answer: Answer) -> Any:
        """The value that the caller gets for a recorded answer. Raises the caller's error."""
        match call.service:
            case calls.LEDGER:
                return self._ledger.told(call, answer)
            case calls.CONNECT:
                return self._connect.told(call, answer)
        if answer.error in (LOST, REFUSED):
            if call.service == QUOTAS:
                raise ReadTimeoutError(endpoint_url="https://servicequotas")
            raise TryAgainLater(f"{call.operation} ({call.service})")
        if call.service == QUOTAS:
            context = {"ContextId": call.arguments.get("ContextId", "*")}
            return {"Quota": {"Value": answer.value, "QuotaContext": context}}
        return answer.value

    def _was_asked_for(self, world: World, call: Call) -> bool:
        """Whether a Delete under way asks for the release of an adopted number."""
        properties = self._configuration.properties
        return any(
            sent.kind == "Delete"
            and sent.physical_resource_id == call.arguments["PhoneNumberId"]
            and properties[sent.asks].get("ReleaseAdopted") == "true"
            for sent in (resource.pending for resource in world.resources)
            if sent is not None
        )

    def _start(self, world: World, name: str, given: dict[str, str]) -> Effect:
        key = (given["Resource"], given["Operation"])
        wrong = "" if set(given) == {"Resource", "Operation"} else f"an execution's input has {sorted(given)}"
        if self._names.setdefault(name, key) != key:
            wrong = f"two operations have an execution of one name: {self._names[name][1]} and {key[1]}"
        if key in world.started:
            return Effect(world, wrong=wrong)
        execution = Execution(*key, due=world.now)
        started = world._replace(executions=(*world.executions, execution), started=world.started | {key})
        return Effect(started, wrong=wrong)

    def _put(self, world: World, response_url: str, body: bytes) -> Effect:
        told = json.loads(body)
        name, number, request_id = addressee(response_url)
        index, resource = next((i, each) for i, each in enumerate(world.resources) if each.name == name)
        if told["RequestId"] != request_id:
            answer = f"{told['Status']} of {told['RequestId']}"
            return Effect(
                world, True, wrong=f"the answer to another operation is put to {request_id}'s address: {answer}"
            )
        status, physical_resource_id = told["Status"], told["PhysicalResourceId"]
        wrong = ""
        if resource.pending is not None and resource.pending.number == number:
            wrong = wrong_answer(world, resource, status, physical_resource_id, told["Reason"], self._configuration)
        become = stack.answered(resource, number, status, physical_resource_id, world.now)
        return Effect(with_resource(world, index, become), True, wrong=wrong)
