"""Lets Lambda throttle a function, as when an account's concurrency is used up."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ministack.services import lambda_svc


class Throttles:
    """Functions that are throttled for a while, and how many invocations of functions may run at once, by name."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._most: dict[str, int] = {}
        self._running: dict[str, int] = {}
        self._lock = threading.Lock()

    def throttle(self, function_name: str, seconds: float) -> None:
        """Throttle every invocation for so many seconds from now; zero ends it."""
        self._until[function_name] = time.monotonic() + seconds

    def limit(self, function_name: str, executions: int | None) -> None:
        """Throttle invocations while so many run; None: however many run."""
        if executions is None:
            self._most.pop(function_name, None)
        else:
            self._most[function_name] = executions

    def clear(self) -> None:
        """Throttle nothing."""
        self._until.clear()
        self._most.clear()

    @contextmanager
    def admitted(self, function_name: str) -> Iterator[bool]:
        """Whether an invocation that begins now is let through; it counts as running until this ends."""
        with self._lock:
            running = self._running.get(function_name, 0)
            throttled = time.monotonic() < self._until.get(function_name, 0.0)
            is_admitted = not throttled and running < self._most.get(function_name, running + 1)
            self._running[function_name] = running + is_admitted
        try:
            yield is_admitted
        finally:
            with self._lock:
                self._running[function_name] -= is_admitted


def refusal() -> dict[str, Any]:
    """Lambda's answer to an invocation that it throttles, as ministack passes it on."""
    refused: dict[str, Any] = lambda_svc._throttle_response("ConcurrentInvocationLimitExceeded", "Rate Exceeded.")
    return refused


THROTTLES = Throttles()
