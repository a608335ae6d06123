"""The real handler in the framework's real runtime: whole lives of a number, as CloudFormation directs them."""

import json
from typing import Any

import pytest

from tests.framework.real_lifecycle import RealLifecycle
from tests.framework.runtime import FrameworkRuntime
from tests.handler.conftest import world
from tests.handler.delivery import Delivery
from tests.handler.lifecycle import MARKER, Response
from tests.handler.response import RESPONSE_BYTES
from tests.handler.stack_resource import Rollback, StackResource
from tests.handler.world import World

__all__ = ["world"]


@pytest.fixture
def resource(world: World, runtime: FrameworkRuntime) -> StackResource:
    return StackResource(RealLifecycle(world.advance, "Support", runtime))


def prefixed(world: World, prefix: str) -> dict[str, Any]:
    return {**world.search, "PhoneNumberPrefixes": [prefix]}


def size(response: Response) -> int:
    return len(json.dumps(response.body, ensure_ascii=False, separators=(",", ":")).encode())


def test_a_number_is_created_and_deleted(world: World, resource: StackResource) -> None:
    created = resource.create(world.search)
    assert created.data["PhoneNumberArn"] == created.physical_resource_id
    assert created.body["Reason"] == "SUCCESS"
    assert world.held() == [created.data["PhoneNumber"]]
    assert resource.delete().succeeded
    assert world.held() == []


def test_a_create_that_fails_in_on_event_has_claimed_nothing(world: World, resource: StackResource) -> None:
    created = resource.create({**world.search, "PhoneNumberType": "CELLULAR"})
    assert created.physical_resource_id == MARKER
    assert "PhoneNumberType 'CELLULAR' is none of" in created.reason
    assert resource.delete().succeeded
    assert world.sent("SearchAvailablePhoneNumbers") == world.sent("ClaimPhoneNumber") == []
    assert world.ledger() == []


def test_a_create_that_fails_in_is_complete_is_cleaned_up(world: World, resource: StackResource) -> None:
    no_flow = [world.flow_arns[0][:-4] + "0000"]
    created = resource.create({**world.search, "ContactFlowArns": no_flow})
    assert created.physical_resource_id.startswith("claim-")
    assert "could not be associated" in created.reason
    assert len(world.held()) == 1
    assert resource.delete().succeeded
    assert world.held() == []


def test_a_create_that_is_cancelled_is_ended_under_an_invented_id(world: World, resource: StackResource) -> None:
    world.control.configure({"settle_seconds": 60.0})

    def begin(delivery: Delivery) -> None:
        delivery.step()
        delivery.step()

    waiter = resource.cancel_create(world.search, begin)
    assert len(world.held()) == 1
    assert resource.delete().succeeded
    late = waiter.step()
    assert late is not None
    assert "CloudFormation has gone on to another operation on Support" in late.message
    assert world.held() == []


@pytest.mark.parametrize("rollback", list(Rollback))
def test_an_update_that_replaces_is_rolled_back(world: World, resource: StackResource, rollback: Rollback) -> None:
    first = resource.create(prefixed(world, "+1206"))
    second = resource.update(prefixed(world, "+1425"))
    assert second.succeeded, second.reason
    assert len(world.held()) == 2
    resource.roll_back_update(rollback)
    assert all(response.succeeded for response in resource.clean_up())
    assert world.held() == [first.data["PhoneNumber"]]


def test_an_update_that_replaces_is_confirmed(world: World, resource: StackResource) -> None:
    resource.create(prefixed(world, "+1206"))
    second = resource.update(prefixed(world, "+1425"))
    resource.confirm()
    assert [response.succeeded for response in resource.clean_up()] == [True]
    assert world.held() == [second.data["PhoneNumber"]]


def test_an_event_that_is_delivered_twice_at_once_claims_one_number(world: World, resource: StackResource) -> None:
    lifecycle = resource.lifecycle
    event = lifecycle.event("Create", world.search)
    created = lifecycle.finish(event, lifecycle.deliver(event), lifecycle.deliver(event))
    assert created.succeeded, created.reason
    assert world.held() == [created.data["PhoneNumber"]]
    again = lifecycle.run(event)
    assert again.data == created.data


@pytest.mark.parametrize("prefix", ["x", "ü", "電", "\\", '"', "\n", "\u0001"])
def test_the_longest_message_fits_in_a_response(world: World, resource: StackResource, prefix: str) -> None:
    """CloudFormation refuses a response over 4096 bytes, and the framework puts a stack trace into it."""
    resource.lifecycle.logical_resource_id = "Support" * 36
    created = resource.create({**world.search, "PhoneNumberPrefixes": [prefix * 2000]})
    assert created.physical_resource_id == MARKER, created.reason
    assert size(created) <= RESPONSE_BYTES


def test_the_longest_answer_fits_in_a_response(world: World, resource: StackResource) -> None:
    resource.lifecycle.logical_resource_id = "Support" * 36
    created = resource.create(world.search)
    assert created.succeeded
    assert size(created) <= RESPONSE_BYTES / 2
