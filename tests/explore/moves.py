"""Every move that a state allows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from connect_phone_numbers.errors import PhoneNumberError
from connect_phone_numbers.model.patience import ALLOWED_WITHIN
from tests.explore.calls import CONNECT, LEDGER, LOST, REFUSED, Answer, Call
from tests.explore.clock import waits
from tests.explore.cloudformation import cloudformation_moves
from tests.explore.configuration import Configuration, Fault
from tests.explore.connect import DENIED, THROTTLED
from tests.explore.effects import Effects
from tests.explore.events import event_of
from tests.explore.invocation import Ended, Invocations, Task
from tests.explore.local_calls import LocalCalls
from tests.explore.move import Move, Words
from tests.explore.operator import operator_moves
from tests.explore.service_moves import service_moves
from tests.explore.world import Delivery, Execution, Invocation, World

_RETRY_SECONDS = 2
"""Seconds from a crashed step to the next one, by the state machine's Retry."""
_CRASH = "the process ends before it goes on"
_STATUSES = ("CHOOSING", "CLAIMING", "CONFIGURING", "ENDING", "REPLICATING", "ANSWERING")


class Moves:
    """Gives the moves of a state."""

    def __init__(self, configuration: Configuration, effects: Effects, invocations: Invocations) -> None:
        self._configuration = configuration
        self._effects = effects
        self._invocations = invocations
        self._local = LocalCalls(configuration)

    def of(self, world: World) -> Iterator[Move]:
        """All moves of a state, faults included."""
        over = self._over(world)
        if over is not None:
            yield over
            return
        for index, invocation in enumerate(world.invocations):
            rest = (*world.invocations[:index], *world.invocations[index + 1 :])
            yield from self._go_on(world._replace(invocations=rest), invocation, may_crash=True)
        if len(world.invocations) < self._configuration.at_once:
            yield from self._begin(world)
        yield from cloudformation_moves(world, self._configuration)
        yield from service_moves(world, self._configuration)
        yield from waits(world, self._configuration)

    def _over(self, world: World) -> Move | None:
        """The step of an execution that a later operation of CloudFormation has overtaken, if the step only ends.

        The step is explored at once and alone. It commutes with everything, because an overtaken execution stays
        overtaken. None if the code does more than end: then the step is explored like others.
        """
        for index, execution in enumerate(world.executions):
            if execution.due is None or not _is_overtaken(world, execution):
                continue
            rest = (*world.executions[:index], *world.executions[index + 1 :])
            task = Task("function", _input(execution), _holder(world), world.now)
            progress = self._invocations.begin(task, self._effects.ahead(world))
            become, calls = world, 0
            while isinstance(progress.next, Call):
                effect = self._effects.of(become, progress.next)
                become, calls = effect.world, calls + 1
                answer = Answer(effect.value, world.now, effect.error)
                progress = self._invocations.go_on(progress, answer, self._effects.ahead(become))
            result = progress.next.result
            if become == world and calls and result and result["Status"] == "DONE":
                words = ((_named(execution), None, "finds that a later operation has begun, and ends"),)
                return Move(words, world._replace(executions=rest))
        return None

    def _begin(self, world: World) -> Iterator[Move]:
        for index, delivery in enumerate(world.deliveries):
            rest = (*world.deliveries[:index], *world.deliveries[index + 1 :])
            yield from self._start(
                world._replace(deliveries=rest), "function", event_of(delivery.operation, self._configuration), delivery
            )
            if self._may(world, Fault.REPEATED):
                again = _with_fault(world._replace(deliveries=(*rest, delivery._replace(tries=1))))
                yield from self._start(
                    again, "function", event_of(delivery.operation, self._configuration), delivery._replace(tries=1)
                )
        for index, execution in enumerate(world.executions):
            rest_of = (*world.executions[:index], *world.executions[index + 1 :])
            if execution.due is None:
                if self._may(world, Fault.TWO_AT_ONCE) and _is_awaited(world, execution):
                    yield from self._step_beside(world, execution)
                continue
            if execution.due <= world.now:
                yield from self._step(world._replace(executions=rest_of), execution)
            if self._may(world, Fault.GIVE_UP) and not execution.gives_up:
                gives_up = execution._replace(due=world.now, gives_up=True)
                become = _with_fault(world._replace(executions=(*rest_of, gives_up)))
                yield Move(((_named(execution), None, "the retries come to an end"),), become, is_fault=True)
        for program, event in operator_moves(world, self._configuration):
            if isinstance(event, World):
                yield Move((("The operator", None, program),), event)
            else:
                left = world.left._replace(commands=world.left.commands - 1)
                yield from self._start(world._replace(left=left), program, event, program)

    def _step(self, world: World, execution: Execution) -> Iterator[Move]:
        running = execution._replace(due=None)
        world = world._replace(executions=(*world.executions, running))
        yield from self._start(world, "function", _input(execution), running)

    def _step_beside(self, world: World, execution: Execution) -> Iterator[Move]:
        """The first call of a step goes on, but nobody awaits it any more."""
        orphaned = tuple(each._replace(source=None) if each.source == execution else each for each in world.invocations)
        world = _with_fault(world._replace(invocations=orphaned))
        yield from self._start(world, "function", _input(execution), execution)

    def _start(self, world: World, program: str, event: str, source: Delivery | Execution | str) -> Iterator[Move]:
        """Begin an invocation, and make its first call: nothing happens before that call."""
        task = Task(program, event, _holder(world), world.now)
        progress = self._invocations.begin(task, self._effects.ahead(world))
        yield from self._go_on(world, Invocation(progress, source), may_crash=False)

    def _go_on(self, world: World, invocation: Invocation, *, may_crash: bool) -> Iterator[Move]:
        """Make an invocation's next call and the local calls after it, with all their faults."""
        words: list[Words] = []
        while True:
            call = invocation.progress.next
            if isinstance(call, Ended):
                yield self._ended(world, invocation, words)
                return
            if may_crash:
                yield from self._crash(world, invocation, words)
            may_crash = True
            yield from self._go_wrong(world, invocation, call, words)
            effect = self._effects.of(world, call)
            words = [*words, (_actor(invocation), invocation.progress, effect.error or "")]
            world = effect.world
            answer = Answer(effect.value, world.now, effect.error)
            after = self._invocations.go_on(invocation.progress, answer, self._effects.ahead(world))
            invocation = invocation._replace(progress=after)
            if effect.wrong:
                yield Move(tuple(words), _with(world, invocation), effect.wrong)
                return
            if isinstance(after.next, Ended):
                yield from self._crash(world, invocation, words)
                yield self._ended(world, invocation, words)
                return
            if not self._local.has(after.next, world):
                yield Move(tuple(words), _with(world, invocation))
                return

    def _crash(self, world: World, invocation: Invocation, words: list[Words]) -> Iterator[Move]:
        if self._may(world, Fault.CRASH):
            crashed = (*words, (_actor(invocation), invocation.progress, _CRASH))
            yield Move(crashed, _with_fault(_after_crash(world, invocation)), is_fault=True)

    def _go_wrong(self, world: World, invocation: Invocation, call: Call, words: list[Words]) -> Iterator[Move]:
        if self._may(world, Fault.REFUSED):
            yield from self._told(_with_fault(world), invocation, Answer(None, world.now, REFUSED), words)
        if self._may(world, Fault.THROTTLED) and call.service == CONNECT:
            yield from self._told(_with_fault(world), invocation, Answer(None, world.now, THROTTLED), words)
        if not call.has_effect:
            return
        if self._may(world, Fault.DENIED) and call.service == CONNECT:
            denied = _denied(_with_fault(world), call)
            yield from self._told(denied, invocation, Answer(None, world.now, DENIED), words)
        if self._may(world, Fault.LOST):
            effect = self._effects.of(world, call)
            lost = Answer(None, world.now, LOST)
            yield from self._told(_with_fault(effect.world), invocation, lost, words, effect.wrong)
        if self._may(world, Fault.TWICE) and call.service == LEDGER and call.operation in ("update", "delete"):
            once = self._effects.of(world, call)
            twice = self._effects.of(once.world, call)
            if (twice.value, twice.world.ledger) != (once.value, once.world.ledger):
                answer = Answer(twice.value, world.now, twice.error)
                yield from self._told(_with_fault(twice.world), invocation, answer, words, "", "sent twice")

    def _told(
        self, world: World, invocation: Invocation, answer: Answer, words: list[Words], wrong: str = "", how: str = ""
    ) -> Iterator[Move]:
        told = [*words, (_actor(invocation), invocation.progress, how or answer.error)]
        after = self._invocations.go_on(invocation.progress, answer, self._effects.ahead(world))
        invocation = invocation._replace(progress=after)
        if isinstance(after.next, Ended) and not wrong:
            yield self._ended(world, invocation, told)._replace(is_fault=True)
        else:
            yield Move(tuple(told), _with(world, invocation), wrong, is_fault=True)

    def _ended(self, world: World, invocation: Invocation, words: list[Words]) -> Move:
        """The world after the end of an invocation: whoever awaited it goes on."""
        end = invocation.progress.next
        assert isinstance(end, Ended)
        match invocation.source:
            case Delivery() as delivery:
                wrong = "" if end.error is None or isinstance(end.error, PhoneNumberError) else f"raised {end.error!r}"
                if end.error is not None and delivery.tries > 1:
                    again = delivery._replace(tries=delivery.tries - 1)
                    world = world._replace(deliveries=(*world.deliveries, again))
                return Move(tuple(words), world, wrong)
            case Execution() as execution:
                return self._stepped(world, execution, end, words)
        wrong = "" if end.error is None or isinstance(end.error, PhoneNumberError) else f"raised {end.error!r}"
        return Move(tuple(words), world, wrong)

    def _stepped(self, world: World, execution: Execution, end: Ended, words: list[Words]) -> Move:
        rest = tuple(each for each in world.executions if each != execution)
        if end.error is not None:
            due = execution._replace(due=world.now + _RETRY_SECONDS)
            return Move(tuple(words), world._replace(executions=(*rest, due)), f"a step raised {end.error!r}")
        step = end.result
        if set(step) != {"Status", "Seconds", "Why"} or step["Seconds"] < 1:
            return Move(tuple(words), world, f"a step gave {json.dumps(step)}")
        told = [*words, (_named(execution), None, f"{step['Status']}, {step['Seconds']} s: {step['Why']}")]
        if step["Status"] == "DONE":
            return Move(tuple(told), world._replace(executions=rest))
        wrong = "" if step["Status"] in _STATUSES else f"a step gave the status {step['Status']}"
        due = execution._replace(due=world.now + step["Seconds"], gives_up=False)
        return Move(tuple(told), world._replace(executions=(*rest, due)), wrong)

    def _may(self, world: World, fault: Fault) -> bool:
        return world.left.faults > 0 and fault in self._configuration.faults


