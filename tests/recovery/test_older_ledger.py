"""The ledger was set back: items of the last day are gone, and those of the day before are back."""

from tests.handler.world import World
from tests.recovery.ledger_table import set_back
from tests.recovery.reconcile import reconcile

HOUR = 3600
DAY = 24 * HOUR


def test_a_resource_that_came_since_is_updated_and_deleted(world: World) -> None:
    yesterday = world.ledger()
    resource = world.resource()
    created = resource.create(world.search)
    world.advance(DAY)
    set_back(world, yesterday)
    described = {**world.search, "PhoneNumberDescription": "Hotline"}
    updated = resource.update(world.search, described, created.physical_resource_id)
    assert updated.physical_resource_id == created.physical_resource_id
    set_back(world, yesterday)
    assert resource.delete(described, created.physical_resource_id).succeeded
    assert world.held() == []
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_a_candidate_of_yesterday_is_not_claimed_beside_the_number_of_today(world: World) -> None:
    resource = world.resource()
    world.control.lose_race("+12065550100")
    world.control.inject_fault("ClaimPhoneNumber", "drop_before_effect")
    unfinished = resource.run(resource.event("Create", world.search), polls=1)
    assert not unfinished.succeeded
    yesterday = world.ledger()
    assert [claim["status"] for claim in world.live_claims()] == ["CANDIDATE"]
    created = resource.run(resource.event("Create", world.search))
    assert created.succeeded
    assert created.data["PhoneNumber"] != yesterday_candidate(yesterday)
    world.control.unhold("+12065550100")
    world.advance(DAY)
    set_back(world, yesterday)
    updated = resource.update(
        world.search, {**world.search, "PhoneNumberDescription": "Hotline"}, created.physical_resource_id
    )
    assert updated.physical_resource_id == created.physical_resource_id
    assert world.held() == [created.data["PhoneNumber"]]


def yesterday_candidate(items: list[dict[str, object]]) -> str:
    (record,) = [item for item in items if str(item["PK"]).startswith("RESOURCE#")]
    claims = record["Claims"]
    assert isinstance(claims, dict)
    (claim,) = claims.values()
    return str(claim["phone_number"])


def test_a_number_that_was_replaced_since_is_not_missed(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    yesterday = world.ledger()
    world.advance(DAY)
    wanted = world.exact("+12065550142")
    updated = resource.update(world.search, wanted, created.physical_resource_id)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    set_back(world, yesterday)
    assert resource.delete(wanted, updated.physical_resource_id).succeeded
    assert world.held() == []


def test_a_number_that_another_adopted_since_is_not_adopted_again(world: World) -> None:
    parking = {**world.search, "ReleasePolicy": "PARK"}
    first = world.resource()
    created = first.create(parking)
    assert first.delete(parking, created.physical_resource_id).succeeded
    yesterday = world.ledger()
    world.advance(DAY)
    adopter = world.resource().create(world.search)
    assert adopter.data["PhoneNumber"] == created.data["PhoneNumber"]
    set_back(world, yesterday)
    another = world.resource().create(world.search)
    assert another.succeeded
    assert another.data["PhoneNumber"] != adopter.data["PhoneNumber"]


def test_what_was_released_since_counts(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.advance(60)
    world.resource().create(world.search)  # looks, and sees the first one's number
    yesterday = world.ledger()
    world.advance(DAY)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    set_back(world, yesterday)
    world.resource().create(world.search)
    assert sorted(world.operations()) == ["CLAIM"] * 3 + ["RELEASE"]
    world.advance(DAY)
    reconcile()
    assert sorted(world.operations()) == ["CLAIM"] * 3 + ["RELEASE"]
