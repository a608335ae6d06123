"""One invocation of a function: a process that has its time, and may end in the middle."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FunctionKilled(BaseException):
    """The function's process ended in the middle: nothing after this line runs, and no answer comes."""


class Invocation:
    """A process from its beginning to its end."""

    _current = threading.local()

    def __init__(self, holder: str, began_at: float, until: float) -> None:
        self.holder = holder
        """Names the invocation: Lambda's aws_request_id."""
        self.began_at = began_at
        self.until = until
        """When Lambda ends it, in seconds since the epoch."""
        self.is_dead = False
        self.is_out_of_time = False

    @classmethod
    def current(cls) -> Invocation | None:
        """The one that calls this; None for a test that looks from beside."""
        return getattr(cls._current, "invocation", None)

    @contextmanager
    def running(self) -> Iterator[None]:
        """What is done within is done by this invocation."""
        before = Invocation.current()
        self._current.invocation = self
        try:
            yield
        finally:
            self._current.invocation = before

    def require_alive(self, now: float) -> None:
        """Raise FunctionKilled where the process has ended: what a `finally` of it would do is not done."""
        if now > self.until and not self.is_dead:
            self.is_dead = self.is_out_of_time = True
        if self.is_dead:
            raise FunctionKilled(f"{self.holder} has ended")

    def kill(self, why: str) -> None:
        """End the process."""
        self.is_dead = True
        raise FunctionKilled(f"killed at {why}")
