"""Reconciliation lists the numbers that are tagged as parked, and no others."""

from tests.handler.world import World
from tests.recovery.ledger_table import set_back
from tests.recovery.reconcile import numbers_in, reconcile

HOUR = 3600
DAY = 24 * HOUR


def park(world: World) -> str:
    """A number that its resource has left behind."""
    properties = {**world.search, "ReleasePolicy": "PARK"}
    resource = world.resource()
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    return created.data["PhoneNumber"]


def test_parked_numbers_of_a_lost_ledger_are_adopted_again(world: World) -> None:
    parked = park(world)
    world.advance(2 * HOUR)
    world.lose_ledger()
    report = reconcile()
    assert numbers_in(report, "ParkedAdded") == numbers_in(report, "Parked") == [parked]
    assert world.parked() == [parked]
    assert world.resource().create(world.search).data["PhoneNumber"] == parked
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_a_number_that_was_parked_just_now_is_left_for_later(world: World) -> None:
    park(world)
    world.lose_ledger()
    report = reconcile()
    assert report["ParkedAdded"] == []
    assert "within the last hour" in report["Skipped"][0]
    assert world.parked() == []


def test_a_number_that_is_being_adopted_is_not_listed(world: World) -> None:
    """Adopted, and not tagged yet: the tags alone would say that it is parked."""
    parked = park(world)
    world.advance(2 * HOUR)
    world.control.inject_fault("TagResource", "throttle", count=100)
    world.control.inject_fault("UntagResource", "throttle", count=100)
    resource = world.resource()
    created = resource.run(resource.event("Create", world.search), polls=2)
    assert not created.succeeded
    report = reconcile()
    assert report["ParkedAdded"] == []
    assert parked in report["Skipped"][0]
    assert world.parked() == []


def test_numbers_that_an_older_list_still_has_are_taken_off(world: World) -> None:
    parked = park(world)
    world.advance(DAY)
    yesterday = world.ledger()
    adopter = world.resource().create(world.search)
    assert adopter.data["PhoneNumber"] == parked
    world.advance(DAY)
    set_back(world, yesterday)
    assert world.parked() == [parked]
    report = reconcile()
    assert numbers_in(report, "ParkedRemoved") == [parked]
    assert numbers_in(report, "ClaimsAdded") == [parked]
    assert world.parked() == []


def test_a_parked_number_that_others_released_is_taken_off(world: World) -> None:
    parked = park(world)
    world.control.console_release(parked)
    world.advance(DAY)
    dry = reconcile(DryRun=True)
    assert numbers_in(dry, "ParkedRemoved") == [parked]
    assert world.parked() == [parked]
    reconcile()
    assert world.parked() == []
