"""The whole thing in memory does what the parts promise: how it is used is shown here."""

import pytest

from tests.simulation.cloudformation import TIMED_OUT, Delivery
from tests.simulation.stack import Declared
from tests.simulation.timeline import Switches
from tests.simulation.world import World, simulated_world


def test_one_create_update_and_delete(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    assert created.succeeded, created.reason
    assert world.held() == [created.data["PhoneNumber"]]
    described = {**world.search, "PhoneNumberDescription": "Support"}
    updated = resource.update(world.search, described, created.physical_resource_id)
    assert updated.physical_resource_id == created.physical_resource_id
    assert world.describe(created.physical_resource_id)["PhoneNumberDescription"] == "Support"
    assert resource.delete(described, created.physical_resource_id).succeeded
    world.settle()
    assert world.held() == []
    assert world.operations() == ["CLAIM", "RELEASE"]
    assert [execution.status for execution in world.state_machine.executions] == ["SUCCEEDED"] * 3
    assert world.function.errors == []
    assert world.cloudformation.refused == []


def test_an_event_that_comes_when_its_address_takes_no_answer_any_more(world: World) -> None:
    resource = world.resource()
    key = resource.send(resource.create_event(world.search), Delivery((7300.0,)))
    world.settle()
    response = world.cloudformation.response(key)
    assert response is not None
    assert response.reason == TIMED_OUT
    assert [status for status, _ in world.cloudformation.refused] == [403]
    assert resource.delete(world.search, response.physical_resource_id).succeeded
    world.settle()
    assert world.held() == []


def test_every_order_of_what_is_due_at_the_same_time(world: World) -> None:
    """How an exploration goes: take a copy, let one thing happen, go back, let another happen."""
    world.control.set_quota(world.instance_arn, 1)
    for name in ("One", "Other"):
        resource = world.resource(name)
        resource.send(resource.create_event(world.search))
    leaves = list[list[str]]()

    def explore(depth: int) -> None:
        due = world.timeline.due()
        if not due or depth == 0:
            world.settle()
            assert not world.is_exceeded()
            leaves.append(world.held())
            return
        before = world.snapshot()
        for happening in due:
            world.restore(before)
            world.timeline.step(happening)
            explore(depth - 1)

    explore(depth=6)
    assert len(leaves) > 20
    assert {len(held) for held in leaves} == {1}


def test_the_same_choices_make_the_same_history(world: World) -> None:
    before = world.snapshot()
    histories = []
    for _ in range(2):
        world.restore(before)
        world.remote_calls.forget()
        world.timeline.switch = Switches([7, 3, 20])
        stacks = world.stack(), world.stack()
        world.run_together(*(stack.deploy({"Number": Declared(world.search)}) for stack in stacks))
        histories.append(([str(call) for call in world.remote_calls.made], world.ledger(), world.now()))
    assert histories[0] == histories[1]


def test_a_create_that_is_delivered_again_when_it_is_over(world: World) -> None:
    resource = world.resource()
    event = resource.create_event(world.search)
    created = resource.run(event)
    assert resource.again(event, after=60) == created
    assert world.operations() == ["CLAIM"]
    with pytest.raises(ValueError, match="was sent before"):
        resource.run(event)


def test_a_world_goes_back_to_how_it_was(world: World) -> None:
    resource = world.resource()
    before = world.snapshot()
    created = [resource.create(world.search)]
    world.restore(before)
    assert (world.held(), world.ledger(), world.state_machine.executions) == ([], [], [])
    created.append(resource.create(world.search))
    assert created[0] == created[1]


def test_a_world_does_not_end_quietly_after_an_exception_that_nobody_asked_for() -> None:
    with pytest.raises(AssertionError, match="the function raised ZeroDivisionError"), simulated_world() as world:
        world.function.errors.append(ZeroDivisionError())
