"""What a Delete, or an Update, may take for its own where the ledger was set back, lost, or has an older number."""

from tests.handler.world import World
from tests.recovery.ledger_table import set_back
from tests.recovery.reconcile import reconcile


def test_an_update_whose_claim_the_ledger_has_lost_again_finds_its_number(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.configure({"settle_seconds": 90})
    before = world.ledger()
    world.advance(3600)
    wanted = {**world.search, "PhoneNumberType": "TOLL_FREE"}
    event = resource.update_event(world.search, wanted, created.physical_resource_id)
    delivery = resource.deliver(event)
    while len(world.sent("ClaimPhoneNumber")) < 2:
        delivery.step()
        world.advance(5)
    assert delivery.submission is None
    world.advance(600)
    set_back(world, before)
    updated = resource.finish(event, delivery)
    assert len(world.sent("ClaimPhoneNumber")) == 2
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert resource.delete(wanted, updated.physical_resource_id).succeeded
    assert world.held() == []


def test_a_retained_number_is_not_released_by_the_create_that_was_cancelled_later(world: World) -> None:
    resource = world.resource()
    retained = resource.create(world.search)
    world.advance(3600)
    resource.deliver(resource.event("Create", world.search)).step()
    assert resource.delete(world.search, resource.invented_physical_resource_id()).succeeded
    assert world.held() == world.parked() == [retained.data["PhoneNumber"]]


def test_a_number_of_others_is_given_back_though_its_claim_was_rebuilt(world: World) -> None:
    ported = "+12065550142"
    world.control.console_claim(world.instance_arn, ported)
    world.advance(30)
    properties = {
        **world.exact(ported),
        "Adopt": "true",
        "ReleaseAdopted": "true",
        "ContactFlowArns": [f"{world.instance_arn}/contact-flow/00000000-0000-4000-8000-000000000000"],
    }
    resource = world.resource()
    created = resource.create(properties)
    assert not created.succeeded
    world.lose_ledger()
    assert reconcile()["ClaimsAdded"]
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.sent("ReleasePhoneNumber") == []
    assert world.held() == [ported]
