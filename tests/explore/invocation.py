"""An invocation in flight: its event, and the answers to its calls so far. Its frames are not kept.

The event, the time and the answers determine an invocation. So the explorer finds its next call by running it again
from the beginning, with the known answers. Invocations with the same beginning share the result: each step is worked
out once. A run goes on to the end, with the answers that come if nothing interferes: most of the next steps are then
known.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from connect_phone_numbers.aws.services import Services, Settings
from connect_phone_numbers.handler import respond
from connect_phone_numbers.ledger.settling import Settling
from connect_phone_numbers.ledger.table import Item, Key, Write
from connect_phone_numbers.model.patience import SLEPT_SECONDS
from tests.explore.calls import CONNECT, EXECUTIONS, LEDGER, QUOTAS, RESPONSES, Answer, Call
from tests.explore.local_state import LocalStates, Part
from tests.explore.numbers import REGION

LEDGER_TABLE_NAME = "ledger"
INVOCATION_SECONDS = 60
_MOST_CALLS = 300

Told = Callable[[Call, Answer], Any]
"""Turns a recorded answer into the value that the caller gets. May raise the caller's error."""
Ahead = Callable[[Call], Answer | None]
"""Answers a call as if nothing interfered. None if the answer is not known."""
Program = Callable[[Services, Mapping[str, Any], str, float], Any]


class Suspended(BaseException):
    """The known answers are used up. Calls that the code makes while this unwinds raise it again."""


@dataclass(frozen=True, slots=True)
class Task:
    """The input of an invocation.

    Attributes:
        program: the function, or a command of the operator.
        event: the event, as JSON.
        holder: the name of the invocation.
        started_at: in seconds since the epoch.
    """

    program: str
    event: str
    holder: str
    started_at: int


@dataclass(frozen=True, slots=True)
class Ended:
    """An invocation's end.

    Attributes:
        result: its result.
        error: the error that it raised, None for none.
    """

    result: Any = None
    error: Exception | None = None


class Progress:
    """The progress of an invocation: its next call, or its end.

    Attributes:
        before: the progress one answer before, on one of the ways that lead here.
        after: the progress that follows, by the answer.
        knows: its local state while it waits for an answer.
    """

    __slots__ = ("after", "answer", "before", "knows", "next", "number", "task")

    def __init__(self, task: Task, before: Progress | None, answer: Answer | None, number: int) -> None:
        self.task = task
        self.before = before
        self.answer = answer
        self.number = number
        self.after: dict[Answer, Progress] = {}
        self.knows: Part | None = None
        self.next: Call | Ended

    def answers(self) -> list[Answer]:
        """All answers so far, in order."""
        answers, progress = [], self
        while progress.before is not None and progress.answer is not None:
            answers.append(progress.answer)
            progress = progress.before
        return answers[::-1]


class Invocations:
    """Runs invocations, and remembers the result of each step."""

    def __init__(self, told: Told, settings: Settings, programs: Mapping[str, Program]) -> None:
        self._told = told
        self._settings = settings
        self._programs = {"function": respond, **programs}
        self._roots: dict[Task, Progress] = {}
        self._by_state: dict[tuple[str, str, Part], Progress] = {}
        self._local = LocalStates()
        self.runs = 0
        self._made = 0

    def begin(self, task: Task, ahead: Ahead) -> Progress:
        """The progress before the first call. `ahead` answers calls as if nothing interfered."""
        known = self._roots.get(task)
        if known is None:
            known = self._roots[task] = self._make(task, None, None, ahead)
        return known

    def go_on(self, progress: Progress, answer: Answer, ahead: Ahead) -> Progress:
        """The progress after the answer to the next call."""
        known = progress.after.get(answer)
        if known is None:
            known = progress.after[answer] = self._make(progress.task, progress, answer, ahead)
        return known

    def _make(self, task: Task, before: Progress | None, answer: Answer | None, ahead: Ahead) -> Progress:
        """The progress after an answer. The steps that follow if nothing interferes are worked out as well."""
        answers = before.answers() if before is not None else []
        if answer is not None:
            answers.append(answer)
        script = _Script(task.started_at, answers, self._told, ahead, self._local)
        end = self._run(task, script)
        steps: list[Call | Ended] = [*script.calls[len(answers) :]]
        if len(script.calls) == len(script.answers):
            steps.append(end)
        made = last = self._new(task, before, answer, steps[0], script.states)
        for step, told in zip(steps[1:], script.answers[len(answers) :], strict=True):
            known = last.after.get(told)
            if known is not None:
                _require_alike(known.next, step)
            else:
                known = last.after[told] = self._new(task, last, told, step, script.states)
            last = known
        return made

    def _new(
        self,
        task: Task,
        before: Progress | None,
        answer: Answer | None,
        step: Call | Ended,
        states: Mapping[int, Part],
    ) -> Progress:
        """The progress of an invocation. It is an existing object if another way has led to the same state."""
        if isinstance(step, Ended):
            return self._placed(Progress(task, before, answer, 0), step, None)
        knows = states[id(step)]
        if task.program == "reconcile":
            # It loops over lists with calls in between. The rest of such a list is no variable, and the state
            # does not show it.
            answers = before.answers() if before is not None else []
            knows = self._local.with_answers(knows, [*answers, answer])
        key = (task.program, task.holder, knows)
        known = self._by_state.get(key)
        if known is None:
            known = self._by_state[key] = self._placed(Progress(task, before, answer, 0), step, knows)
        _require_alike(known.next, step)
        return known

    def _placed(self, progress: Progress, step: Call | Ended, knows: Part | None) -> Progress:
        self._made += 1
        progress.number, progress.next, progress.knows = self._made, step, knows
        return progress

    def _run(self, task: Task, script: _Script) -> Ended:
        self.runs += 1
        program = self._programs[task.program]
        try:
            result = program(
                _services(script, self._settings),
                json.loads(task.event),
                task.holder,
                task.started_at + INVOCATION_SECONDS,
            )
        except Suspended:
            return Ended()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is how the invocation ended
            return script.checked(Ended(error=error))
        return script.checked(Ended(result=result))


