"""What goes wrong at a remote call, or with a whole invocation, in the whole thing."""

from typing import Any

from tests.simulation.fault import Fault, FaultKind, kinds_for
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.world import World


def test_a_fault_at_the_nth_call(world: World) -> None:
    world.disturb(Fault(FaultKind.KILLED_AFTER, at=2, operation="UpdateItem"), Fault(FaultKind.ANSWER_LOST, at=30))
    resource = world.resource()
    created = resource.create(world.search)
    assert created.succeeded, created.reason
    assert [struck.kind for struck in world.remote_calls.struck] == [FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST]
    assert world.held() == [created.data["PhoneNumber"]]


def test_a_refusal_by_a_service(world: World) -> None:
    world.disturb(Fault(FaultKind.DENIED, operation="ClaimPhoneNumber"))
    created = world.resource().deploy(world.search)
    assert "AccessDeniedException" in created.reason
    assert world.held() == []


def test_an_invocation_that_goes_wrong(world: World) -> None:
    faults = iter([None, InvocationFault.THROTTLED, InvocationFault.ANSWER_LOST])
    world.function.next_fault = lambda event: next(faults, None)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.operations() == ["CLAIM"]


def test_every_kind_of_fault_at_a_call_of_each_service(world: World) -> None:
    """Each lasts a few seconds; the sweep of all calls is elsewhere."""
    before = world.snapshot()
    world.resource().create(world.search)
    calls = list(world.remote_calls.made)
    first = {call: index for index, call in reversed(list(enumerate(calls)))}
    for call, index in first.items():
        for kind in kinds_for(call):
            world.restore(before)
            world.remote_calls.calm()
            world.disturb(Fault(kind, at=index, seconds=5))
            resource = world.resource()
            created = resource.create(world.search)
            world.advance(max(1.0, world.remote_calls.disturbed_until - world.now()))
            deleted = resource.delete(world.search, created.physical_resource_id)
            world.settle()
            told: Any = (str(call), kind, created, deleted)
            assert deleted.succeeded, told
            assert world.held() == [], told
