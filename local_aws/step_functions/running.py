"""A running execution, as its states use it."""

import time
from dataclasses import dataclass
from typing import Any

from ministack.services import stepfunctions

from local_aws.step_functions.history import Execution

LONGEST_NAP_SECONDS = 0.5


class TimedOut(Exception):
    """The whole execution's TimeoutSeconds are over."""


class Stopped(Exception):
    """StopExecution ended the execution."""


@dataclass
class Running:
    """`context` is the context object (`$$`); `deadline`, of time.monotonic(), the end of its TimeoutSeconds."""

    execution: Execution
    context: dict[str, Any]
    deadline: float = float("inf")

    @property
    def state_name(self) -> str:
        """The state it is in."""
        return str(self.context["State"]["Name"])

    def check(self) -> None:
        """Raises Stopped or TimedOut."""
        if self.execution["status"] != "RUNNING":
            raise Stopped
        if time.monotonic() >= self.deadline:
            raise TimedOut

    def sleep(self, seconds: float) -> None:
        """Wait, by ministack's scale of waits. Raises Stopped and TimedOut."""
        until = time.monotonic() + seconds * stepfunctions._SFN_WAIT_SCALE
        while (left := min(until, self.deadline) - time.monotonic()) > 0:
            time.sleep(min(left, LONGEST_NAP_SECONDS))
            self.check()
        self.check()
