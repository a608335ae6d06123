"""A conversation of the Provider framework with scripted functions, the same for the runtime and for its double."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.handler.delivery import Delivery, Framework
from tests.handler.lambda_invocation import FunctionError
from tests.handler.provider_framework import Answer, FrameworkError, ProviderFramework, Submission

ID = "arn:aws:connect:us-east-1:123456789012:phone-number/1"
OTHER_ID = "arn:aws:connect:us-east-1:123456789012:phone-number/2"

Scripted = Mapping[str, Any] | Exception | None


@dataclass(frozen=True)
class Scenario:
    """What happens.

    Attributes:
        name: of the scenario.
        kind: Create, Update or Delete.
        on_event: the answer, or what is raised.
        is_complete: the answers in order; the last one is given again and again.
        physical_resource_id: in the event of an Update or Delete.
        no_waiter: whether the waiter can't be started.
        no_way_back: whether a success does not reach CloudFormation.
        polls: how often the waiter asks.
        event: members of the event that differ from the usual.
    """

    name: str
    kind: str = "Create"
    on_event: Scripted = field(default_factory=lambda: {"PhysicalResourceId": ID})
    is_complete: tuple[Scripted, ...] = ({"IsComplete": True},)
    physical_resource_id: str = ID
    no_waiter: bool = False
    no_way_back: bool = False
    polls: int = 3
    event: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def request(self) -> dict[str, Any]:
        """CloudFormation's event."""
        event: dict[str, Any] = {
            "RequestType": self.kind,
            "RequestId": "8a9f2c3e",
            "ResponseURL": "https://cloudformation-custom-resource-response/bucket?secret",
            "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/Support/1",
            "ResourceType": "Custom::ConnectPhoneNumber",
            "LogicalResourceId": "Number",
            "ResourceProperties": {"PhoneNumber": "+12065550100"},
        }
        if self.kind != "Create":
            event["PhysicalResourceId"] = self.physical_resource_id
        if self.kind == "Update":
            event["OldResourceProperties"] = {"PhoneNumber": "+12065550142"}
        return {key: value for key, value in {**event, **self.event}.items() if value is not ...}


@dataclass
class Played:
    """How a scenario went: the response, and what the user's functions and the waiter were given."""

    body: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    given: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def play(scenario: Scenario, framework_around: Callable[[ProviderFramework], Framework]) -> Played:
    """Play a scenario to its end."""
    played = Played()
    answers = list(scenario.is_complete)

    def on_event(event: dict[str, Any]) -> Answer:
        played.given.append(("on_event", copy.deepcopy(event)))
        return _say(scenario.on_event)

    def is_complete(event: dict[str, Any]) -> Answer:
        played.given.append(("is_complete", copy.deepcopy(event)))
        return _say(answers.pop(0) if len(answers) > 1 else answers[0])

    def start_execution(waiting: dict[str, Any]) -> None:
        played.given.append(("waiter", copy.deepcopy(waiting)))
        if scenario.no_waiter:
            raise FrameworkError("Rate exceeded")

    def put(body: dict[str, Any]) -> None:
        if scenario.no_way_back:
            raise FrameworkError("Unsuccessful HTTP response: 503")

    framework = framework_around(ProviderFramework(on_event, is_complete, start_execution, put))
    delivery = Delivery(framework, scenario.request(), scenario.polls)
    submission: Submission | None = None
    while submission is None:
        submission = delivery.step()
    played.body = {**submission.body, "Reason": submission.body["Reason"].partition("\n    at ")[0]}
    played.message = submission.message
    return played


def _say(scripted: Scripted) -> Answer:
    if isinstance(scripted, Exception):
        raise FunctionError(scripted)
    return scripted
