"""CloudFormation's own view of one resource, and what it sends.

Each resource may be part of a stack of its own, or share one: that another resource of the stack fails is a move that
may come at any moment, so whatever a shared stack does to one of its resources is among the moves here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    """Where CloudFormation is with a resource."""

    ABSENT = "ABSENT"
    CREATING = "CREATING"
    CREATE_FAILED = "CREATE_FAILED"
    KEPT_FAILED = "KEPT_FAILED"
    """Its Create FAILED, and rollback is switched off."""
    STABLE = "STABLE"
    UPDATING = "UPDATING"
    UPDATED = "UPDATED"
    """In place; the stack may still roll back."""
    REPLACED = "REPLACED"
    """With another physical id; the stack may still roll back."""
    UPDATE_FAILED = "UPDATE_FAILED"
    ROLLING_BACK = "ROLLING_BACK"
    CLEANING_UP = "CLEANING_UP"
    DELETING = "DELETING"
    DELETE_FAILED = "DELETE_FAILED"
    ROLLBACK_FAILED = "ROLLBACK_FAILED"


AT_REST = frozenset({Phase.ABSENT, Phase.KEPT_FAILED, Phase.STABLE, Phase.DELETE_FAILED, Phase.ROLLBACK_FAILED})
"""CloudFormation waits for a person."""
MADE_UP = "made-up-by-cloudformation"
"""Begins the physical id of a resource whose Create's answer was not awaited; each is another."""
CLEAN_UP_TRIES = 3
SERVICE_TIMEOUT = 2880
"""Seconds that CloudFormation waits for an answer."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An event that CloudFormation sends.

    Attributes:
        resource: the logical id.
        number: how many events on the resource it sent before.
        kind: Create, Update or Delete.
        request_id: may be used again.
        sent_at: when it was signed, in seconds since the epoch.
        asks: which properties, by their name.
        asked_before: an Update's old ones, "" for none.
        physical_resource_id: "" for a Create's.
    """

    resource: str
    number: int
    kind: str
    request_id: str
    sent_at: int
    asks: str
    asked_before: str = ""
    physical_resource_id: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A physical resource, as CloudFormation has it: its id, and the properties that it came from."""

    physical_resource_id: str
    asks: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource.

    Attributes:
        name: the logical id.
        phase: where CloudFormation is with it.
        pending: the operation whose answer it awaits.
        live: what is there, by its belief.
        fallback: what was there before an update that may still be rolled back.
        attempted: the properties of the last update.
        leftover: what is still to be deleted, the first one next.
        tries: Deletes of the first of them that FAILED.
        abandoned: physical ids that it will never name again, though it was to delete them.
        moments: when each operation was sent.
    """

    name: str
    phase: Phase = Phase.ABSENT
    pending: Operation | None = None
    live: Made | None = None
    fallback: Made | None = None
    attempted: str = ""
    leftover: tuple[Made, ...] = ()
    tries: int = 0
    abandoned: tuple[str, ...] = ()
    moments: tuple[int, ...] = ()

    def sending(
        self, phase: Phase, kind: str, now: int, asks: str, *, may_share_second: bool = False, **more: str
    ) -> Resource:
        """The resource once it has sent an operation; only what is cancelled is deleted within the same second."""
        if self.moments:
            now = max(now, self.moments[-1] + (0 if may_share_second else 1))
        number = len(self.moments)
        request_id = more.pop("request_id", "") or f"{self.name}-{number}"
        operation = Operation(self.name, number, kind, request_id, now, asks, **more)
        return replace(self, phase=phase, pending=operation, moments=(*self.moments, now))

    def resting(self, phase: Phase) -> Resource:
        """The resource once nothing is awaited."""
        return replace(self, phase=phase, pending=None)


def create(resource: Resource, asks: str, now: int, request_id: str = "") -> Resource:
    """Create it; what a Create before it left is cleaned up afterwards."""
    if resource.live is not None:
        resource = replace(resource, leftover=(*resource.leftover, resource.live), live=None)
    return resource.sending(Phase.CREATING, "Create", now, asks, request_id=request_id)


def cancel_create(resource: Resource, now: int) -> Resource:
    """Another resource has failed, and the Create's answer is not awaited."""
    assert resource.pending is not None
    cancelled = replace(resource, live=Made(f"{MADE_UP}-{resource.pending.number}", resource.pending.asks))
    return delete(cancelled, now, may_share_second=True)


def update(resource: Resource, asks: str, now: int) -> Resource:
    """Ask for other properties."""
    live = _live(resource)
    updated = replace(resource, fallback=live, attempted=asks)
    return updated.sending(
        Phase.UPDATING, "Update", now, asks, asked_before=live.asks, physical_resource_id=live.physical_resource_id
    )


