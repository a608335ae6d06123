"""A resource whose function may be killed."""

from collections.abc import Callable
from typing import Any

from tests.faults.disturbance import Disturbance
from tests.handler.lifecycle import Lifecycle, Response

QUERY_INTERVAL = 30
"""Seconds between two looks of the waiter: six times as many as it takes, so that long waits are fewer calls."""
POLLS = 50 * 60 // QUERY_INTERVAL
"""The waiter gives up after 50 minutes."""


class DisturbedResource(Lifecycle):
    """A Lifecycle, each of whose invocations is a process of its own."""

    def __init__(self, advance: Callable[[float], None], name: str, disturbance: Disturbance) -> None:
        super().__init__(advance, name)
        self.query_interval = QUERY_INTERVAL
        self._disturbance = disturbance

    def run(self, event: dict[str, Any], polls: int = POLLS) -> Response:
        return super().run(event, polls)

    def invoke(self, function: Callable[[Any, Any], dict[str, Any]], event: dict[str, Any]) -> dict[str, Any]:
        self._disturbance.new_invocation()
        return super().invoke(function, event)