def _require_alike(known: Call | Ended, step: Call | Ended) -> None:
    """Raise an error if two invocations that were taken for the same go on differently."""
    if _told_apart(known) != _told_apart(step):
        raise RuntimeError(f"a local state is not complete: {_told_apart(known)} or {_told_apart(step)}")


def _told_apart(step: Call | Ended) -> str:
    return f"{step.service} {step.operation} {step.arguments}" if isinstance(step, Call) else str(step)


class _Script:
    """Gives a run the recorded answers again, and then the answers that would come next."""

    def __init__(self, started_at: int, answers: list[Answer], told: Told, ahead: Ahead, local: LocalStates) -> None:
        self.now = started_at
        self.answers = list(answers)
        self.calls: list[Call] = []
        self.states: dict[int, Part] = {}
        self._known = len(answers)
        self._told = told
        self._ahead = ahead
        self._is_over = False
        self._local = local

    def call(self, service: str, operation: str, arguments: Any) -> Any:
        if self._is_over:
            raise Suspended
        call = Call(service, operation, arguments)
        self.calls.append(call)
        index = len(self.calls) - 1
        if index >= self._known:
            self.states[id(call)] = self._local.of(sys._getframe(1), Invocations._run.__code__)
        if index == len(self.answers):
            answer = self._ahead(call) if index < _MOST_CALLS else None
            if answer is None:
                self._is_over = True
                raise Suspended
            self.answers.append(answer)
        answer = self.answers[index]
        self.now = answer.at
        return self._told(call, answer)

    def checked(self, end: Ended) -> Ended:
        """Return the end. Raise an error if the run did not repeat the run before it."""
        if len(self.calls) < self._known:
            raise RuntimeError("the invocation is not deterministic: it made fewer calls than before")
        return end


class _Table:
    """The invocation's `Table`. Each call is a remote call, and a Query reads item by item."""

    def __init__(self, script: _Script) -> None:
        self._script = script

    def get(self, key: Key) -> Item:
        return dict(self._call("get", key))

    def get_all(self, keys: Sequence[Key]) -> list[Item]:
        return list(self._call("get_all", tuple(keys))) if keys else []

    def query(self, partition: str, prefix: str = "") -> list[Item]:
        if partition not in _READ_ITEM_BY_ITEM:
            return list(self._call("query", (partition, prefix)))
        items: list[Item] = []
        while item := self._call("next", (partition, prefix, items[-1]["SK"] if items else "")):
            items.append(item)
        return items

    def scan(self) -> list[Item]:
        return list(self._call("scan", ()))

    def update(self, write: Write) -> Item | None:
        updated: Item | None = self._call("update", write)
        return updated

    def delete(self, write: Write) -> bool:
        return bool(self._call("delete", write))

    def transact(self, *writes: Write) -> None:
        self._call("transact", writes)

    def _call(self, operation: str, arguments: Any) -> Any:
        return self._script.call(LEDGER, operation, arguments)


_READ_ITEM_BY_ITEM = frozenset({"PARKED"})
"""The partitions whose items several invocations write. The list's items are not here: a lock guards them."""


class _Client:
    """A client of boto3. Each call is a remote call of the invocation."""

    def __init__(self, script: _Script, service: str) -> None:
        self.meta = SimpleNamespace(region_name=REGION)
        self._script = script
        self._service = service

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return lambda **arguments: self._script.call(self._service, operation, arguments)


class _Executions:
    def __init__(self, script: _Script) -> None:
        self._script = script

    def start(self, name: str, input: Mapping[str, str]) -> None:
        self._script.call(EXECUTIONS, "start", (name, dict(input)))


class _Responses:
    def __init__(self, script: _Script) -> None:
        self._script = script

    def put(self, response_url: str, body: bytes) -> bool:
        return bool(self._script.call(RESPONSES, "put", (response_url, body)))


class _NoPace:
    """No limit of the request rate. The rate does not matter for safety, and throttling is one of the faults."""

    def use(self, call: str, region: str = "") -> None:
        pass

    def await_slot(self, call: str, region: str = "") -> None:
        pass

    def forgo(self, call: str) -> None:
        pass

    def follow(self, call: str, after: str, milliseconds: int) -> int:
        return milliseconds


class _SlowSettling(Settling):
    """Claims settle in a longer time than a step sleeps, so that anything may happen between a claim and a look."""

    def seconds(self) -> int:
        return SLEPT_SECONDS + 1

    def note_early(self, age: int) -> None:
        pass


class _Services(Services):
    def pace(self, slots: object = None, sleeps_milliseconds: object = None) -> Any:
        return _NoPace()

    def settling(self) -> Settling:
        return _SlowSettling(self.table, self.clock)


def _services(script: _Script, settings: Settings) -> Services:
    table: Any = _Table(script)
    client: Any = _Client(script, CONNECT)
    quotas: Any = _Client(script, QUOTAS)
    return _Services(
        table=table,
        connect_in=lambda _: client,
        service_quotas=quotas,
        cloud_trail=client,
        event_bridge=client,
        cloudformation=client,
        executions=_Executions(script),
        responses=_Responses(script),
        make_ledger=lambda: True,
        clock=lambda: float(script.now),
        sleep=lambda _: None,
        settings=settings,
    )
