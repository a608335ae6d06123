"""CloudFormation's moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.explore import stack
from tests.explore.configuration import Configuration
from tests.explore.move import Move
from tests.explore.stack import Phase, Resource
from tests.explore.world import Delivery, World


def cloudformation_moves(world: World, configuration: Configuration) -> Iterator[Move]:
    """The next moves of CloudFormation and of its users."""
    for index, resource in enumerate(world.resources):
        for what, become, costs in _of_resource(resource, world, configuration):
            if costs and not world.left.operations:
                continue
            left = world.left._replace(operations=world.left.operations - 1) if costs else world.left
            yield Move(
                ((f"CloudFormation, {resource.name}", None, what),),
                with_resource(world._replace(left=left), index, become),
            )


def with_resource(world: World, index: int, resource: Resource) -> World:
    """The world with a changed resource. The events that the resource has sent since are in Lambda's queue."""
    before = world.resources[index]
    sent = resource.pending
    is_new = sent is not None and (before.pending is None or before.pending.number != sent.number)
    deliveries = (*world.deliveries, Delivery(sent)) if is_new and sent is not None else world.deliveries
    resources = (*world.resources[:index], resource, *world.resources[index + 1 :])
    return world._replace(resources=resources, deliveries=deliveries)


def _of_resource(
    resource: Resource, world: World, configuration: Configuration
) -> Iterator[tuple[str, Resource, bool]]:
    """The moves of a resource: words, the resource afterwards, and whether the bound counts the move."""
    if resource.phase in _BEFORE_IT_IS_THERE:
        yield from _before_it_is_there(resource, world.now, configuration)
    else:
        yield from _once_it_is_there(resource, world.now, configuration)
    if resource.phase is Phase.CLEANING_UP and configuration.gives_clean_ups_up and _was_awaited(resource, world):
        yield "gives the clean-up up", stack.give_clean_up_up(resource), False


_BEFORE_IT_IS_THERE = (Phase.ABSENT, Phase.KEPT_FAILED, Phase.CREATING, Phase.CREATE_FAILED)


def _before_it_is_there(
    resource: Resource, now: int, configuration: Configuration
) -> Iterator[tuple[str, Resource, bool]]:
    match resource.phase:
        case Phase.ABSENT | Phase.KEPT_FAILED:
            for asks in configuration.creates.get(resource.name, ()):
                yield f"Create, asking for {asks}", stack.create(resource, asks, now), True
                if configuration.reuses_request_ids and resource.moments:
                    again = stack.create(resource, asks, now, f"{resource.name}-0")
                    yield f"Create, asking for {asks}, with the RequestId of the first", again, True
            if resource.phase is Phase.KEPT_FAILED:
                yield "Delete of what failed", stack.delete(resource, now), True
        case Phase.CREATING:
            if configuration.cancels:
                yield "cancels the Create, and sends a Delete", stack.cancel_create(resource, now), True
        case Phase.CREATE_FAILED:
            if configuration.rolls_back:
                yield "rolls the Create back: Delete", stack.delete(resource, now), False
            if configuration.keeps_failures:
                yield "keeps what failed, as rollback is switched off", resource.resting(Phase.KEPT_FAILED), False


def _once_it_is_there(
    resource: Resource, now: int, configuration: Configuration
) -> Iterator[tuple[str, Resource, bool]]:
    match resource.phase:
        case Phase.STABLE:
            for asks in configuration.updates:
                if resource.live is not None and asks != resource.live.asks:
                    yield f"Update, asking for {asks}", stack.update(resource, asks, now), True
            if configuration.deletes:
                yield "Delete", stack.delete(resource, now), True
        case Phase.UPDATING:
            if configuration.cancels:
                yield "cancels the Update, and rolls it back", stack.roll_back_update(resource, now), True
        case Phase.UPDATE_FAILED:
            if configuration.rolls_back:
                yield "rolls the Update back", stack.roll_back_update(resource, now), False
            if configuration.keeps_failures:
                kept = replace(resource, fallback=None).resting(Phase.STABLE)
                yield "keeps what is there, as rollback is switched off", kept, False
        case Phase.UPDATED | Phase.REPLACED:
            yield "completes the update", stack.commit(resource, now), False
            if configuration.rolls_back:
                yield "rolls back, with an Update", stack.roll_back_update(resource, now), True
            if configuration.rolls_back and resource.phase is Phase.REPLACED:
                yield "rolls back, with a Delete", stack.roll_back_replacement_by_delete(resource, now), True
        case Phase.ROLLBACK_FAILED:
            yield "continues the rollback", stack.roll_back_update(resource, now), True
            yield "Delete", stack.delete(resource, now), True
        case Phase.DELETE_FAILED:
            yield "Delete, once more", stack.delete(resource, now), True


def _was_awaited(resource: Resource, world: World) -> bool:
    """Whether the time for an answer is over, and the event was delivered."""
    pending = resource.pending
    assert pending is not None
    is_on_its_way = any(each.operation == pending for each in world.deliveries) or any(
        isinstance(each.source, Delivery) for each in world.invocations
    )
    return world.now - pending.sent_at > stack.SERVICE_TIMEOUT and not is_on_its_way
