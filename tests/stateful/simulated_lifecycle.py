"""A resource whose functions run as tasks of the scheduler."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from connect_phone_numbers.errors import PhoneNumberError
from tests.handler.delivery import Delivery
from tests.handler.lambda_invocation import Handler
from tests.handler.lifecycle import MARKER, POLLS, Lifecycle
from tests.handler.provider_framework import FrameworkError, ProviderFramework
from tests.handler.response import Response
from tests.stateful.remote_calls import RemoteCalls
from tests.stateful.scheduler import Scheduler


class SimulatedLifecycle(Lifecycle):
    """A Lifecycle that remembers what was asked of it, for it to be asked again."""

    def __init__(
        self,
        name: str,
        scheduler: Scheduler,
        calls: RemoteCalls,
        problems: list[str],
        now: Callable[[], float],
    ) -> None:
        super().__init__(scheduler.sleep, name)
        self.events: list[tuple[float, dict[str, Any]]] = []
        self.unheard_of: set[str] = set()
        """Requests that failed before anything was noted of them: the framework swallows the Delete that follows, so
        whatever a second delivery does is nobody's. That takes two rare things at once, and shows in no event."""
        self.delivers_twice = False
        self.loses_success = False
        """Whether the next success does not reach CloudFormation, which hears of a failure."""
        self._calls = calls
        self._scheduler = scheduler
        self._problems = problems
        self._now = now

    @classmethod
    def start_anew(cls) -> None:
        """Name stacks from the first again: a history depends on nothing that was before it."""
        Lifecycle._numbers = count(1)

    def event(self, kind: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
        event = super().event(kind, properties, **more)
        self.events.append((self._now(), event))
        return event

    def user_functions(self) -> ProviderFramework:
        return replace(super().user_functions(), put=self._put)

    def _put(self, body: dict[str, Any]) -> None:
        if self.loses_success:
            self.loses_success = False
            raise FrameworkError("Unsuccessful HTTP response: 503")

    def follow(self, delivery: Delivery) -> None:
        """Take a delivery to its end; nobody waits for its response."""
        while delivery.submission is None:
            if delivery.has_polled:
                self._advance(self.query_interval)
            delivery.step()

    def invoke(self, function: Handler, event: dict[str, Any]) -> dict[str, Any]:
        self._calls.begin_process()
        try:
            return super().invoke(function, event)
        except PhoneNumberError:
            raise
        except Exception as error:
            self._problems.append(f"{event['RequestType']} of {self.logical_resource_id}: {error!r}")
            raise
        finally:
            self._calls.end_process()

    def run(self, event: dict[str, Any], polls: int = POLLS) -> Response:
        delivery = self.deliver(event, polls)
        delivery.step()
        if self.delivers_twice and delivery.submission is None:
            second = self.deliver(event, polls)
            self._scheduler.spawn(f"{self.stack_id} twice", lambda: self.follow(second))
        response = self.heard(event, delivery) or self.finish(event, delivery)
        if not response.succeeded and not response.body:
            self._problems.append(f"{event['RequestType']}: the response is refused: {response.reason}")
        return response

    def heard(self, event: dict[str, Any], delivery: Delivery) -> Response | None:
        response = super().heard(event, delivery)
        if response is not None and response.physical_resource_id == MARKER:
            self.unheard_of.add(event["RequestId"])
        return response

    def young_events(self, seconds: float) -> list[dict[str, Any]]:
        """What was asked in the last seconds, and may come a second time."""
        return [
            event
            for sent_at, event in self.events
            if self._now() - sent_at < seconds and event["RequestId"] not in self.unheard_of
        ]
