"""What goes wrong in a schedule: with a remote call, with an invocation, with the delivery of an event."""

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
    """When an event of CloudFormation arrives, and how often: seconds after it was sent."""

    TWICE = (0.0, 0.0)
    AGAIN_SOON = (0.0, 20.0)
    AGAIN_LATER = (0.0, 7000.0)
    LATE = (300.0,)


Kind = FaultKind | InvocationFault | LateDelivery


@dataclass(frozen=True)
class Trouble:
    """`kind` happens to the call, the invocation or the event with the index `at`, counted over a schedule."""

    at: int
    kind: Kind

    def __str__(self) -> str:
        return f"{name_of(self.kind)} at {place_of(self.kind)} {self.at}"


def place_of(kind: Kind) -> str:
    """What it happens to."""
    if isinstance(kind, FaultKind):
        return "call"
    return "invocation" if isinstance(kind, InvocationFault) else "event"


def name_of(kind: Kind) -> str:
    """What a table calls it."""
    if isinstance(kind, FaultKind):
        return kind.value
    words = kind.name.lower().replace("_", " ")
    return f"invocation {words}" if isinstance(kind, InvocationFault) else f"event {words}"


KINDS: tuple[Kind, ...] = (*FaultKind, *InvocationFault, *LateDelivery)


class Troubles:
    """Lets them happen in a world, counted from now."""

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
        """How many have met what they were meant for."""
        return self._struck + len(self._world.remote_calls.struck)

    @property
    def over_at(self) -> float:
        """When the last of those that have struck is over."""
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
