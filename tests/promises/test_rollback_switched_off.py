"""`cdk deploy --no-rollback`, express mode: what failed stays until the next operation, which ends it."""

from typing import Any

import pytest

from tests.lifecycle.scenes import without_flow
from tests.simulation.sibling import Sibling
from tests.simulation.stack import Declared
from tests.simulation.world import World

NUMBER = "+12065550142"


def deploy(world: World, stack: Any, properties: dict[str, Any], **how: Any) -> bool:
    return bool(world.run(stack.deploy({"Number": Declared(properties)}, **how)))


def test_the_next_deployment_keeps_the_number_that_it_made(world: World) -> None:
    stack = world.stack()
    failing = {**world.exact(NUMBER), "ContactFlowArns": without_flow(world)}
    assert not deploy(world, stack, failing, rolls_back=False)
    assert stack.status == "CREATE_FAILED"
    assert world.held() == [NUMBER]
    assert deploy(world, stack, world.exact(NUMBER))
    assert (stack.status, world.held()) == ("UPDATE_COMPLETE", [NUMBER])
    assert world.run(stack.delete())
    assert (world.held(), world.live_claims()) == ([], [])


def test_the_next_operation_ends_what_the_failed_one_claimed(world: World) -> None:
    stack = world.stack()
    failing = {**world.exact(NUMBER), "ContactFlowArns": without_flow(world)}
    assert not deploy(world, stack, failing, rolls_back=False)
    assert deploy(world, stack, world.exact("+12065550177"))
    assert world.held() == ["+12065550177"]


@pytest.mark.parametrize("after", [1, 3, None], ids=["while it chooses", "while it claims", "and it was not heard"])
@pytest.mark.parametrize("again", [False, True])
def test_the_delete_of_a_made_up_id_spares_the_number_of_the_next_create(
    world: World, after: float | None, again: bool
) -> None:
    """CloudFormation names a Create by itself whose answer it did not await: a sibling had failed."""
    stack = world.stack()
    world.control.configure({"settle_seconds": 20.0})
    if after is None:
        world.cloudformation.loses_next_success = True
        assert not deploy(world, stack, world.search, rolls_back=False)
    else:
        assert not deploy(world, stack, world.search, rolls_back=False, sibling=Sibling(after=after, cancels=True))
    world.advance(300)
    assert deploy(world, stack, world.search, uses_request_ids_again=again)
    world.settle()
    physical = stack.resources["Number"].physical
    assert physical is not None
    assert [number["phone_number_arn"] for number in world.control.numbers()] == [physical.physical_resource_id]
    assert world.run(stack.delete())
    assert world.held() == world.parked(), "nobody knows that the first create's number was not retained on purpose"


def test_a_made_up_id_of_the_only_create_ends_what_that_one_claimed(world: World) -> None:
    stack = world.stack()
    world.cloudformation.loses_next_success = True
    assert not deploy(world, stack, world.search, rolls_back=False)
    assert len(world.held()) == 1
    assert world.run(stack.delete())
    assert world.held() == []


def test_two_creates_that_were_not_heard_leave_nothing(world: World) -> None:
    stack = world.stack()
    for _ in range(2):
        world.cloudformation.loses_next_success = True
        assert not deploy(world, stack, world.search, rolls_back=False)
    assert world.run(stack.delete())
    world.settle()
    assert (world.held(), world.live_claims()) == (world.parked(), [])


def test_a_failed_update_is_mended_by_the_next(world: World) -> None:
    stack = world.stack()
    assert deploy(world, stack, world.search)
    [before] = world.held()
    failing = {**world.exact(NUMBER), "ContactFlowArns": without_flow(world)}
    assert not deploy(world, stack, failing, rolls_back=False)
    assert deploy(world, stack, world.exact(NUMBER))
    assert world.held() == [NUMBER] != [before]
