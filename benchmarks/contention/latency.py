"""How long remote calls take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.session import Session

SECONDS = {"connect": (0.080, 0.250), "service-quotas": (0.080, 0.250), "dynamodb": (0.005, 0.015)}
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
        """Let pass what invoking a function takes."""
        self._sleep(self._random.uniform(*INVOCATION_SECONDS))

    @contextmanager
    def call(self, service: str) -> Iterator[None]:
        """Let pass what a call of a service takes, around what the service does."""
        self._half_of(service)
        try:
            yield
        finally:
            self._half_of(service)

    def delay_calls_of(self, session: "Session") -> None:
        """Let every call of a session's clients take its time."""
        events = session.get_component("event_emitter")
        # First: moto answers before any later handler hears of the request.
        events.register_first("before-send", self._delay)
        events.register("response-received", self._delay)

    def _delay(self, event_name: str, **_: object) -> None:
        self._half_of(event_name.split(".")[1])

    def _half_of(self, service: str) -> None:
        self._sleep(self._random.uniform(*SECONDS[service]) / 2)