def _with_fault(world: World) -> World:
    return world._replace(left=world.left._replace(faults=world.left.faults - 1))


def _denied(world: World, call: Call) -> World:
    """The world after a denied call. Late in an operation, this leaves the call's number to the next operation."""
    arguments = call.arguments
    number = world.numbers.by_arn(arguments.get("PhoneNumberId") or arguments.get("resourceArn", ""))
    sent = [resource.pending.sent_at for resource in world.resources if resource.pending is not None]
    if number is None or any(world.now - at < ALLOWED_WITHIN for at in sent):
        return world
    return world._replace(numbers=world.numbers.with_number(replace(number, was_denied=True)))


def _with(world: World, invocation: Invocation) -> World:
    return world._replace(invocations=(*world.invocations, invocation))


def _after_crash(world: World, invocation: Invocation) -> World:
    match invocation.source:
        case Delivery() as delivery:
            if delivery.tries == 1:
                return world
            again = delivery._replace(tries=delivery.tries - 1)
            return world._replace(deliveries=(*world.deliveries, again))
        case Execution() as execution:
            rest = tuple(each for each in world.executions if each != execution)
            return world._replace(executions=(*rest, execution._replace(due=world.now + _RETRY_SECONDS)))
    return world


def _is_overtaken(world: World, execution: Execution) -> bool:
    record = world.ledger.get(execution.resource, {}).get("RESOURCE", {})
    return bool(record.get("OperationKey", execution.operation) != execution.operation)


