"""Cut a function off at a remote call."""

from typing import Any

import boto3

from tests.handler.lifecycle import FunctionKilled

SERVICES = ("connect", "dynamodb", "service-quotas")


class RemoteCalls:
    """Every remote call that the handler makes, counted; one of them may be the function's last."""

    def __init__(self) -> None:
        """Watch the clients that are made from now on by boto3's default session."""
        self.operations: list[str] = []
        self._fatal: int | None = None
        self._after = False
        self._is_dead = False
        boto3.setup_default_session()
        events = boto3._get_default_session()._session.get_component("event_emitter")
        for service in SERVICES:
            events.register(f"before-call.{service}", self._before)
            events.register(f"after-call.{service}", self._after_call)

    def kill_at(self, index: int, *, after_its_effect: bool) -> None:
        """Count anew, and kill the function at the call with this index: before it is sent, or after its effect."""
        self.operations = []
        self._fatal, self._after, self._is_dead = index, after_its_effect, False

    def revive(self) -> None:
        """No more kills: every further invocation is a process of its own."""
        self._fatal, self._is_dead = None, False

    def _before(self, model: Any, **_: Any) -> None:
        if self._is_dead:
            raise FunctionKilled  # what a `finally` of a dead process would send
        self.operations.append(model.name)
        if not self._after:
            self._die_where_due()

    def _after_call(self, **_: Any) -> None:
        if self._after:
            self._die_where_due()

    def _die_where_due(self) -> None:
        if len(self.operations) - 1 == self._fatal:
            self._is_dead = True
            raise FunctionKilled(f"killed at {self.operations[-1]}")
