"""The operations that faults are let loose on."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.faults.account import Account

Properties = dict[str, Any]


class Ending(StrEnum):
    """What CloudFormation does when this resource's part of the deployment has succeeded."""

    SUCCESS = "success"
    UPDATED_BACK = "updated back"
    """Another resource failed: undone by an Update with old and new swapped, then the Delete of what is new."""
    NEW_DELETED = "new one deleted"
    """Another resource failed: what the update made is deleted, and nothing else."""


@dataclass(frozen=True)
class Operation:
    """One operation of CloudFormation on one resource, from a template to another.

    Attributes:
        before: the properties of the resource that is there; None: there is none.
        after: those that are asked for; None: the resource is deleted.
        ending: how the deployment goes on.
        prepare: what happens to the account before.
        refusal: words of the reason, where it must fail by itself.
    """

    name: str
    before: Callable[[Account], Properties] | None
    after: Callable[[Account], Properties] | None
    ending: Ending = Ending.SUCCESS
    prepare: Callable[[Account], None] | None = None
    refusal: str = ""