def _is_awaited(world: World, execution: Execution) -> bool:
    return any(each.source == execution for each in world.invocations)


def _holder(world: World) -> str:
    """A new name: no invocation in flight has it, and no invocation that ended without releasing its lock."""
    taken = {each.progress.task.holder for each in world.invocations}
    for items in world.ledger.values():
        taken |= {str(item["LockHolder"]) for item in items.values() if "LockHolder" in item}
    return next(name for name in (f"h{number}" for number in range(1, 100)) if name not in taken)


def _input(execution: Execution) -> str:
    given: dict[str, object] = {"Resource": execution.resource, "Operation": execution.operation}
    if execution.gives_up:
        given["Failure"] = {"Error": "States.Timeout", "Cause": ""}
    return json.dumps(given)


def _actor(invocation: Invocation) -> str:
    match invocation.source:
        case Delivery() as delivery:
            operation = delivery.operation
            return f"{operation.resource}'s {operation.kind} {operation.number}, its event"
        case Execution() as execution:
            return _named(execution)
        case None:
            return f"a call of the state machine that it does not await any more ({invocation.progress.task.holder})"
    return f"The operator's {invocation.source}"


def _named(execution: Execution) -> str:
    name = execution.resource.rsplit("#", 1)[1]
    request_id = execution.operation.split(".", 2)[2]
    return f"{name}'s operation {request_id}, a step" + (" to give it up" if execution.gives_up else "")
