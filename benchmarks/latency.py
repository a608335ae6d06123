"""How long remote calls and invocations take in the simulation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any

SECONDS = {
    "connect": (0.080, 0.250),
    "service-quotas": (0.080, 0.250),
    "dynamodb": (0.005, 0.015),
    "stepfunctions": (0.020, 0.060),
    "cloudformation": (0.020, 0.080),
}
"""The shortest and the longest time from a request to its answer, by service."""
INVOCATION_SECONDS = (0.020, 0.100)
"""The shortest and the longest time that an invocation of a function takes beside the function's own."""


class Latency:
    """Random times, from a seed. Half of a call's passes before the service has it, half after."""

    def __init__(self, sleep: Callable[[float], None], seed: int) -> None:
        """Pass the times by `sleep`, which takes seconds."""
        self._sleep = sleep
        self._random = Random(seed)  # noqa: S311 - no secret

    def invocation(self) -> None:
        """Let pass the time that the invocation of a function takes."""
        self._sleep(self._random.uniform(*INVOCATION_SECONDS))

    @contextmanager
    def call(self, service: str) -> Iterator[None]:
        """Let pass the time that a call takes: half before the service acts, half after."""
        self._half_of(service)
        try:
            yield
        finally:
            self._half_of(service)

    def _half_of(self, service: str) -> None:
        self._sleep(self._random.uniform(*SECONDS[service]) / 2)


class Remote:
    """A client, or its double, whose every method is a call that takes time."""

    def __init__(self, client: Any, service: str, latency: Latency) -> None:  # noqa: ANN401 - any client
        """Let the calls of `client` take as long as those of `service`."""
        self._client = client
        self._service = service
        self._latency = latency

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the client has it
        found = getattr(self._client, name)
        return partial(self._call, found) if callable(found) else found

    def _call(self, method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - see above
        with self._latency.call(self._service):
            return method(*arguments, **named)
