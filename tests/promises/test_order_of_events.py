"""Events that come late, again, or with a RequestId that was used before: what CloudFormation asked for last, holds."""

from typing import Any

import pytest

from tests.lifecycle.scenes import without_flow
from tests.simulation.cloudformation import TWICE, Delivery
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.stack import Declared
from tests.simulation.world import World

ONE, TWO = "+12065550100", "+12065550102"
MADE_UP = "stack-Support-1A2B3C4D5E6F"


@pytest.fixture
def resource(world: World) -> Lifecycle:
    return world.resource()


@pytest.mark.parametrize("delivery", [TWICE, Delivery((0.0, 1.0)), Delivery((0.0, 300.0)), Delivery((30.0, 30.0))])
def test_an_event_that_is_delivered_twice_is_carried_out_once(
    world: World, resource: Lifecycle, delivery: Delivery
) -> None:
    created = resource.create(world.search, delivery)
    world.settle()
    assert world.operations() == ["CLAIM"]
    assert resource.delete(world.search, created.physical_resource_id, delivery).succeeded
    world.settle()
    assert world.operations() == ["CLAIM", "RELEASE"]
    assert [status for status, _ in world.cloudformation.refused] == []


def test_a_create_that_comes_after_its_own_delete_claims_nothing(world: World, resource: Lifecycle) -> None:
    """CloudFormation cancels a Create when another resource fails, and Lambda may have queued it until then."""
    create = resource.create_event(world.search)
    world.advance(2)
    assert resource.delete(world.search, MADE_UP).succeeded
    resource.send(create)
    world.settle()
    assert (world.held(), world.sent("ClaimPhoneNumber")) == ([], [])
    world.advance(2)
    assert resource.create(world.search).succeeded, "a later Create of the same resource is another one"


def test_creates_that_are_cancelled_one_after_the_other_leave_nothing(world: World, resource: Lifecycle) -> None:
    """The id of the first came before its Create; the answer of the second was not awaited."""
    create = resource.create_event(world.search)
    world.advance(2)
    assert resource.delete(world.search, MADE_UP).succeeded
    resource.send(create)
    world.settle()
    assert resource.create(world.search).succeeded
    assert resource.delete(world.search, f"{MADE_UP}-2").succeeded
    assert (world.held(), world.live_claims()) == ([], [])


def test_a_retained_number_survives_a_later_create_that_is_cancelled(world: World, resource: Lifecycle) -> None:
    """No event ever names the retained number, and CloudFormation makes up the id of the cancelled Create."""
    assert resource.create(world.exact(ONE)).succeeded
    world.advance(3600)
    assert resource.create(world.exact(TWO)).succeeded
    assert resource.delete(world.exact(TWO), MADE_UP).succeeded
    assert world.held() == [ONE]


@pytest.mark.parametrize("fault", [InvocationFault.KILLED_BEFORE, InvocationFault.KILLED_AFTER])
def test_a_create_that_is_delivered_again_after_its_first_delivery_failed_and_its_delete(
    world: World, resource: Lifecycle, fault: InvocationFault
) -> None:
    """Lambda repeats what failed after one minute; CloudFormation has given the Create up by then."""
    faults = iter([fault])
    world.function.next_fault = lambda event: next(faults, None)
    cancelled = resource.cancel(resource.create_event(world.search), after=5)
    assert resource.delete(world.search, cancelled.physical_resource_id).succeeded
    world.settle()
    assert world.function.invocations[-1]["RequestType"] == "Create", "it came last"
    assert world.held() == []


@pytest.mark.parametrize("again", [True, False], ids=["with the same RequestId", "with another"])
def test_a_deployment_that_is_retried_is_carried_out(world: World, again: bool) -> None:
    """CloudFormation uses a RequestId again: neither is it taken for the operation before, nor are its ClientTokens."""
    stack = world.stack()
    failing = {**world.exact(ONE), "ContactFlowArns": without_flow(world)}
    assert not world.run(stack.deploy({"Number": Declared(failing)}, rolls_back=False))
    succeeded = world.run(stack.deploy({"Number": Declared(world.exact(TWO))}, uses_request_ids_again=again))
    assert succeeded, stack.responses[-1].reason
    creates = [event for event in world.cloudformation.events if event["RequestType"] == "Create"]
    assert (creates[0]["RequestId"] == creates[1]["RequestId"]) is again
    assert world.held() == [TWO]
    tokens = [call["ClientToken"] for call in world.sent("ClaimPhoneNumber")]
    assert len(set(tokens)) == 2


