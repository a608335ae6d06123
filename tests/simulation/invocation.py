"""One invocation of a function: a process with a time limit, which may be killed in the middle."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FunctionKilled(BaseException):
    """The function's process ended in the middle: nothing after this line runs, and no answer comes."""


class Invocation:
    """An invocation, from the start of its process to the end."""

    _current = threading.local()

    def __init__(self, holder: str, began_at: float, until: float) -> None:
        self.holder = holder
        """The name of the invocation: Lambda's aws_request_id."""
        self.began_at = began_at
        self.until = until
        """When Lambda ends it, in seconds since the epoch."""
        self.is_dead = False
        self.is_out_of_time = False

    @classmethod
    def current(cls) -> Invocation | None:
        """The invocation that calls this. None if the test itself calls it."""
        return getattr(cls._current, "invocation", None)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Make this the current invocation for the duration of the `with`."""
        before = Invocation.current()
        self._current.invocation = self
        try:
            yield
        finally:
            self._current.invocation = before

    def require_alive(self, now: float) -> None:
        """Raise FunctionKilled if the process has ended. So its `finally` clauses have no effect."""
        if now > self.until and not self.is_dead:
            self.is_dead = self.is_out_of_time = True
        if self.is_dead:
            raise FunctionKilled(f"{self.holder} has ended")

    def kill(self, why: str) -> None:
        """End the process."""
        self.is_dead = True
        raise FunctionKilled(f"killed at {why}")
