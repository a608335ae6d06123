"""The whole thing in memory does what the parts promise: how it is used is shown here."""

import pytest

from tests.simulation.cloudformation import TIMED_OUT, TWICE, Delivery
from tests.simulation.sibling import Sibling
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


def test_a_late_event(world: World) -> None:
    resource = world.resource()
    cancelled = resource.create_event(world.search)
    given_up = resource.cancel(cancelled, after=0)
    world.cloudformation.deliver(cancelled, after=300)
    assert resource.delete(world.search, given_up.physical_resource_id).succeeded
    world.settle()
    assert world.held() == []


def test_an_event_that_comes_only_once_its_delete_is_over(world: World) -> None:
    resource = world.resource()
    key = resource.send(resource.create_event(world.search), Delivery((600.0,)))
    world.cloudformation.give_up(key)
    response = world.cloudformation.response(key)
    assert response is not None
    world.advance(1)
    assert resource.delete(world.search, response.physical_resource_id).succeeded
    world.settle()
    assert world.held() == []


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


def test_fifty_creates_at_once(world: World) -> None:
    world.control.set_quota(world.instance_arn, 100)
    stack = world.stack()
    (succeeded,) = world.run_together(stack.deploy({f"Number{index}": Declared(world.search) for index in range(50)}))
    assert succeeded, [response.reason for response in stack.responses if not response.succeeded]
    assert len(world.held()) == 50
    assert not world.is_exceeded()
    assert world.run_together(stack.delete()) == [True]
    world.settle()
    assert world.held() == []


def test_two_stacks_for_one_place(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    stacks = world.stack(), world.stack()
    succeeded = world.run_together(*(stack.deploy({"Number": Declared(world.search)}) for stack in stacks))
    assert sorted(succeeded) == [False, True]
    assert sorted(stack.status for stack in stacks) == ["CREATE_COMPLETE", "ROLLBACK_COMPLETE"]
    assert len(world.held()) == 1
    assert not world.is_exceeded()


@pytest.mark.parametrize("switches", [[3], [10, 10, 10], [0] * 60])
def test_functions_that_take_turns_within_a_step(world: World, switches: list[int]) -> None:
    world.control.set_quota(world.instance_arn, 2)
    world.timeline.switch = Switches(switches)
    stacks = [world.stack() for _ in range(3)]
    world.run_together(*(stack.deploy({"Number": Declared(world.search)}) for stack in stacks))
    assert len(world.held()) == 2
    assert not world.is_exceeded()


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


def test_a_create_that_is_delivered_twice(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search, TWICE)
    assert created.succeeded
    world.settle()
    assert world.operations() == ["CLAIM"]


def test_a_create_that_is_delivered_again_when_it_is_over(world: World) -> None:
    resource = world.resource()
    event = resource.create_event(world.search)
    created = resource.run(event)
    assert resource.again(event, after=60) == created
    assert world.operations() == ["CLAIM"]
    with pytest.raises(ValueError, match="was sent before"):
        resource.run(event)


def test_a_create_that_is_cancelled_as_another_resource_failed(world: World) -> None:
    world.control.configure({"settle_seconds": 60.0})
    stack = world.stack()
    assert world.run_together(
        stack.deploy({"Number": Declared(world.search)}, sibling=Sibling(after=5, cancels=True))
    ) == [False]
    world.settle()
    assert stack.status == "ROLLBACK_COMPLETE"
    assert world.held() == []


def test_the_ledger_is_made_when_it_is_first_needed(world: World) -> None:
    world.lose_table()
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.table.is_active
    assert world.table.has_backups
    assert world.table.has_time_to_live


def test_an_operator_invokes_the_function(world: World) -> None:
    assert world.invoke({"MakeLedger": {}}) == {"Status": "ACTIVE"}


def test_clocks_of_invocations_may_differ(world: World) -> None:
    world.provider.skew = lambda holder: 2.0 if holder.endswith(("1", "3", "5")) else 0.0
    assert world.resource().create(world.search).succeeded


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
