"""CloudFormation's view of one resource, and the events that it sends.

A resource may have a stack of its own or share one. The failure of another resource of the stack is a move that may
come at any moment. So the moves here include everything that a shared stack does to one of its resources.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    """The phase of a resource, by CloudFormation's records."""

    ABSENT = "ABSENT"
    CREATING = "CREATING"
    CREATE_FAILED = "CREATE_FAILED"
    KEPT_FAILED = "KEPT_FAILED"
    """The Create FAILED, and rollback is switched off."""
    STABLE = "STABLE"
    UPDATING = "UPDATING"
    UPDATED = "UPDATED"
    """Updated in place. The stack may still roll back."""
    REPLACED = "REPLACED"
    """Updated, with another physical id. The stack may still roll back."""
    UPDATE_FAILED = "UPDATE_FAILED"
    ROLLING_BACK = "ROLLING_BACK"
    CLEANING_UP = "CLEANING_UP"
    DELETING = "DELETING"
    DELETE_FAILED = "DELETE_FAILED"
    ROLLBACK_FAILED = "ROLLBACK_FAILED"


AT_REST = frozenset({Phase.ABSENT, Phase.KEPT_FAILED, Phase.STABLE, Phase.DELETE_FAILED, Phase.ROLLBACK_FAILED})
"""The phases in which CloudFormation waits for a person."""
MADE_UP = "made-up-by-cloudformation"
"""The beginning of the physical ids that CloudFormation makes up for cancelled Creates. Each id is unique."""
CLEAN_UP_TRIES = 3
SERVICE_TIMEOUT = 2880
"""Seconds that CloudFormation waits for an answer."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An event that CloudFormation sends.

    Attributes:
        resource: the logical id.
        number: how many events it has sent for the resource before.
        kind: Create, Update or Delete.
        request_id: the RequestId, which may be used again.
        sent_at: when the event was signed, in seconds since the epoch.
        asks: the name of its properties.
        asked_before: the name of an Update's old properties, "" for none.
        physical_resource_id: the physical id, "" for a Create.
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
    """A physical resource, by CloudFormation's records: its id, and the name of its properties."""

    physical_resource_id: str
    asks: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource.

    Attributes:
        name: the logical id.
        phase: the resource's phase.
        pending: the operation whose answer CloudFormation awaits.
        live: the physical resource, by CloudFormation's records.
        fallback: the physical resource before an update that may still be rolled back.
        attempted: the properties of the last update.
        leftover: the physical resources that are to be deleted, in order.
        tries: how many Deletes of the first leftover have FAILED.
        abandoned: the physical ids that CloudFormation gave up to delete and never names again.
        moments: when each operation was sent, in seconds since the epoch.
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
        """The resource after it has sent an operation. Only a cancelled resource is deleted within the same second."""
        if self.moments:
            now = max(now, self.moments[-1] + (0 if may_share_second else 1))
        number = len(self.moments)
        request_id = more.pop("request_id", "") or f"{self.name}-{number}"
        operation = Operation(self.name, number, kind, request_id, now, asks, **more)
        return replace(self, phase=phase, pending=operation, moments=(*self.moments, now))

    def resting(self, phase: Phase) -> Resource:
        """The resource in this phase, without an awaited answer."""
        return replace(self, phase=phase, pending=None)


def create(resource: Resource, asks: str, now: int, request_id: str = "") -> Resource:
    """Create the resource. The clean-up deletes the leftovers of an earlier Create afterwards."""
    if resource.live is not None:
        resource = replace(resource, leftover=(*resource.leftover, resource.live), live=None)
    return resource.sending(Phase.CREATING, "Create", now, asks, request_id=request_id)


def cancel_create(resource: Resource, now: int) -> Resource:
    """Cancel the Create: another resource has failed, and the answer is no longer awaited."""
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
    """Roll back by an Update to the old properties, of the physical resource in CloudFormation's records."""
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
    """Roll back by a Delete of the replacement. The old physical resource stays."""
    assert resource.fallback is not None
    back = replace(resource, live=resource.fallback, fallback=None, leftover=(_live(resource),))
    return _clean_up(back, now)


def commit(resource: Resource, now: int) -> Resource:
    """Complete the stack's update, and delete the replaced physical resource."""
    if resource.phase is Phase.REPLACED:
        assert resource.fallback is not None
        return _clean_up(replace(resource, fallback=None, leftover=(resource.fallback,)), now)
    return replace(resource, fallback=None).resting(Phase.STABLE)


def delete(resource: Resource, now: int, *, may_share_second: bool = False) -> Resource:
    """Delete the physical resource, and then the one that a FAILED rollback did not restore."""
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
    """Give up the clean-up after several FAILED Deletes: CloudFormation forgets the physical resource."""
    gone = resource.leftover[0].physical_resource_id
    rest = replace(resource, leftover=resource.leftover[1:], tries=0, abandoned=(*resource.abandoned, gone))
    return rest.resting(Phase.STABLE)


def answered(resource: Resource, number: int, status: str, physical_resource_id: str, now: int) -> Resource:
    """The resource after an answer. An answer that is not awaited changes nothing."""
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
