"""What others did between two lists of the account's numbers: pure.

Others claimed a number that is new in the list, if we did not claim it. Others released a number that has gone from the
list, if we did not release it. But the list is eventually consistent, and may lack a number for a moment. So a missing
number still counts as held, until a list two minutes later lacks it as well. A number that was claimed and released
between two lists is in none of them, and is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.patience import LISTED_WITHIN
from .arithmetic import CountedOperation
from .state import QuotaState

Numbers = Mapping[str, str]
"""By number: the ARN of the instance that it counts to."""


@dataclass(frozen=True)
class Changes:
    """What a list changes.

    Attributes:
        held: the numbers that count as held from now on: those of the list, and those that are missing.
        missing: by number: since when it is missing, in seconds since the epoch.
        seen: what others did: kind, number, and the ARN of the instance.
        states: by the ARN of an instance: its counted operations before and after.
    """

    held: dict[str, str] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    seen: list[tuple[CountedOperation, str, str]] = field(default_factory=list)
    states: dict[str, tuple[QuotaState, QuotaState]] = field(default_factory=dict)

    def seen_at(self, instance_arn: str) -> dict[CountedOperation, list[str]]:
        """By kind: the numbers that others claimed for an instance, or released from it."""
        by_kind: dict[CountedOperation, list[str]] = {}
        for kind, number, instance in self.seen:
            if instance == instance_arn:
                by_kind.setdefault(kind, []).append(number)
        return by_kind


def changes_between(
    before: Numbers, after: Numbers, states: Mapping[str, QuotaState], missing: Mapping[str, int], listed_at: int
) -> Changes:
    """Compare two lists.

    Args:
        before: the numbers that counted as held.
        after: the later list.
        states: by the ARN of each instance in `before` or `after`: its counted operations.
        missing: by number of `before`: since when it is missing.
        listed_at: when the later list was read, in seconds since the epoch.
    """
    changes = Changes(dict(after))
    for number, instance_arn in after.items():
        if number not in before and number not in states[instance_arn].arriving:
            changes.seen.append((CountedOperation.CLAIM, number, instance_arn))
    for number, instance_arn in before.items():
        if number in after or number in states[instance_arn].released:
            continue
        since = missing.get(number, listed_at)
        if listed_at - since < LISTED_WITHIN:
            changes.held[number] = instance_arn
            changes.missing[number] = since
        else:
            changes.seen.append((CountedOperation.RELEASE, number, instance_arn))
    for instance_arn, state in states.items():
        counted = [listed_at for _, _, instance in changes.seen if instance == instance_arn]
        later = state.seen_at(listed_at).counting(*counted)
        changes.states[instance_arn] = (state, later.next() if later != state else state)
    return changes
