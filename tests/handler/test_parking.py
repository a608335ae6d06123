"""Numbers kept in place of a release, and given to a later resource at no budget."""

from typing import Any

import pytest

from tests.handler.lifecycle import Response
from tests.handler.world import World


def parked_properties(world: World) -> dict[str, Any]:
    return {**world.search, "ReleasePolicy": "PARK", "PhoneNumberDescription": "Support"}


def park_one(world: World, **more: Any) -> Response:
    """Create a number and delete it with the policy to park."""
    properties = {**parked_properties(world), **more}
    resource = world.resource("Parker")
    created = resource.create(properties)
    assert created.succeeded, created.reason
    deleted = resource.delete(properties, created.physical_resource_id)
    assert deleted.succeeded, deleted.reason
    return created


def test_a_parked_number_is_kept_without_flow_and_without_owner(world: World) -> None:
    created = park_one(world, ContactFlowArns=[world.flow_arns[0]], Tags=[{"Key": "team", "Value": "support"}])
    arn = created.physical_resource_id
    assert world.parked() == world.held() == [created.data["PhoneNumber"]]
    assert world.flows_of(arn) == []
    assert list(world.describe(arn)["Tags"]) == ["connect-phone-number:parked-at"]
    assert world.live_claims() == []
    assert world.sent("ReleasePhoneNumber") == []


def test_a_create_whose_search_fits_adopts_it(world: World) -> None:
    parked = park_one(world)
    properties = {
        **world.search,
        "PhoneNumberDescription": "Sales",
        "Tags": [{"Key": "team", "Value": "sales"}],
        "ContactFlowArns": [world.flow_arns[1]],
    }
    resource = world.resource("Adopter")
    adopted = resource.create(properties)
    assert adopted.data == {**parked.data, "TargetArn": world.instance_arn}
    number = world.describe(adopted.physical_resource_id)
    assert number["PhoneNumberDescription"] == "Sales"
    assert number["Tags"]["connect-phone-number:logical-resource-id"] == "Adopter"
    assert number["Tags"]["team"] == "sales"
    assert "connect-phone-number:parked-at" not in number["Tags"]
    assert world.flows_of(adopted.physical_resource_id) == [world.flow_arns[1]]
    assert world.operations() == ["CLAIM"]
    assert world.parked() == []


def test_an_exact_number_is_adopted_too(world: World) -> None:
    parked = park_one(world)
    adopted = world.resource("Adopter").create(world.exact(parked.data["PhoneNumber"]))
    assert adopted.physical_resource_id == parked.physical_resource_id
    assert world.operations() == ["CLAIM"]


def test_a_search_that_does_not_fit_leaves_it(world: World) -> None:
    parked = park_one(world)
    other = world.resource("Other").create({**world.search, "PhoneNumberPrefixes": ["+1512"]})
    assert other.succeeded
    assert world.parked() == [parked.data["PhoneNumber"]]


def test_adoption_can_be_turned_off(world: World) -> None:
    parked = park_one(world)
    other = world.resource("Other").create({**world.search, "AdoptParked": "false"})
    assert other.data["PhoneNumber"] != parked.data["PhoneNumber"]


def test_one_of_another_instance_is_moved(world: World) -> None:
    parked = park_one(world)
    other = world.add_instance()
    adopted = world.resource("Adopter").create(other.search)
    assert adopted.physical_resource_id == parked.physical_resource_id
    assert world.describe(adopted.physical_resource_id)["TargetArn"] == other.instance_arn
    assert world.operations() == ["CLAIM"]


def test_one_of_another_instance_is_left_where_there_is_no_room_for_it(world: World) -> None:
    parked = park_one(world)
    other = world.add_instance()
    world.control.set_quota(other.instance_arn, 1)
    world.control.console_claim(other.instance_arn)
    world.advance(10)
    assert "holds 1 of the 1" in world.resource("Adopter").deploy(other.search).reason
    assert world.parked() == [parked.data["PhoneNumber"]]


def test_one_that_was_released_by_hand_is_passed_over(world: World) -> None:
    parked = park_one(world)
    world.control.console_release(parked.data["PhoneNumber"])
    world.advance(60)
    created = world.resource("Adopter").create(world.search)
    assert created.succeeded, created.reason
    assert created.data["PhoneNumber"] != parked.data["PhoneNumber"]


def test_two_creates_never_adopt_the_same(world: World) -> None:
    park_one(world)
    resources = [world.resource(f"Adopter{index}") for index in range(2)]
    created = [resource.create(world.search) for resource in resources]
    assert len({response.physical_resource_id for response in created}) == 2
    assert world.operations() == ["CLAIM", "CLAIM"]


def test_a_rolled_back_adoption_parks_it_again(world: World) -> None:
    parked = park_one(world)
    no_flow = {**world.search, "ContactFlowArns": [world.flow_arns[0][:-4] + "0000"]}
    assert not world.resource("Adopter").deploy(no_flow).succeeded
    assert world.parked() == world.held() == [parked.data["PhoneNumber"]]
    assert world.operations() == ["CLAIM"]


