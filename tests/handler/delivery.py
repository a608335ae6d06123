"""One delivery of CloudFormation's request to the Provider framework, and the waiter that it starts."""

from collections.abc import Mapping
from typing import Any, Protocol

from tests.handler.provider_framework import Submission, Waiting


class Framework(Protocol):
    """The Provider framework's three functions."""

    def handle_event(self, event: Mapping[str, Any]) -> Submission | Waiting: ...

    def handle_poll(self, waiting: Mapping[str, Any]) -> Submission | None: ...

    def handle_timeout(self, waiting: Mapping[str, Any]) -> Submission: ...


class Delivery:
    """Goes on a step at a time, so that several can take turns.

    CloudFormation's requests are delivered at least once: a second delivery of the same event has a waiter of its own,
    and either may still be under way when CloudFormation has gone on.
    """

    def __init__(self, framework: Framework, event: Mapping[str, Any], polls: int) -> None:
        """`polls`: how often the waiter asks before it gives up."""
        self.submission: Submission | None = None
        """What CloudFormation receives, once it does."""
        self._framework = framework
        self._event = event
        self._polls_left = polls
        self._has_polled = False
        self._waiting: dict[str, Any] | None = None

    @property
    def has_polled(self) -> bool:
        """Whether is_complete was asked, so that the next step is the waiter's and comes after an interval."""
        return self._has_polled

    def step(self) -> Submission | None:
        """The next invocation: on_event, then is_complete until it is complete; or the end of the waiter's patience."""
        assert self.submission is None, "this delivery is over"
        if self._waiting is None:
            self._begin()
        elif self._polls_left:
            self._polls_left -= 1
            self._has_polled = True
            self.submission = self._framework.handle_poll(self._waiting)
        if self.submission is None and self._waiting is not None and not self._polls_left:
            self.submission = self._framework.handle_timeout(self._waiting)
        return self.submission

    def _begin(self) -> None:
        outcome = self._framework.handle_event(self._event)
        if isinstance(outcome, Waiting):
            self._waiting = outcome.event
        else:
            self.submission = outcome
