"""A function whose answers the test chooses: for tests of the simulated CloudFormation."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.simulation.cloudformation import CloudFormation
from tests.simulation.lambda_function import LambdaFunction
from tests.simulation.plain_clock import plain_timeline
from tests.simulation.processes import Process, run, together
from tests.simulation.stack import Stack
from tests.simulation.stack_resource import Rollback

Answer = Mapping[str, Any] | None
"""The members of a response that differ from the default response. None: no response is sent."""


class AnsweringFunction:
    """Answers every event. Default: SUCCESS, with a new physical id for a Create and the event's id for the others."""

    def __init__(self) -> None:
        self.timeline = plain_timeline()
        self.cloudformation = CloudFormation(self.timeline, LambdaFunction(self.timeline, self._respond))
        self.events: list[Mapping[str, Any]] = []
        self.answer: Callable[[Mapping[str, Any]], Answer] = lambda event: {}
        """Gives the members of an event's answer that differ from the default."""

    @property
    def told(self) -> list[str]:
        """The events so far, in order: kind, logical id, physical id."""
        return [
            f"{event['RequestType']} {event['LogicalResourceId']} {event.get('PhysicalResourceId', '')}".rstrip()
            for event in self.events
        ]

    def run(self, *processes: Process[Any]) -> list[Any]:
        """Run processes at the same time, to their end."""
        return run(self.timeline, together(*processes))

    def stack(self, rollback: Rollback = Rollback.BY_DELETE) -> Stack:
        return Stack(self.cloudformation, rollback=rollback)

    def put(self, event: Mapping[str, Any], **members: Any) -> int:
        """Answer an event by hand."""
        body = {
            "Status": "SUCCESS",
            "PhysicalResourceId": event.get("PhysicalResourceId") or f"{event['LogicalResourceId']}-{len(self.events)}",
            **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
            **members,
        }
        return self.cloudformation.put(event["ResponseURL"], json.dumps(body).encode())

    def _respond(self, event: Mapping[str, Any], holder: str, until: float) -> Mapping[str, Any]:
        self.events.append(event)
        answer = self.answer(event)
        if answer is not None:
            self.put(event, **answer)
        return {}
