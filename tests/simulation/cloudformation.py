"""AWS CloudFormation's requests to custom resources: sent, delivered, answered, given up."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from tests.simulation.lambda_function import LambdaFunction
from tests.simulation.processes import Process
from tests.simulation.response import Response, received
from tests.simulation.response_url import address_of, expires_at
from tests.simulation.timeline import Happening, Timeline

Event = Mapping[str, Any]

LONGEST_TIMEOUT = 3600
CANCELLED = "Resource creation cancelled"
TIMED_OUT = "CloudFormation did not receive a response from your Custom Resource."


@dataclass(frozen=True)
class Delivery:
    """The delays, in seconds, after which Lambda invokes the function with an event. Each is one delivery."""

    after: tuple[float, ...] = (0.0,)


ONCE = Delivery()
TWICE = Delivery((0.0, 0.0))


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        event: the event, as JSON.
        url: its ResponseURL.
        fallback: the physical id that CloudFormation uses if no response gives one.
        timeout: the happening that ends the wait for a response.
        response: the response; None while CloudFormation waits.
    """

    event: str
    url: str
    fallback: str
    timeout: Happening
    response: Response | None = None


class CloudFormation:
    """CloudFormation's requests to custom resources, and their responses."""

    def __init__(self, timeline: Timeline, function: LambdaFunction) -> None:
        self.gap = 1.0
        """Seconds between a response and the next request of the same stack."""
        self.delivery: Callable[[Event], Delivery] = lambda event: ONCE
        """Gives the delivery of an event that is about to be sent."""
        self.refused: list[tuple[int, bytes]] = []
        """The answers that were refused, or for which CloudFormation did not wait: HTTP status, body."""
        self.loses_next_success = False
        """Whether CloudFormation takes the next success for a failure."""
        self._timeline = timeline
        self._function = function
        self._requests: tuple[Request, ...] = ()
        self._numbers = 0

    @property
    def events(self) -> list[Event]:
        """Every event that was sent, in order."""
        return [json.loads(request.event) for request in self._requests]

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._timeline.now()

    def wake_at(self, moment: float) -> None:
        """Put a happening without effect on the timeline, so that time stops at this moment."""
        self._timeline.at(moment, "CloudFormation looks", _do_nothing)

    def pause(self) -> Process[None]:
        """Wait for `gap` seconds, as between a response and the next request."""
        ends_at = self.now() + self.gap
        self.wake_at(ends_at)
        yield lambda: self.now() >= ends_at

    def until_quiet(self) -> Process[None]:
        """Wait until nothing more is to happen in the whole world."""
        yield lambda: not self._timeline.happenings()

    def number(self) -> int:
        """A new number, for ids."""
        self._numbers += 1
        return self._numbers

    def send(self, event: Event, delivery: Delivery | None = None) -> int:
        """Send a request. Returns the key for `response`.

        Raises:
            ValueError: the event was sent before. Use `deliver`.
        """
        if self.key_of(event) is not None:
            raise ValueError(f"{event['RequestType']} of {event['LogicalResourceId']} was sent before")
        key = len(self._requests)
        seconds = min(float(event["ResourceProperties"].get("ServiceTimeout", LONGEST_TIMEOUT)), LONGEST_TIMEOUT)
        name = f"{event['RequestType']} of {event['LogicalResourceId']} times out"
        timeout = self._timeline.at(self._timeline.now() + seconds, name, self._time_out, key)
        self._requests = (
            *self._requests,
            Request(json.dumps(event), event["ResponseURL"], self._fallback(event), timeout),
        )
        for after in (delivery or self.delivery(event)).after:
            self._function.send(event, after)
        return key

    def deliver(self, event: Event, after: float = 0.0) -> None:
        """Deliver an event that was sent before once more, after so many seconds."""
        self._function.send(event, after)

    def response(self, key: int) -> Response | None:
        """The response to a request. None while CloudFormation waits."""
        return self._requests[key].response

    def key_of(self, event: Event) -> int | None:
        """The key that `send` returned for an event. None if the event was not sent."""
        urls = (key for key, request in enumerate(self._requests) if request.url == event["ResponseURL"])
        return next(urls, None)

    def event(self, key: int) -> Event:
        """The event of a request."""
        return dict(json.loads(self._requests[key].event))

    def give_up(self, key: int, reason: str = CANCELLED) -> None:
        """Stop waiting for a response, as when another resource failed or somebody cancelled the deployment."""
        self._end(key, Response("FAILED", self._requests[key].fallback, reason))

    def put(self, url: str, body: bytes) -> int:
        """Take an answer at a ResponseURL. Returns the HTTP status."""
        if self._timeline.now() >= expires_at(url):
            self.refused.append((403, body))
            return 403
        for key in self._waiting_at(address_of(url)):
            request = self._requests[key]
            response = received(body, json.loads(request.event), request.fallback)
            if response is not None:
                self._end(key, self._heard(response, request.fallback))
                return 200
        self.refused.append((200, body))
        return 200

    def snapshot(self) -> tuple[Any, ...]:
        """A copy of all requests, at no cost."""
        return self._requests, self._numbers, tuple(self.refused)

    def restore(self, snapshot: tuple[Any, ...]) -> None:
        """Restore all requests from a snapshot."""
        self._requests, self._numbers = snapshot[:2]
        self.refused = list(snapshot[2])

    def _waiting_at(self, address: str) -> list[int]:
        """The requests that wait at an address. A request sent again with its RequestId has the same address."""
        return [
            key
            for key, request in enumerate(self._requests)
            if request.response is None and address_of(request.url) == address
        ]

    def _heard(self, response: Response, fallback: str) -> Response:
        if not response.succeeded or not self.loses_next_success:
            return response
        self.loses_next_success = False
        return Response("FAILED", fallback, "the response was lost")

    def _time_out(self, key: int) -> None:
        self._end(key, Response("FAILED", self._requests[key].fallback, TIMED_OUT))

    def _end(self, key: int, response: Response) -> None:
        request = self._requests[key]
        if request.response is None:
            self._timeline.cancel(request.timeout)
            ended = replace(request, response=response)
            self._requests = tuple(chain(self._requests[:key], [ended], self._requests[key + 1 :]))

    def _fallback(self, event: Event) -> str:
        if event.get("PhysicalResourceId"):
            return str(event["PhysicalResourceId"])
        stack_name = event["StackId"].split("/")[1]
        return f"{stack_name}-{event['LogicalResourceId']}-{self.number():012X}"


def _do_nothing() -> None:
    """The act of a happening without effect."""
