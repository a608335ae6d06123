"""Reconcile lists the numbers that are tagged as parked, and no others."""

import pytest

from tests.recovery.reconcile import numbers_in, once, put, reconcile, set_back
from tests.simulation.world import World

DAY = 24 * 3600


def park(world: World) -> str:
    """A number that its resource has left behind."""
    properties = {**world.search, "ReleasePolicy": "PARK"}
    resource = world.resource()
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    world.settle()
    return created.data["PhoneNumber"]


@pytest.mark.parametrize("later", [60, DAY])
def test_parked_numbers_of_a_lost_ledger_are_taken_again(world: World, later: int) -> None:
    parked = park(world)
    world.advance(later)
    world.lose_ledger()
    report = reconcile(world)
    assert numbers_in(report, "ParkedAdded") == numbers_in(report, "Parked") == [parked]
    assert world.parked() == [parked]
    assert world.resource().create(world.search).data["PhoneNumber"] == parked
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_a_number_that_was_just_parked_is_listed_by_a_later_run(world: World) -> None:
    """The ledger may have been read while the number was parked, and the number may be taken before it is listed."""
    parked = park(world)
    world.lose_ledger()
    report = reconcile(world)
    assert (report["ParkedAdded"], world.parked()) == ([], [])
    assert f"{parked} is being parked or taken; run again." in report["Skipped"]
    world.advance(60)
    assert numbers_in(reconcile(world), "ParkedAdded") == [parked]


def test_a_number_that_is_being_taken_is_not_listed(world: World) -> None:
    """Taken, and not tagged yet: the tags alone would say that it is parked."""
    parked = park(world)
    world.control.inject_fault("UntagResource", "throttle", count=20)
    resource = world.resource()
    resource.send(resource.create_event(world.search))
    world.timeline.run_until(lambda: world.parked() == [])
    report = reconcile(world)
    assert report["ParkedAdded"] == []
    assert parked in report["Skipped"][0]
    world.settle()
    assert world.parked() == []


def test_a_number_that_is_taken_while_all_is_read_is_not_listed(world: World) -> None:
    """The list of parked numbers and the records are read item by item: it is in one of the two, whenever it goes."""
    parked = park(world)
    world.advance(DAY)
    before, moment, is_taken = world.snapshot(), 0, True
    while is_taken:
        left, is_taken = moment, False

        def take() -> None:
            nonlocal left, is_taken
            left -= 1
            if left == -1:
                is_taken = True
                assert world.resource().create(world.search).data["PhoneNumber"] == parked

        world.memory.between_items = take
        once(world)
        world.memory.between_items = lambda: None
        world.settle()
        assert world.parked() == ([] if is_taken else [parked])
        world.restore(before)
        moment += 1
    assert moment > 3


def test_numbers_that_an_older_list_still_has_are_taken_off(world: World) -> None:
    parked = park(world)
    world.advance(DAY)
    yesterday = world.ledger()
    assert world.resource().create(world.search).data["PhoneNumber"] == parked
    world.settle()
    world.advance(DAY)
    set_back(world, yesterday)
    assert world.parked() == [parked]
    report = reconcile(world)
    assert numbers_in(report, "ParkedRemoved") == [parked]
    assert numbers_in(report, "ClaimsAdded") == [parked]
    assert world.parked() == []


def test_a_parked_number_that_others_released_is_taken_off(world: World) -> None:
    parked = park(world)
    world.control.console_release(parked)
    world.advance(DAY)
    assert numbers_in(reconcile(world, DryRun=True), "ParkedRemoved") == [parked]
    assert world.parked() == [parked]
    reconcile(world)
    assert world.parked() == []


def test_a_number_that_somebody_took_out_of_parking_by_its_tag_is_taken_off(world: World) -> None:
    parked = park(world)
    [number] = world.control.numbers()
    world.connect.untag_resource(resourceArn=number["phone_number_arn"], tagKeys=["connect-phone-number:parked-at"])
    world.advance(DAY)
    assert numbers_in(reconcile(world), "ParkedRemoved") == [parked]
    assert world.parked() == []


def test_what_is_just_parked_or_being_released_is_left_alone(world: World) -> None:
    """Tags show late, and a release that an operator has begun is the operator's to end."""
    parked = park(world)
    [number] = world.control.numbers()
    world.connect.untag_resource(resourceArn=number["phone_number_arn"], tagKeys=["connect-phone-number:parked-at"])
    assert reconcile(world)["ParkedRemoved"] == []
    world.advance(DAY)
    (item,) = [item for item in world.ledger() if item["PK"] == "PARKED"]
    put(world, {**item, "Releasing": "token", "ReservedAt": int(world.now())})
    assert reconcile(world)["ParkedRemoved"] == []
    assert world.parked() == [parked]
    world.advance(3600)
    assert numbers_in(reconcile(world), "ParkedRemoved") == [parked]
    assert world.parked() == []
