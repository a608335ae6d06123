"""Every remote call that the handler makes: where tasks take turns, and faults happen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.handler.lambda_invocation import FUNCTION_TIMEOUT, FunctionKilled
from tests.stateful.fault import REFUSALS, Fault, FaultKind, no_answer
from tests.stateful.scheduler import Scheduler

UNDENIED = "get_service_quota"
"""Where Service Quotas is closed for good, the quota is assumed: what is wrong then can't be told from here."""


@dataclass
class Process:
    """One invocation of a function."""

    ends_at: float
    is_dead: bool = False


class RemoteCalls:
    """The handler's calls, in order."""

    def __init__(self, scheduler: Scheduler, now: Callable[[], float]) -> None:
        self.made = 0
        self._scheduler = scheduler
        self._now = now
        self._faults: list[tuple[int, Fault]] = []
        self._refusing: dict[str, tuple[Fault, float]] = {}

    def arm(self, faults: Sequence[Fault]) -> None:
        """Let these happen, counted from now."""
        self._faults.extend((self.made + fault.after, fault) for fault in faults)

    def disarm(self) -> None:
        """No more faults."""
        self._faults.clear()
        self._refusing.clear()

    def begin_process(self) -> None:
        """The current task's function starts."""
        assert self._scheduler.current is not None
        self._scheduler.current.process = Process(self._now() + FUNCTION_TIMEOUT)

    def end_process(self) -> None:
        """The current task's function has ended."""
        assert self._scheduler.current is not None
        self._scheduler.current.process = None

    def send(self, operation: str, effect: Callable[[], Any], is_repeatable: bool = False) -> Any:
        """Make a call of the current task's function, or of nobody where the test itself looks."""
        task = self._scheduler.current
        if task is None or task.process is None:
            return effect()
        process: Process = task.process
        self._require_alive(process)
        self._scheduler.pause()
        self._require_alive(process)
        fault = self._fault(operation)
        self.made += 1
        if fault is None:
            return effect()
        if fault.kind in REFUSALS:
            raise fault.refusal(operation)
        if fault.kind is FaultKind.KILLED_BEFORE:
            self._kill(process, operation)
        answer = effect()
        if fault.kind is FaultKind.KILLED_AFTER:
            self._kill(process, operation)
        if fault.kind is FaultKind.REPEATED and is_repeatable:
            return effect()
        if fault.kind is FaultKind.UNANSWERED:
            raise no_answer(operation)
        return answer

    def _fault(self, operation: str) -> Fault | None:
        refusing, until = self._refusing.get(operation, (None, 0.0))
        if refusing is not None and self._now() <= until:
            return refusing
        for due in self._faults:
            if due[0] <= self.made:
                self._faults.remove(due)
                if operation == UNDENIED and due[1].kind is FaultKind.DENIED:
                    return None
                if due[1].kind in REFUSALS:
                    self._refusing[operation] = due[1], self._now() + due[1].seconds
                return due[1]
        return None

    def _require_alive(self, process: Process) -> None:
        if process.is_dead or self._now() > process.ends_at:
            # What a `finally` of a dead process would send is not sent.
            process.is_dead = True
            raise FunctionKilled("the process ended before")

    def _kill(self, process: Process, operation: str) -> None:
        process.is_dead = True
        raise FunctionKilled(f"killed at {operation}")
