"""The faults of one schedule, as they meet the remote calls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from botocore.exceptions import ConnectionClosedError

from tests.faults.fault import LASTS, Fault, FaultKind
from tests.faults.remote_call import RemoteCall
from tests.faults.service_error import service_error
from tests.handler.lifecycle import FunctionKilled


@dataclass(frozen=True)
class Struck:
    """A fault that has met its call."""

    kind: FaultKind
    call: RemoteCall
    until: float

    def concerns(self, call: RemoteCall, now: float) -> bool:
        """Whether it lasts, and is about such calls."""
        return call == self.call and now < self.until


class Disturbance:
    """Counts every remote call, and lets faults happen to those whose turn it is."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` gives seconds since the epoch."""
        self.calls: list[RemoteCall] = []
        self.looks: list[list[RemoteCall]] = [[]]
        """The calls of each invocation."""
        self.struck: list[Struck] = []
        self._now = now
        self._due: dict[int, FaultKind] = {}
        self._death = ""
        self._afterwards: FaultKind | None = None

    def start(self, faults: Sequence[Fault]) -> None:
        """Forget everything, and count anew."""
        self.calls, self.looks, self.struck = [], [[]], []
        self._due = {fault.at: fault.kind for fault in faults}
        self._death = ""

    def new_invocation(self) -> None:
        """The next calls are another process's."""
        self.looks.append([])
        self._death = ""

    @property
    def ends_at(self) -> float:
        """When the last of the faults so far is over."""
        return max((struck.until for struck in self.struck), default=0.0)

    def before(self, call: RemoteCall) -> int:
        """A call is about to be sent; how often it arrives.

        Raises:
            FunctionKilled: this was the process's end.
            ClientError: what the service answers, without effect.
        """
        if self._death:
            raise FunctionKilled(self._death)  # what a `finally` of a dead process would send
        due = self._due.pop(len(self.calls), None)
        self.calls.append(call)
        self.looks[-1].append(call)
        self._afterwards = due if due in (FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST) else None
        if due is not None:
            self.struck.append(Struck(due, call, self._now() + LASTS.get(due, 0)))
        if due is FaultKind.KILLED_BEFORE:
            self._die(call)
        self._refuse(call)
        return 2 if due is FaultKind.SENT_TWICE else 1

    def after(self, call: RemoteCall) -> None:
        """The service has answered.

        Raises:
            FunctionKilled: the process has ended before it could see that.
            ConnectionClosedError: the answer is lost.
        """
        if self._afterwards is FaultKind.KILLED_AFTER:
            self._die(call)
        if self._afterwards is FaultKind.ANSWER_LOST:
            raise ConnectionClosedError(endpoint_url=f"https://{call.service}")

    def _refuse(self, call: RemoteCall) -> None:
        now = self._now()
        for struck in self.struck:
            if struck.concerns(call, now):
                if self._afterwards is FaultKind.KILLED_AFTER:
                    self._die(call)
                raise service_error(call, struck.kind)

    def _die(self, call: RemoteCall) -> None:
        self._death = f"killed at {call}"
        raise FunctionKilled(self._death)
