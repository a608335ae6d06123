"""One run of a reconciliation: its services, its report and its time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ..errors import TryAgainLater
from ..lifecycle.look import Tools
from ..model.identity import Resource
from ..model.phone_number import PhoneNumber

LOCK_SECONDS = 60
"""How long a resource's record is locked for its repair."""
ENDING_SECONDS = 10
"""How much time an invocation must have left to begin another change."""
REBUILT = "reconcile"
"""Stands in a rebuilt claim for the operation that gave the number to CloudFormation, as nobody knows it."""

CHANGES = ("ClaimsAdded", "ParkedAdded", "ParkedRemoved", "OperationsAdded", "OperationsCorrected")
"""The keys of the changes that were made, or that a dry run would make."""
SENTENCES = ("Skipped", "Disagreements")
"""The keys of the sentences about work for another run, and about decisions for a person."""


@dataclass(frozen=True)
class Run:
    """One invocation's part of a reconciliation.

    Attributes:
        tools: the services.
        began_at: when the reconciliation began, in seconds since the epoch.
        holder: names the invocation.
        until: when the invocation's time is up, in seconds since the epoch.
        is_dry: whether to report only; what is read is kept all the same.
        findings: by the names above.
    """

    tools: Tools
    began_at: int
    holder: str
    until: float
    is_dry: bool
    findings: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    @property
    def now(self) -> int:
        """The present second since the epoch."""
        return self.tools.services.now

    def require_time(self) -> None:
        """Go on only if there is the time to finish what begins now.

        Raises:
            TryAgainLater: there is not; the next invocation goes on.
        """
        if self.tools.services.clock() > self.until - ENDING_SECONDS:
            raise TryAgainLater("the invocation's time is up", 1)


def named(number: PhoneNumber, resource: Resource | None = None) -> dict[str, str]:
    """A number as the report has it, with the resource that owns it."""
    ours = {"PhoneNumber": number.phone_number, "PhoneNumberArn": number.phone_number_arn}
    shown = {**ours, "TargetArn": number.target_arn}
    if resource is None:
        return shown
    return {**shown, "StackId": resource.stack_id, "LogicalResourceId": resource.logical_resource_id}
