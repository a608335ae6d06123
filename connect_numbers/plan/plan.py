"""A plan: every step of a deployment, and what it leaves of the quotas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.core.quota import QuotaUse

from .step import Action, Step


@dataclass(frozen=True)
class Plan:
    """What a deployment would do.

    Attributes:
        steps: in order.
        before: what is used of the instances' quotas now, by the instance's ARN; of those that the plan looked at.
        after: what will be.
        notes: what could not be looked into, and why.
    """

    steps: Sequence[Step]
    before: Mapping[str, QuotaUse]
    after: Mapping[str, QuotaUse]
    notes: Sequence[str]

    @property
    def fails(self) -> bool:
        """Whether the deployment fails somewhere."""
        return any(step.action is Action.FAIL for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
        return {
            "possible": not self.fails,
            "steps": [step.as_json() for step in self.steps],
            "instances": [
                {
                    "instance_arn": instance_arn,
                    "quota": use.quota,
                    "quota_is_assumed": use.is_assumed,
                    "numbers_held": self.before[instance_arn].held,
                    "numbers_held_after": use.held,
                    "budget": use.budget,
                    "operations_used": len(self.before[instance_arn].operations),
                    "operations_used_after": len(use.operations),
                }
                for instance_arn, use in self.after.items()
            ],
            "notes": list(self.notes),
        }
