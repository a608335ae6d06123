"""The troubles of a schedule: at a remote call, at an invocation, or at the delivery of an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.simulation.cloudformation import ONCE, Delivery
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.world import World

THROTTLED_SECONDS = 600.0
"""How long Lambda refuses invocations."""


class LateDelivery(Enum):
    """How late an event of CloudFormation arrives, in seconds, and how often."""

    TWICE = (0.0, 0.0)
    AGAIN_SOON = (0.0, 20.0)
    AGAIN_LATER = (0.0, 7000.0)
    LATE = (300.0,)


Kind = FaultKind | InvocationFault | LateDelivery


@dataclass(frozen=True)
class Trouble:
    """A trouble of this kind, at the call, invocation or event with the index `at` in the schedule."""

    at: int
    kind: Kind

    def __str__(self) -> str:
        return f"{name_of(self.kind)} at {place_of(self.kind)} {self.at}"


def place_of(kind: Kind) -> str:
    """The place of a kind of trouble: a call, an invocation or an event."""
    if isinstance(kind, FaultKind):
        return "call"
    return "invocation" if isinstance(kind, InvocationFault) else "event"


def name_of(kind: Kind) -> str:
    """The name of a kind of trouble in tables."""
    if isinstance(kind, FaultKind):
        return kind.value
    words = kind.name.lower().replace("_", " ")
    return f"invocation {words}" if isinstance(kind, InvocationFault) else f"event {words}"


KINDS: tuple[Kind, ...] = (*FaultKind, *InvocationFault, *LateDelivery)


class Troubles:
    """Prepares a schedule's troubles in a world. Calls, invocations and events count from now."""

    def __init__(self, world: World, troubles: Sequence[Trouble]) -> None:
        self.invocations = 0
        self.events = 0
        self._world = world
        self._of_invocations = {each.at: each.kind for each in troubles if isinstance(each.kind, InvocationFault)}
        self._of_events = {each.at: each.kind for each in troubles if isinstance(each.kind, LateDelivery)}
        self._struck = 0
        self._throttled_until = 0.0
        world.disturb(*(Fault(each.kind, each.at) for each in troubles if isinstance(each.kind, FaultKind)))
        world.function.next_fault = self._next_fault
        world.cloudformation.delivery = self._delivery

    @property
    def struck(self) -> int:
        """How many troubles have met their call, invocation or event."""
        return self._struck + len(self._world.remote_calls.struck)

    @property
    def over_at(self) -> float:
        """When the last of the troubles that have struck is over, in seconds since the epoch."""
        return max(self._throttled_until, self._world.remote_calls.disturbed_until)

    def _next_fault(self, event: Any) -> InvocationFault | None:
        index, now = self.invocations, self._world.now()
        self.invocations += 1
        kind = self._of_invocations.get(index)
        self._struck += kind is not None
        if kind is InvocationFault.THROTTLED:
            self._throttled_until = now + THROTTLED_SECONDS
        return InvocationFault.THROTTLED if now < self._throttled_until else kind

    def _delivery(self, event: Any) -> Delivery:
        kind = self._of_events.get(self.events)
        self.events += 1
        self._struck += kind is not None
        return ONCE if kind is None else Delivery(kind.value)
