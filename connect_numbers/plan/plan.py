"""A plan: every step of a deployment, and what it leaves of the quotas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.quota.arithmetic import QuotaUse

from .step import Action, Step


@dataclass(frozen=True)
class Plan:
    """What a deployment would do.

    Attributes:
        steps: in order.
        before: what is used of the instances' quotas now, by the instance's ARN; of those that the plan looked at.
        after: what will be.
        unknown: what keeps it from being known whether the deployment is possible.
        notes: what else the reader has to know.
    """

    steps: Sequence[Step]
    before: Mapping[str, QuotaUse]
    after: Mapping[str, QuotaUse]
    unknown: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def is_possible(self) -> bool | None:
        """Whether nothing of the deployment fails; None where that is not known."""
        if any(step.action is Action.FAIL for step in self.steps):
            return False
        is_known = not self.unknown and not any(step.action is Action.UNKNOWN for step in self.steps)
        return True if is_known else None

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
        return {
            "possible": self.is_possible,
            "steps": [step.as_json() for step in self.steps],
            "instances": [
                {
                    "instance_arn": instance_arn,
                    "quota": use.quota,
                    "quota_source": use.source.value,
                    "numbers_held": self.before[instance_arn].held,
                    "numbers_held_after": use.held,
                    "budget": use.budget,
                    "operations_used": len(self.before[instance_arn].operations),
                    "operations_used_after": len(use.operations),
                }
                for instance_arn, use in self.after.items()
            ],
            "notes": [*self.unknown, *self.notes],
        }
