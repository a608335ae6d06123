"""The remote calls of the function. Faults happen here, and invocations that overlap take turns here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from botocore.exceptions import ClientError, ConnectionClosedError, ConnectTimeoutError

from tests.simulation.fault import Fault, FaultKind
from tests.simulation.invocation import Invocation
from tests.simulation.remote_call import RemoteCall
from tests.simulation.service_error import service_error
from tests.simulation.timeline import Timeline

Answer = TypeVar("Answer")
Watch = Callable[[RemoteCall], None]


@dataclass(frozen=True)
class Struck:
    """A fault that has disturbed its call."""

    kind: FaultKind
    call: RemoteCall
    until: float

    def concerns(self, call: RemoteCall, now: float) -> bool:
        """Whether the fault still lasts and disturbs such a call."""
        return call == self.call and now < self.until


class RemoteCalls:
    """The calls of all invocations, in order. The test's own requests do not count."""

    def __init__(self, timeline: Timeline) -> None:
        self.made: list[RemoteCall] = []
        self.by_invocation: dict[str, list[RemoteCall]] = {}
        """The calls of each invocation, in order."""
        self.struck: list[Struck] = []
        self.latency = 0.0
        """The duration of a call, in seconds."""
        self.before: list[Watch] = []
        """Functions that are called with each call that reaches a service, before its effect."""
        self.after: list[Watch] = []
        """Functions that are called with each call after its effect."""
        self._timeline = timeline
        self._due: list[tuple[Fault, int]] = []

    def disturb(self, *faults: Fault) -> None:
        """Let these faults happen. Each counts calls from now."""
        self._due += [(fault, fault.at) for fault in faults]

    def calm(self) -> None:
        """End all faults, also those that last."""
        self._due, self.struck = [], []

    def forget(self) -> None:
        """Count calls from 0 again."""
        self.made, self.by_invocation = [], {}

    @property
    def disturbed_until(self) -> float:
        """When the last of the faults so far is over, in seconds since the epoch."""
        return max((struck.until for struck in self.struck), default=0.0)

    def send(self, call: RemoteCall, effect: Callable[[], Answer]) -> Answer:
        """Make a call. It belongs to the running invocation, if there is one.

        Raises:
            FunctionKilled: a fault has killed the process.
            ClientError: the service's answer is an error.
            ConnectTimeoutError, ConnectionClosedError: no answer comes.
        """
        invocation = Invocation.current()
        if invocation is None:
            return effect()
        kind = self._arrive(call, invocation)
        if kind is FaultKind.KILLED_BEFORE:
            invocation.kill(str(call))
        if kind is FaultKind.NOT_SENT:
            raise ConnectTimeoutError(endpoint_url=f"https://{call.service}")
        try:
            self._refuse(call)
            for _ in range(2 if kind is FaultKind.SENT_TWICE else 1):
                answer = self._have(call, effect)
        except ClientError:
            self._leave(kind, call, invocation)
            raise
        self._leave(kind, call, invocation)
        return answer

    def _arrive(self, call: RemoteCall, invocation: Invocation) -> FaultKind | None:
        invocation.require_alive(self._timeline.now())
        self._timeline.pause()
        if self.latency:
            self._timeline.sleep(self.latency)
        invocation.require_alive(self._timeline.now())
        self.made.append(call)
        self.by_invocation.setdefault(invocation.holder, []).append(call)
        fault = self._next_for(call)
        if fault is None:
            return None
        self.struck.append(Struck(fault.kind, call, self._timeline.now() + fault.lasts))
        return fault.kind

    def _next_for(self, call: RemoteCall) -> Fault | None:
        """The fault that disturbs this call. Each fault counts the calls that it concerns."""
        met: Fault | None = None
        left = []
        for fault, passing in self._due:
            if not fault.concerns(call):
                left.append((fault, passing))
            elif passing > 0 or met is not None:
                left.append((fault, max(0, passing - 1)))
            else:
                met = fault
        self._due = left
        return met

    def _refuse(self, call: RemoteCall) -> None:
        now = self._timeline.now()
        for struck in self.struck:
            if struck.concerns(call, now):
                raise service_error(call, struck.kind)

    def _have(self, call: RemoteCall, effect: Callable[[], Answer]) -> Answer:
        for watch in self.before:
            watch(call)
        answer = effect()
        for watch in self.after:
            watch(call)
        return answer

    def _leave(self, kind: FaultKind | None, call: RemoteCall, invocation: Invocation) -> None:
        if kind is FaultKind.KILLED_AFTER:
            invocation.kill(str(call))
        if kind is FaultKind.ANSWER_LOST:
            raise ConnectionClosedError(endpoint_url=f"https://{call.service}")
