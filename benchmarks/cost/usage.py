"""The use of AWS's services by some operations, and its price by the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

PRICES_OF = "us-east-1, without any free tier, as listed on 2026-11-21"
"""https://aws.amazon.com/lambda/pricing, https://aws.amazon.com/step-functions/pricing and
https://aws.amazon.com/dynamodb/pricing/on-demand."""
DOLLARS_PER_INVOCATION = 0.20 / 1_000_000
DOLLARS_PER_GB_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
DOLLARS_PER_TRANSITION = 0.025 / 1_000
DOLLARS_PER_READ_UNIT = 0.125 / 1_000_000
DOLLARS_PER_WRITE_UNIT = 0.625 / 1_000_000
DOLLARS_PER_GB_MONTH = 0.25 + 0.20
"""Of the ledger: storage, and the continuous backup."""


@dataclass(frozen=True)
class Compute:
    """The invocations of functions of one kind.

    Attributes:
        invocations: how many.
        seconds: billed for all of them.
        megabytes: of each function's memory.
        architecture: `arm64` or `x86_64`.
    """

    invocations: int
    seconds: float
    megabytes: int
    architecture: str

    @classmethod
    def of(cls, durations: Iterable[float], megabytes: int, architecture: str) -> Compute:
        """Invocations that took so many seconds; Lambda bills them by the millisecond."""
        billed = [ceil(seconds * 1000) for seconds in durations]
        return cls(len(billed), sum(billed) / 1000, megabytes, architecture)

    @property
    def gb_seconds(self) -> float:
        """What Lambda bills."""
        return self.seconds * self.megabytes / 1024

    @property
    def dollars(self) -> float:
        """By the list."""
        return self.invocations * DOLLARS_PER_INVOCATION + self.gb_seconds * DOLLARS_PER_GB_SECOND[self.architecture]


@dataclass(frozen=True)
class Usage:
    """What some operations used.

    Attributes:
        kind: Create or Delete.
        operations: how many, begun at the same moment.
        succeeded: how many of them.
        seconds: from the first one's begin to the last one's end.
        compute: of Lambda.
        transitions: of Step Functions.
        read_units: of DynamoDB.
        write_units: of DynamoDB.
        ledger_bytes: that the ledger has afterwards; 0 where that was not measured.
    """

    kind: str
    operations: int
    succeeded: int
    seconds: float
    compute: Sequence[Compute]
    transitions: int
    read_units: int
    write_units: int
    ledger_bytes: int = 0

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Usage:
        """From what `dataclasses.asdict` made of it."""
        return cls(**{**data, "compute": [Compute(**each) for each in data["compute"]]})

    @property
    def invocations(self) -> int:
        """Of all functions."""
        return sum(compute.invocations for compute in self.compute)

    @property
    def gb_seconds(self) -> float:
        """Of all functions."""
        return sum(compute.gb_seconds for compute in self.compute)

    @property
    def idle_dollars(self) -> float:
        """The cost of a month in which nothing happens: the function and the state machine then cost nothing."""
        return self.ledger_bytes / 1024**3 * DOLLARS_PER_GB_MONTH

    @property
    def dollars(self) -> float:
        """By the list."""
        return (
            sum(compute.dollars for compute in self.compute)
            + self.transitions * DOLLARS_PER_TRANSITION
            + self.read_units * DOLLARS_PER_READ_UNIT
            + self.write_units * DOLLARS_PER_WRITE_UNIT
        )
