"""The ledger is gone, every item of it: numbers know their owners, and CloudFormation knows their ARNs."""

from typing import Any

import pytest

from connect_phone_numbers import handler
from tests.handler.world import World

DAY = 24 * 3600
UNSETTLED_SECONDS = 10
"""Longer than the invocation that claims a number waits for it to be CLAIMED."""


def cut_off(world: World, resource: Any, event: dict[str, Any]) -> None:
    """An operation's first call of its waiter: it claims a number, which is CLAIMED only after the call."""
    before = len(world.sent("ClaimPhoneNumber"))
    world.control.configure({"settle_seconds": UNSETTLED_SECONDS})
    assert resource.invoke(handler.is_complete, event) == {"IsComplete": False}
    world.advance(UNSETTLED_SECONDS)
    assert len(world.sent("ClaimPhoneNumber")) == before + 1


def started(world: World, properties: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """A resource whose Create has claimed a number and is not complete, and the event of its waiter."""
    resource = world.resource()
    event = resource.event("Create", properties)
    event["PhysicalResourceId"] = resource.invoke(handler.on_event, event)["PhysicalResourceId"]
    cut_off(world, resource, event)
    return resource, event


def finish(world: World, resource: Any, event: dict[str, Any]) -> dict[str, Any]:
    """The waiter's calls until one is complete."""
    for _ in range(50):
        answer: dict[str, Any] = resource.invoke(handler.is_complete, event)
        if answer["IsComplete"]:
            return answer
        world.advance(5)
    raise AssertionError("not complete")


def test_a_delete_releases_the_number_that_its_arn_names(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.lose_ledger()
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.held() == []


def test_a_create_that_is_cut_off_finds_its_number(world: World) -> None:
    resource, event = started(world, world.search)
    world.lose_ledger()
    answer = finish(world, resource, event)
    assert answer["Data"]["PhoneNumber"] == world.held()[0]
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_a_failed_creates_delete_finds_a_number_whose_arn_nobody_learnt(world: World) -> None:
    others = [world.resource("Other").create(world.search) for _ in range(2)]
    resource = world.resource()
    event = resource.event("Create", world.search)
    physical_resource_id = resource.invoke(handler.on_event, event)["PhysicalResourceId"]
    cut_off(world, resource, {**event, "PhysicalResourceId": physical_resource_id})
    assert len(world.held()) == 3
    world.lose_ledger()
    deleted = resource.delete(world.search, physical_resource_id)
    assert deleted.succeeded
    assert world.held() == sorted(other.data["PhoneNumber"] for other in others)


@pytest.mark.parametrize("made_up", ["stack-Support-1A2B3C", None])
def test_a_cancelled_create_with_an_id_that_cloudformation_made_up(world: World, made_up: str | None) -> None:
    resource, event = started(world, world.search)
    world.lose_ledger()
    assert resource.delete(world.search, made_up or event["PhysicalResourceId"]).succeeded
    assert world.held() == []


def test_of_two_numbers_by_one_claim_none_is_released(world: World) -> None:
    """One was retained on purpose, and nothing tells which."""
    resource = world.resource()
    retained = resource.create(world.search)
    world.lose_ledger()
    event = resource.event("Create", world.search)
    physical_resource_id = resource.invoke(handler.on_event, event)["PhysicalResourceId"]
    cut_off(world, resource, {**event, "PhysicalResourceId": physical_resource_id})
    assert len(world.held()) == 2
    world.lose_ledger()
    assert resource.delete(world.search, physical_resource_id).succeeded
    assert len(world.held()) == 2
    assert world.parked() == world.held()
    assert retained.data["PhoneNumber"] in world.parked()


def test_an_update_claims_nothing_twice(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.lose_ledger()
    updated = resource.update(
        world.search, {**world.search, "PhoneNumberDescription": "Hotline"}, created.physical_resource_id
    )
    assert updated.physical_resource_id == created.physical_resource_id
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_an_update_that_is_cut_off_finds_the_number_that_it_claimed(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    wanted = world.exact("+12065550142")
    event = resource.event(
        "Update", wanted, OldResourceProperties=world.search, PhysicalResourceId=created.physical_resource_id
    )
    resource.invoke(handler.on_event, event)
    cut_off(world, resource, event)
    assert len(world.held()) == 2
    world.lose_ledger()
    answer = finish(world, resource, event)
    assert answer["Data"]["PhoneNumber"] == "+12065550142"
    assert len(world.sent("ClaimPhoneNumber")) == 2
    # CloudFormation's clean-up.
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.held() == ["+12065550142"]


def test_numbers_of_others_and_of_nobody_are_left_alone(world: World) -> None:
    world.control.console_claim(world.instance_arn, "+12065550177")
    other = world.resource("Other").create(world.search)
    world.lose_ledger()
    resource, event = world.resource(), None
    event = resource.event("Delete", world.search, PhysicalResourceId="made-up")
    resource.run(event)
    assert world.held() == sorted(["+12065550177", other.data["PhoneNumber"]])


def test_nothing_is_described_where_the_ledger_is_whole(world: World) -> None:
    """What a Create, a failed one, and its Delete cost is what they cost before."""
    other = world.resource("Other").create(world.search)
    before = len(world.calls())
    resource = world.resource()
    created = resource.create(world.exact(other.data["PhoneNumber"]))
    assert not created.succeeded
    calls = world.calls()[before:]
    before = len(world.calls())
    assert resource.delete(world.exact(other.data["PhoneNumber"]), created.physical_resource_id).succeeded
    assert world.calls()[before:] == []
    assert calls.count("DescribePhoneNumber") == 1  # whose the number is, for the message


def test_a_repeated_call_of_a_delete_that_is_done_looks_for_nothing(world: World) -> None:
    resource, event = started(world, world.search)
    delete = resource.event("Delete", world.search, PhysicalResourceId=event["PhysicalResourceId"])
    assert resource.run(delete).succeeded
    before = len(world.calls())
    assert resource.invoke(handler.is_complete, delete) == {"IsComplete": True}
    assert world.calls()[before:] == []


def test_the_search_goes_on_where_it_was_cut_off(world: World) -> None:
    world.control.set_quota(world.instance_arn, 20)
    for _ in range(6):
        world.resource("Other").create(world.search)
    resource, event = started(world, world.search)
    world.lose_ledger()
    before = len(world.sent("DescribePhoneNumber"))
    world.control.inject_fault("DescribePhoneNumber", "throttle", after=4)
    assert resource.invoke(handler.is_complete, event) == {"IsComplete": False}
    finish(world, resource, event)
    described = [call["PhoneNumberId"] for call in world.sent("DescribePhoneNumber")[before:]]
    # The one that was throttled once more, and its own for the status.
    assert len(described) == 7 + 1 + 1
    assert len(world.sent("ClaimPhoneNumber")) == 7


def test_the_numbers_that_are_there_count_as_claimed_now(world: World) -> None:
    for _ in range(4):
        world.resource().create(world.search)
    world.advance(100 * DAY)
    world.lose_ledger()
    assert world.resource().create(world.search).succeeded
    assert world.operations() == ["CLAIM"] * 5
    world.advance(90 * DAY)
    assert len(world.held()) == 5
    assert not world.is_exceeded()


def test_a_lost_answer_and_a_lost_ledger_leak_nothing(world: World) -> None:
    resource = world.resource()
    event = resource.event("Create", world.search)
    event["PhysicalResourceId"] = resource.invoke(handler.on_event, event)["PhysicalResourceId"]
    world.control.inject_fault("ClaimPhoneNumber", "drop_after_effect")
    assert resource.invoke(handler.is_complete, event) == {"IsComplete": False}
    world.advance(5)
    world.lose_ledger()
    assert resource.delete(world.search, event["PhysicalResourceId"]).succeeded
    assert world.held() == []
