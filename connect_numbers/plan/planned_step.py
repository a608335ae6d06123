"""A step of a plan: what a deployment does to one number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What happens to the number."""

    CLAIM = "CLAIM"
    """It is claimed. That takes a place of the instance, and an operation of the budget."""
    TAKE_PARKED = "TAKE_PARKED"
    """It was parked, and becomes the construct's. That costs no operation."""
    ADOPT = "ADOPT"
    """It had no owner, and becomes the construct's. That costs no operation."""
    KEEP = "KEEP"
    """It stays as it is. At most the tags that name its owner change."""
    CHANGE = "CHANGE"
    """Its description, tags or flows change in place."""
    MOVE = "MOVE"
    """It moves to another target."""
    RELEASE = "RELEASE"
    """It is released, and can't be had back. That costs an operation."""
    PARK = "PARK"
    """It is parked: kept for a later construct."""
    GIVE_BACK = "GIVE_BACK"
    """It stays, without an owner: it was there before the stack."""
    RETAIN = "RETAIN"
    """It stays: the removal policy says so, or somebody else owns it."""
    UNKNOWN = "UNKNOWN"
    """Only the deployment will know."""
    FAIL = "FAIL"
    """The deployment fails here."""


@dataclass(frozen=True)
class PlannedStep:
    """A step.

    Attributes:
        stack_name: the stack; of a nested stack, its parent's name and its own logical id.
        construct_path: where the construct is in its stack.
        action: what happens to the number.
        phone_number: the number in E.164. For a search, the search in words. "" where the number is not known.
        detail: why, from where, or what changes. Default: nothing more is to be said.
        operations: how many operations of the 180-day budget it takes.
        is_replaced: whether the number goes because another number takes its place.
    """

    stack_name: str
    construct_path: str
    action: Action
    phone_number: str
    detail: str = ""
    operations: int = 0
    is_replaced: bool = False

    def as_json(self) -> dict[str, Any]:
        """The step as `--json` shows it."""
        return {
            "stack_name": self.stack_name,
            "construct_path": self.construct_path,
            "action": self.action.value,
            "phone_number": self.phone_number if self.phone_number.startswith("+") else None,
            "asked_for": self.phone_number or None,
            "detail": self.detail,
            "operations": self.operations,
            "replaced": self.is_replaced,
        }