def spend(world: World, cycles: int) -> None:
    """Use up two operations of the budget per cycle."""
    spender, properties = world.resource("Spender"), {**world.search, "ReleasePolicy": "RELEASE"}
    for _ in range(cycles):
        spent = spender.create(properties)
        assert spender.delete(properties, spent.physical_resource_id).succeeded


def test_a_release_that_the_budget_does_not_allow_parks_the_number(
    world: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = [world.resource(f"Kept{index}") for index in range(2)]
    created = [resource.create(world.search) for resource in kept]
    world.advance(10)
    spend(world, cycles=4)
    assert len(world.operations()) == 10
    deleted = kept[0].delete(world.search, created[0].physical_resource_id)
    assert deleted.succeeded, deleted.reason
    assert world.parked() == [created[0].data["PhoneNumber"]]
    assert "The number is parked: the budget does not allow its release" in caplog.text
    assert '"NumbersNotReleased": 1' in capsys.readouterr().out
    assert len(world.operations()) == 10
    assert not world.is_exceeded()


def test_the_last_operation_is_kept_for_a_claim(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    spend(world, cycles=4)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert len(world.operations()) == 9
    assert world.parked() == [created.data["PhoneNumber"]]


def test_who_never_parks_may_use_the_last_operation_and_is_then_told_to_wait(world: World) -> None:
    properties = {**world.search, "ReleasePolicy": "RELEASE"}
    first, second = world.resource("First"), world.resource("Second")
    created = [resource.create(properties) for resource in (first, second)]
    spend(world, cycles=3)
    world.control.console_claim(world.instance_arn)
    world.advance(60)
    assert first.delete(properties, created[0].physical_resource_id).succeeded
    refused = second.delete(properties, created[1].physical_resource_id)
    assert "a RELEASE at" in refused.reason
    assert "The next is possible from" in refused.reason
    assert created[1].data["PhoneNumber"] in world.held()
    assert world.parked() == []


@pytest.fixture
def many_tags() -> list[dict[str, str]]:
    """As many as a user may give."""
    return [{"Key": f"tag{index}", "Value": "v"} for index in range(47)]


def test_a_number_with_all_its_tags_can_be_parked(world: World, many_tags: list[dict[str, str]]) -> None:
    park_one(world, Tags=many_tags)
    assert len(world.parked()) == 1


def test_a_number_with_all_its_tags_can_be_adopted(world: World, many_tags: list[dict[str, str]]) -> None:
    park_one(world)
    adopted = world.resource("Adopter").create({**world.search, "Tags": many_tags})
    assert adopted.succeeded, adopted.reason
    assert world.parked() == []


def test_a_repeated_delete_of_a_parked_number_succeeds(world: World) -> None:
    resource, properties = world.resource(), parked_properties(world)
    created = resource.create(properties)
    event = resource.event("Delete", properties, PhysicalResourceId=created.physical_resource_id)
    assert resource.run(event).succeeded
    assert resource.run(event).succeeded
    assert len(world.parked()) == 1


def test_one_of_a_create_that_was_cancelled_early_can_be_adopted(world: World) -> None:
    resource, properties = world.resource(), parked_properties(world)
    resource.run(resource.event("Create", properties), polls=1)
    world.advance(5)
    assert resource.delete(properties, world.live_claims()[0]["claim_id"]).succeeded
    (parked,) = world.parked()
    assert world.resource("Adopter").create(world.search).data["PhoneNumber"] == parked


def test_one_that_was_being_moved_is_parked_where_it_is(world: World) -> None:
    other = world.add_instance()
    old, new = parked_properties(world), parked_properties(other)
    resource = world.resource()
    created = resource.create(old)
    update = resource.event("Update", new, OldResourceProperties=old, PhysicalResourceId=created.physical_resource_id)
    resource.run(update, polls=1)
    world.advance(5)
    assert resource.delete(new, created.physical_resource_id).succeeded
    (item,) = [item for item in world.ledger() if item["PK"] == "PARKED"]
    assert item["TargetArn"] == item["InstanceArn"] == other.instance_arn


def test_two_adopters_do_not_share_the_last_place(world: World) -> None:
    parkers = [world.resource(f"Parker{index}") for index in range(2)]
    parked = [parker.create(parked_properties(world)) for parker in parkers]
    for parker, response in zip(parkers, parked, strict=True):
        assert parker.delete(parked_properties(world), response.physical_resource_id).succeeded
    other = world.add_instance()
    world.control.set_quota(other.instance_arn, 1)
    adopters = [world.resource(f"Adopter{index}") for index in range(2)]
    events = [adopter.event("Create", other.search) for adopter in adopters]
    for adopter, event in zip(adopters, events, strict=True):
        adopter.run(event, polls=1)
    assert len(world.sent("UpdatePhoneNumber")) == 1


def test_a_number_that_was_retained_is_not_released_with_the_resource_that_has_it_again(world: World) -> None:
    """RetainExceptOnCreate: the construct goes and its number stays; it comes back, and that update is rolled back."""
    resource = world.resource()
    first = resource.create(world.search)
    again = resource.create(world.search)
    assert again.physical_resource_id == first.physical_resource_id
    assert resource.delete(world.search, again.physical_resource_id).succeeded
    assert world.held() == world.parked() == [first.data["PhoneNumber"]]