def roll_back_update(resource: Resource, now: int) -> Resource:
    """Ask for the old properties again, of the physical resource that is there by CloudFormation's belief."""
    assert resource.fallback is not None
    live = _live(resource)
    return resource.sending(
        Phase.ROLLING_BACK,
        "Update",
        now,
        resource.fallback.asks,
        asked_before=resource.attempted,
        physical_resource_id=live.physical_resource_id,
    )


def roll_back_replacement_by_delete(resource: Resource, now: int) -> Resource:
    """Delete what replaced the old one, which stays."""
    assert resource.fallback is not None
    back = replace(resource, live=resource.fallback, fallback=None, leftover=(_live(resource),))
    return _clean_up(back, now)


def commit(resource: Resource, now: int) -> Resource:
    """The stack's update is complete; what was replaced is deleted."""
    if resource.phase is Phase.REPLACED:
        assert resource.fallback is not None
        return _clean_up(replace(resource, fallback=None, leftover=(resource.fallback,)), now)
    return replace(resource, fallback=None).resting(Phase.STABLE)


def delete(resource: Resource, now: int, *, may_share_second: bool = False) -> Resource:
    """Delete what is there, and then what a rollback that FAILED did not bring back."""
    live = _live(resource)
    old = resource.fallback
    if old is not None and old.physical_resource_id != live.physical_resource_id:
        resource = replace(resource, leftover=(*resource.leftover, old), fallback=None)
    return resource.sending(
        Phase.DELETING,
        "Delete",
        now,
        live.asks,
        may_share_second=may_share_second,
        physical_resource_id=live.physical_resource_id,
    )


def give_clean_up_up(resource: Resource) -> Resource:
    """Its Deletes failed, one after the other: CloudFormation forgets what it was about to delete."""
    gone = resource.leftover[0].physical_resource_id
    rest = replace(resource, leftover=resource.leftover[1:], tries=0, abandoned=(*resource.abandoned, gone))
    return rest.resting(Phase.STABLE)


def answered(resource: Resource, number: int, status: str, physical_resource_id: str, now: int) -> Resource:
    """The resource once an operation is answered; an answer that is not awaited changes nothing."""
    pending = resource.pending
    if pending is None or pending.number != number:
        return resource
    succeeded = status == "SUCCESS"
    match resource.phase:
        case Phase.CREATING:
            live = Made(physical_resource_id, pending.asks)
            if not succeeded:
                return replace(resource, live=live).resting(Phase.CREATE_FAILED)
            made = replace(resource, live=live)
            return _clean_up(made, now) if made.leftover else made.resting(Phase.STABLE)
        case Phase.UPDATING:
            if not succeeded:
                return resource.resting(Phase.UPDATE_FAILED)
            is_same = physical_resource_id == pending.physical_resource_id
            updated = replace(resource, live=Made(physical_resource_id, pending.asks))
            return updated.resting(Phase.UPDATED if is_same else Phase.REPLACED)
        case Phase.ROLLING_BACK:
            return _rolled_back(resource, pending, succeeded, physical_resource_id, now)
        case Phase.CLEANING_UP:
            return _cleaned_up(resource, succeeded, now)
        case Phase.DELETING:
            return _deleted(resource, succeeded, now)
    raise AssertionError(resource.phase)


def _rolled_back(
    resource: Resource, pending: Operation, succeeded: bool, physical_resource_id: str, now: int
) -> Resource:
    if not succeeded:
        return resource.resting(Phase.ROLLBACK_FAILED)
    back = replace(resource, live=Made(physical_resource_id, pending.asks), fallback=None)
    if physical_resource_id == pending.physical_resource_id:
        return back.resting(Phase.STABLE)
    left = Made(pending.physical_resource_id, pending.asked_before)
    return _clean_up(replace(back, leftover=(left,)), now)


def _cleaned_up(resource: Resource, succeeded: bool, now: int) -> Resource:
    if succeeded:
        rest = replace(resource, leftover=resource.leftover[1:], tries=0)
        return _clean_up(rest, now) if rest.leftover else rest.resting(Phase.STABLE)
    if resource.tries + 1 == CLEAN_UP_TRIES:
        return give_clean_up_up(resource)
    return _clean_up(replace(resource, tries=resource.tries + 1), now)


def _deleted(resource: Resource, succeeded: bool, now: int) -> Resource:
    if not succeeded:
        return resource.resting(Phase.DELETE_FAILED)
    gone = replace(resource, live=None, fallback=None)
    if gone.leftover:
        return delete(replace(gone, live=gone.leftover[0], leftover=gone.leftover[1:]), now)
    return gone.resting(Phase.ABSENT)


def _clean_up(resource: Resource, now: int) -> Resource:
    left = resource.leftover[0]
    return resource.sending(Phase.CLEANING_UP, "Delete", now, left.asks, physical_resource_id=left.physical_resource_id)


def _live(resource: Resource) -> Made:
    assert resource.live is not None
    return resource.live
