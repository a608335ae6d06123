"""The owner of a number, as its tags name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from connect_phone_numbers.model.identity import PARKED_TAG, owner
from connect_phone_numbers.model.phone_number import PhoneNumber

from .stacks import Stack, Stacks

_STACK_TAG = "aws:cloudformation:stack-id"
_LOGICAL_ID_TAG = "aws:cloudformation:logical-id"


class Ownership(StrEnum):
    """Whether a number has an owner."""

    OWNED = "OWNED"
    """A stack that exists owns it."""
    PARKED = "PARKED"
    """It is parked: it waits for a construct that it fits."""
    UNOWNED = "UNOWNED"
    """Its tags name no owner."""
    ORPHANED = "ORPHANED"
    """The stack that owns it is gone."""


@dataclass(frozen=True)
class Owner:
    """The resource of a stack that owns a number.

    Attributes:
        construct_path: where it is in the app, or its logical id where the template does not tell.
        is_native: whether it is an `AWS::Connect::PhoneNumber`.
    """

    stack: Stack
    logical_resource_id: str
    construct_path: str
    is_native: bool


def owner_of(number: PhoneNumber, stacks: Stacks) -> Owner | None:
    """The owner that a number's tags name."""
    resource = owner(number.tags)
    if resource is not None:
        return _owner(stacks.stack(resource.stack_id), resource.logical_resource_id, is_native=False)
    if _STACK_TAG in number.tags:
        return _owner(stacks.stack(number.tags[_STACK_TAG]), number.tags.get(_LOGICAL_ID_TAG, ""), is_native=True)
    return None


def ownership_of(tags: Mapping[str, str], found: Owner | None) -> Ownership:
    """The ownership of a number, by its tags and the owner that they name."""
    if found is not None:
        return Ownership.ORPHANED if found.stack.is_gone else Ownership.OWNED
    return Ownership.PARKED if PARKED_TAG in tags else Ownership.UNOWNED


def _owner(stack: Stack, logical_resource_id: str, *, is_native: bool) -> Owner:
    path = stack.paths.get(logical_resource_id, logical_resource_id)
    return Owner(stack, logical_resource_id, path.removeprefix(f"{stack.name}/"), is_native)
