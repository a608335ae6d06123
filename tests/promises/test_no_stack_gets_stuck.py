"""A rollback and a clean-up never fail for want of budget; what a failed one leaves, a later operation ends."""

from typing import Any

import pytest

from tests.lifecycle.scenes import DAY, adopting, spend, without_flow
from tests.simulation.stack import Declared, Stack
from tests.simulation.stack_resource import Rollback
from tests.simulation.world import World

RELEASE = {"ReleasePolicy": "RELEASE"}
A, B = "+12065550103", "+12065550104"


def deployed(world: World, properties: dict[str, Any], **stack: Any) -> Stack:
    made = world.stack(**stack)
    assert world.run(made.deploy({"Number": Declared(properties)})), made.responses[-1].reason
    return made


def deploy(world: World, stack: Stack, properties: dict[str, Any]) -> bool:
    return world.run(stack.deploy({"Number": Declared(properties)}))


def test_a_clean_up_without_budget_parks_under_every_policy(world: World) -> None:
    """CloudFormation tries it three times and then forgets the number."""
    world.control.set_quota(world.instance_arn, 2)
    spend(world, cycles=1)
    stack = deployed(world, {**world.exact(A), **RELEASE})
    assert deploy(world, stack, {**world.exact(B), **RELEASE})
    assert stack.given_up == []
    assert (world.held(), world.parked()) == ([A, B], [A])


@pytest.mark.parametrize("by", ["an update", "the end of the stack"])
def test_what_a_clean_up_could_not_end_a_later_operation_ends(world: World, by: str) -> None:
    """A permission, a time-out: CloudFormation does not come back to it, the stack is UPDATE_COMPLETE."""
    stack = deployed(world, world.exact(A))
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=1000)
    assert deploy(world, stack, world.exact(B))
    assert len(stack.given_up) == 1
    world.control.clear_faults()
    assert world.held() == [A, B]
    if by == "an update":
        assert deploy(world, stack, {**world.exact(B), "PhoneNumberDescription": "later"})
        assert world.held() == [B]
    assert world.run(stack.delete())
    assert world.held() == []


@pytest.mark.parametrize("rollback", Rollback)
def test_a_rollback_at_the_budgets_end_succeeds_under_every_policy(world: World, rollback: Rollback) -> None:
    """The update claims with the last operation, and fails: what it claimed can't be released."""
    world.control.set_quota(world.instance_arn, 2)
    spend(world, cycles=1)
    stack = deployed(world, {**world.exact(A), **RELEASE}, rollback=rollback)
    assert not deploy(world, stack, {**world.exact(B), **RELEASE, "ContactFlowArns": without_flow(world)})
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert (world.held(), world.parked()) == ([A, B], [B])


def test_a_first_create_at_the_budgets_end_can_be_rolled_back(world: World) -> None:
    """Its number is nobody's: parked, though the policy is never to park."""
    world.control.set_quota(world.instance_arn, 2)
    spend(world, cycles=1)
    assert world.resource("Kept").create(world.exact(A)).succeeded
    stack = world.stack()
    assert not deploy(world, stack, {**world.exact(B), **RELEASE, "ContactFlowArns": without_flow(world)})
    assert stack.status == "ROLLBACK_COMPLETE"
    assert world.parked() == [B]


def test_a_delete_that_may_not_release_and_must_not_park_says_when_and_succeeds_then(world: World) -> None:
    world.control.set_quota(world.instance_arn, 2)
    spend(world, cycles=1)
    stack = deployed(world, {**world.exact(A), **RELEASE})
    assert world.resource("Kept").create(world.exact(B)).succeeded
    assert not world.run(stack.delete())
    assert stack.status == "DELETE_FAILED"
    assert f"{A}: a release at {world.instance_arn} is not sent: 4 claims and releases" in stack.responses[-1].reason
    assert "The next is possible from 2026-06-30" in stack.responses[-1].reason
    world.advance(181 * DAY)
    assert world.run(stack.delete())
    assert (world.held(), world.parked()) == ([B], [])


def test_the_old_place_of_a_number_that_has_moved_is_kept_until_the_move_can_be_rolled_back_no_more(
    world: World,
) -> None:
    world.control.set_quota(world.instance_arn, 1)
    other = world.add_instance()
    stack = deployed(world, world.exact(A))
    world.advance(300)
    resource = stack.resources["Number"]
    assert world.run(resource.update({**world.exact(A), "TargetArn": other.instance_arn})).succeeded
    world.advance(300)
    refused = world.resource("Other").create(world.exact(B))
    assert "holds 1 of the 1 phone numbers" in refused.reason
    # Another resource of the stack failed.
    assert world.run(stack.roll_back())
    assert (stack.status, world.held()) == ("UPDATE_ROLLBACK_COMPLETE", [A])


def test_the_old_place_is_free_an_hour_later_and_the_rollback_then_says_what_can_be_done(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    other = world.add_instance()
    stack = deployed(world, world.exact(A))
    changed = {**world.exact(A), "TargetArn": other.instance_arn}
    assert world.run(stack.resources["Number"].update(changed)).succeeded
    world.advance(4000)
    assert world.resource("Other").create(world.exact(B)).succeeded
    assert not world.run(stack.roll_back())
    assert stack.responses[-1].reason == (
        f"{A}: a move to {world.instance_arn} is not sent: the instance holds 1 of the 1 phone numbers that its quota "
        "allows (Service Quotas: connect, L-8F812903). Release one that is not needed, or request an increase."
    )
    world.control.set_quota(world.instance_arn, 2)
    world.advance(300)
    assert world.run(stack.roll_back())
    assert (stack.status, world.held()) == ("UPDATE_ROLLBACK_COMPLETE", [A, B])


@pytest.mark.parametrize("is_adopted", [False, True])
def test_a_delete_of_what_is_gone_succeeds(world: World, is_adopted: bool) -> None:
    if is_adopted:
        world.control.console_claim(world.instance_arn, A)
        world.advance(10)
    resource, asked = world.resource(), adopting(world, A) if is_adopted else world.exact(A)
    arn = resource.create(asked).physical_resource_id
    world.control.console_release(A)
    world.advance(DAY)
    for _ in range(2):
        assert resource.delete(asked, arn).succeeded
