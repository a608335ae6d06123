"""One ledger per account and Region: what any stack's function knows, all know, whichever provider they have."""

from tests.lifecycle.scenes import spend
from tests.simulation.stack import Declared
from tests.simulation.world import World

PARK = {"ReleasePolicy": "PARK"}


def test_a_number_that_one_app_parked_is_taken_by_another(world: World) -> None:
    one, other = world.stack("one"), world.stack("other")
    assert world.run(one.deploy({"Number": Declared({**world.search, **PARK})}))
    assert world.run(one.delete())
    [parked] = world.parked()
    assert world.run(other.deploy({"Hotline": Declared(world.search)}))
    assert (world.held(), world.parked(), world.operations()) == ([parked], [], ["CLAIM"])


def test_apps_share_the_budget_and_the_places(world: World) -> None:
    spend(world, cycles=3)
    stacks = [world.stack() for _ in range(5)]
    world.run_together(*(stack.deploy({"Number": Declared(world.search)}) for stack in stacks))
    assert sum(stack.status == "CREATE_COMPLETE" for stack in stacks) == 4
    refused = [response.reason for stack in stacks for response in stack.responses if not response.succeeded]
    assert "10 claims and releases were made" in refused[0]
    assert not world.is_exceeded()


def test_nested_and_sibling_stacks_that_are_deployed_at_once_take_different_numbers(world: World) -> None:
    nested = [world.stack(f"app-Nested{index}") for index in range(3)]
    template = {f"Number{index}": Declared(world.search) for index in range(2)}
    world.control.set_quota(world.instance_arn, 6)
    assert world.run_together(*(stack.deploy(template) for stack in nested)) == [True] * 3
    assert len(world.held()) == 6
    assert len(world.sent("ClaimPhoneNumber")) == 6, "nobody lost a race"


def test_what_a_stack_that_is_gone_had_spent_still_counts(world: World) -> None:
    gone = world.stack()
    assert world.run(gone.deploy({"Number": Declared(world.search)}))
    assert world.run(gone.delete())
    assert world.resource().create(world.search).succeeded
    assert world.metrics[-1][1]["OperationsUsed"] == 3
