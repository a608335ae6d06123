"""Numbers that were claimed or ported before they were a resource's."""

from typing import Any

from tests.handler.world import World


def adopted(world: World, phone_number: str) -> dict[str, Any]:
    return {**world.exact(phone_number), "Adopt": "true"}


def by_hand(world: World, description: str | None = None) -> str:
    number = world.control.console_claim(world.instance_arn, description=description)
    world.advance(5)
    return str(number["phone_number"])


def test_becomes_the_resources_without_a_claim(world: World) -> None:
    number = by_hand(world, "Ported in 2019")
    resource = world.resource()
    properties = {**adopted(world, number), "ContactFlowArns": [world.flow_arns[0]]}
    created = resource.create(properties)
    assert created.data["PhoneNumber"] == number
    described = world.describe(created.physical_resource_id)
    assert described["Tags"]["connect-phone-number:stack-id"] == resource.stack_id
    assert described["PhoneNumberDescription"] == "Ported in 2019", "what others said of it stays"
    assert world.flows_of(created.physical_resource_id) == [world.flow_arns[0]]
    assert world.sent("ClaimPhoneNumber") == []


def test_a_description_of_its_own_replaces_it(world: World) -> None:
    number = by_hand(world, "Ported in 2019")
    created = world.resource().create({**adopted(world, number), "PhoneNumberDescription": "Support"})
    assert world.describe(created.physical_resource_id)["PhoneNumberDescription"] == "Support"


def test_a_number_that_the_target_does_not_hold(world: World) -> None:
    refused = world.resource().deploy(adopted(world, "+12065550142"))
    assert f"+12065550142 is not among the numbers of {world.instance_arn}" in refused.reason
    assert world.live_claims() == []


def test_a_number_of_another_stack_is_refused_and_left_as_it_is(world: World) -> None:
    owner = world.resource("Sales").create(world.search)
    before = world.describe(owner.physical_resource_id)
    refused = world.resource().deploy(adopted(world, owner.data["PhoneNumber"]))
    assert "is owned by Sales of" in refused.reason
    assert world.describe(owner.physical_resource_id) == before
    assert world.live_claims()[0]["phone_number"] == owner.data["PhoneNumber"]


def test_a_create_that_is_rolled_back_gives_it_back(world: World) -> None:
    number = by_hand(world)
    no_flow = {**adopted(world, number), "ContactFlowArns": [world.flow_arns[0][:-4] + "0000"]}
    assert not world.resource().deploy(no_flow).succeeded
    assert world.held() == [number]
    assert world.control.numbers()[0]["tags"] == {}
    assert world.live_claims() == []


def test_a_number_among_many(world: World) -> None:
    world.control.set_quota(world.instance_arn, 50)
    numbers = [by_hand(world) for _ in range(30)]
    created = world.resource().create(adopted(world, numbers[-1]))
    assert created.data["PhoneNumber"] == numbers[-1]


def test_goes_with_an_exact_number_only(world: World) -> None:
    refused = world.resource().deploy({**world.search, "Adopt": "true"})
    assert "Adopt goes with PhoneNumber" in refused.reason


def test_two_resources_do_not_take_over_the_same_number(world: World) -> None:
    number = by_hand(world)
    first, second = world.resource("First"), world.resource("Second")
    event = first.event("Create", adopted(world, number))
    # The first is held up just after it recorded the number, before its tags.
    world.control.inject_fault("TagResource", "throttle")
    first.run(event, polls=1)
    refused = second.event("Create", adopted(world, number))
    assert second.run(refused, polls=1).reason == "Operation timed out"
    assert first.run(event).succeeded
    assert "is owned by First" in second.run(refused).reason


def test_is_kept_when_the_resource_goes_and_can_be_taken_over_again(world: World) -> None:
    number = by_hand(world)
    properties = {**adopted(world, number), "ContactFlowArns": [world.flow_arns[0]]}
    resource = world.resource("First")
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.held() == [number]
    assert "Tags" not in world.describe(created.physical_resource_id)
    assert world.flows_of(created.physical_resource_id) == [world.flow_arns[0]], "calls go on being answered"
    assert world.sent("ReleasePhoneNumber") == []
    assert world.resource("Second").create(properties).succeeded


def test_is_released_where_that_was_asked_for(world: World) -> None:
    number = by_hand(world)
    properties = {**adopted(world, number), "ReleaseAdopted": "true"}
    resource = world.resource()
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.held() == []


def test_is_kept_though_the_ledger_is_lost(world: World) -> None:
    number = by_hand(world)
    properties = adopted(world, number)
    resource = world.resource()
    created = resource.create(properties)
    world.lose_ledger()
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.held() == [number]
    assert world.sent("ReleasePhoneNumber") == []
