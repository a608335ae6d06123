"""What a deployment does to one number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What happens."""

    CLAIM = "CLAIM"
    """A number is claimed: it costs a place and an operation."""
    TAKE_PARKED = "TAKE_PARKED"
    """A parked number becomes the construct's: it costs no operation."""
    ADOPT = "ADOPT"
    """A number that nobody owned becomes the construct's: it costs no operation."""
    KEEP = "KEEP"
    """Nothing; at most its owner's tags change."""
    CHANGE = "CHANGE"
    """Its description, tags or flows change in place."""
    MOVE = "MOVE"
    """It goes to another target."""
    RELEASE = "RELEASE"
    """It is released: that costs an operation, and the number."""
    PARK = "PARK"
    """It is kept for a later construct."""
    GIVE_BACK = "GIVE_BACK"
    """It stays, and nobody owns it."""
    RETAIN = "RETAIN"
    """It stays as it is: by the removal policy, or because somebody else owns it."""
    UNKNOWN = "UNKNOWN"
    """Only the deployment will know."""
    FAIL = "FAIL"
    """The deployment fails here."""


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        phone_number: in E.164; or what is searched for, where only the deployment finds it; "" where it is not known.
        detail: more of it: why, from where, what changes.
        operations: of the 180-day budget that it costs.
        is_replaced: whether the number goes because the construct has got another one.
    """

    stack_name: str
    construct_path: str
    action: Action
    phone_number: str
    detail: str = ""
    operations: int = 0
    is_replaced: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `--json` shows it."""
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