def test_a_delete_that_is_retried_with_its_request_id_releases_the_number(world: World, resource: Lifecycle) -> None:
    created = resource.create(world.search)
    event = resource.delete_event(world.search, created.physical_resource_id)
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=1000)
    assert not resource.run(event).succeeded
    world.control.clear_faults()
    again = resource.delete_event(world.search, created.physical_resource_id, event["RequestId"])
    assert resource.run(again).succeeded
    assert world.held() == []


@pytest.mark.parametrize("in_place", [False, True])
def test_an_update_that_comes_after_its_own_rollback_changes_nothing(
    world: World, resource: Lifecycle, in_place: bool
) -> None:
    """Lambda may hold an event for hours."""
    old = world.exact(ONE)
    other = {**old, "TargetArn": world.new_instance()[0], "PhoneNumberDescription": "never deployed"}
    new: dict[str, Any] = other if in_place else world.exact(TWO)
    arn = resource.create(old).physical_resource_id
    late = resource.update_event(old, new, arn)
    world.advance(2)
    assert resource.update(new, old, arn).physical_resource_id == arn
    before = world.describe(arn)
    resource.send(late)
    world.settle()
    assert world.describe(arn) == before
    assert resource.delete(old, arn).succeeded
    world.settle()
    assert (world.held(), world.live_claims()) == ([], [])


def test_a_delete_that_comes_after_a_later_create_spares_its_number(world: World, resource: Lifecycle) -> None:
    first = resource.create(world.exact(ONE))
    late = resource.delete_event(world.exact(ONE), first.physical_resource_id)
    world.advance(2)
    second = resource.create(world.exact(TWO))
    resource.send(late)
    world.settle()
    assert world.held() == [TWO]
    assert world.describe(second.physical_resource_id)["Tags"]


def test_a_clean_up_that_comes_when_its_stack_is_gone_ends_what_it_names(world: World, resource: Lifecycle) -> None:
    """No operation follows: the late Delete has to end it by itself."""
    old, new = world.exact(ONE), world.exact(TWO)
    first = resource.create(old)
    second = resource.update(old, new, first.physical_resource_id)
    late = resource.delete_event(old, first.physical_resource_id)
    world.advance(4 * 3600)
    assert resource.delete(new, second.physical_resource_id).succeeded
    assert world.held() == [ONE]
    resource.send(late, TWICE)
    world.settle()
    assert (world.held(), world.live_claims()) == ([], [])


def test_a_clean_up_that_comes_while_a_later_operation_is_under_way_waits_for_it(
    world: World, resource: Lifecycle
) -> None:
    old, new = world.exact(ONE), world.exact(TWO)
    first = resource.create(old)
    second = resource.update(old, new, first.physical_resource_id)
    late = resource.delete_event(old, first.physical_resource_id)
    world.advance(2)
    world.control.configure({"settle_seconds": 60.0})
    described = {**new, "PhoneNumberDescription": "Sales"}
    update = resource.update_event(new, described, second.physical_resource_id)
    resource.send(update)
    world.advance(1)
    resource.send(late)
    world.settle()
    assert (world.held(), len(world.live_claims())) == ([TWO], 1)
    assert world.describe(second.physical_resource_id)["PhoneNumberDescription"] == "Sales"


def test_a_cancelled_operation_that_goes_on_for_a_while_does_no_harm(world: World, resource: Lifecycle) -> None:
    """CloudFormation does not wait for what it has given up: the Delete comes while the Create is under way."""
    world.control.configure({"settle_seconds": 60.0})
    for seconds in (0.1, 1, 3, 8, 61, 64):
        resource = world.resource()
        cancelled = resource.cancel(resource.create_event({**world.search, "TakeParked": "false"}), after=seconds)
        assert resource.delete(world.search, cancelled.physical_resource_id).succeeded
    world.settle()
    assert sorted(world.held()) == world.parked(), "those whose release the budget did not allow"
    assert world.live_claims() == []
    assert not world.is_exceeded()
