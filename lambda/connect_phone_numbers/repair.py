"""What the repairs of the ledger work with, and what they report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .connect import Connect
from .errors import PhoneNumberError
from .ledger import Ledger
from .table import Table

LOCK_SECONDS = 60
"""How long a resource's record is locked for its repair. Of the number, just one more look is taken meanwhile."""


@dataclass(frozen=True)
class Repair:
    """One run of the reconciliation.

    Attributes:
        holder: names the invocation.
        clock: gives seconds since the epoch.
        is_dry_run: whether to report only, and to write nothing.
    """

    table: Table
    ledger: Ledger
    connect: Connect
    holder: str
    clock: Callable[[], float]
    is_dry_run: bool

    @property
    def now(self) -> int:
        """The present second since the epoch."""
        return int(self.clock())

    def instance_of(self, target_arn: str) -> str:
        """The ARN of the instance that a target's numbers count to; a group that is not there counts apart."""
        if ":traffic-distribution-group/" not in target_arn:
            return target_arn
        try:
            return self.connect.instance_of(target_arn)
        except PhoneNumberError:
            return target_arn


@dataclass
class Findings:
    """What was done, or would be, and what needs a person's eye.

    Attributes:
        claims_added: numbers that their resources' records got back.
        parked_added: numbers that were listed as parked again.
        parked_removed: numbers that were listed as parked and are not.
        operations_added: claims and releases that the history lacked.
        operations_corrected: claims and releases that the history had at the moment that they were seen.
        skipped: what was left for another run, with the reason.
        disagreements: what only a person can decide.
    """

    claims_added: list[dict[str, Any]] = field(default_factory=list)
    parked_added: list[dict[str, Any]] = field(default_factory=list)
    parked_removed: list[dict[str, Any]] = field(default_factory=list)
    operations_added: list[dict[str, Any]] = field(default_factory=list)
    operations_corrected: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
