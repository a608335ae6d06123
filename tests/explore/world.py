"""A state of the whole world. It is immutable, so that many states can share parts."""

from __future__ import annotations

from typing import NamedTuple

from tests.explore.invocation import Progress
from tests.explore.numbers import Numbers
from tests.explore.stack import Operation, Resource
from tests.simulation.memory_table import Contents


class Delivery(NamedTuple):
    """An event on its way through Lambda's queue.

    Attributes:
        tries: how often Lambda may still deliver it.
    """

    operation: Operation
    tries: int = 3


class Execution(NamedTuple):
    """An execution of the state machine.

    Attributes:
        resource: the record's partition key.
        operation: the operation's key.
        due: when its next step is taken, in seconds since the epoch; None while one is in flight.
        gives_up: whether its next step gives the operation up.
    """

    resource: str
    operation: str
    due: int | None
    gives_up: bool = False


class Invocation(NamedTuple):
    """An invocation in flight.

    Attributes:
        source: the delivery, the execution, or the name of the command that awaits its end; None if nobody does.
    """

    progress: Progress
    source: Delivery | Execution | str | None


class Left(NamedTuple):
    """What may still happen on a path: the rest of the bound.

    Attributes:
        operations: how many operations of CloudFormation.
        faults: how many faults of any kind.
        commands: how many commands of the operator.
        waits: how many waits that are long, or that make something late.
    """

    operations: int
    faults: int = 0
    commands: int = 0
    waits: int = 0

    def covers(self, other: Left) -> bool:
        """Whether this bound allows everything that the other bound allows."""
        return (
            self.operations >= other.operations
            and self.faults >= other.faults
            and self.commands >= other.commands
            and self.waits >= other.waits
        )


class World(NamedTuple):
    """A state.

    Attributes:
        now: in seconds since the epoch.
        started: the executions that were ever started, by partition and operation key.
        by_hand: the numbers that the operator took out of parking.
    """

    now: int
    ledger: Contents
    numbers: Numbers
    resources: tuple[Resource, ...]
    left: Left
    deliveries: tuple[Delivery, ...] = ()
    executions: tuple[Execution, ...] = ()
    started: frozenset[tuple[str, str]] = frozenset()
    invocations: tuple[Invocation, ...] = ()
    by_hand: tuple[str, ...] = ()
