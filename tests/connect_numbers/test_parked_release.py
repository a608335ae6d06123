"""Releasing a parked number, as an operator asks for it."""

import pytest

from connect_numbers.parked.release import NotParkedError, release_parked
from connect_phone_numbers.errors import PhoneNumberError, QuotaExceededError, TryAgainLater
from connect_phone_numbers.lifecycle.look import Tools
from tests.lifecycle.scenes import park_one, spend
from tests.simulation.world import World


def release_once(world: World, phone_number_arn: str) -> None:
    services = world.provider.services()
    release_parked(Tools(services, services.connect(services.pace())), phone_number_arn, "operator")


def release(world: World, phone_number_arn: str, looks: int = 100) -> None:
    """What the command does: the same call until it is over."""
    for _ in range(looks):
        try:
            release_once(world, phone_number_arn)
        except TryAgainLater as reason:
            world.advance(reason.seconds)
        else:
            return


def test_it_goes_and_counts_once(world: World) -> None:
    world.control.configure({"release_seconds": 12.0})
    release(world, park_one(world).physical_resource_id)
    assert (world.held(), world.parked()) == ([], [])
    assert world.operations() == ["CLAIM", "RELEASE"]
    assert len({call["ClientToken"] for call in world.sent("ReleasePhoneNumber")}) == 1


def test_a_number_that_a_deployment_has_just_taken_is_not_released(world: World) -> None:
    """Off the list, and recorded as the resource's, while its tags still say that it is parked."""
    parked = park_one(world)
    world.control.inject_fault("UntagResource", "throttle", count=20)
    taker = world.resource("Taker")
    key = taker.send(taker.create_event(world.search))
    world.timeline.run_until(lambda: world.parked() == [])
    assert "connect-phone-number:parked-at" in world.describe(parked.physical_resource_id)["Tags"]
    with pytest.raises(NotParkedError, match="is not parked any more: somebody has taken or released it"):
        release(world, parked.physical_resource_id)
    world.settle()
    taken = world.cloudformation.response(key)
    assert taken is not None
    assert taken.physical_resource_id == parked.physical_resource_id
    assert world.held() == [parked.data["PhoneNumber"]]


def test_a_number_whose_release_has_begun_is_not_taken(world: World) -> None:
    parked = park_one(world)
    world.control.inject_fault("ReleasePhoneNumber", "drop_before_effect")
    release(world, parked.physical_resource_id, looks=1)
    other = world.resource("Other").create(world.search)
    assert other.physical_resource_id != parked.physical_resource_id
    release(world, parked.physical_resource_id)
    assert world.held() == [other.data["PhoneNumber"]]
    assert sorted(world.operations()) == ["CLAIM", "CLAIM", "RELEASE"]


def test_the_budget_is_looked_at_when_the_release_is_reserved(world: World) -> None:
    """A person is asked before: meanwhile others may have used it up."""
    world.control.set_quota(world.instance_arn, 2)
    parked = park_one(world)
    spend(world, cycles=1)
    assert world.resource().create({**world.search, "TakeParked": "false"}).succeeded
    with pytest.raises(QuotaExceededError, match="4 claims and releases were made"):
        release(world, parked.physical_resource_id)
    assert world.sent("ReleasePhoneNumber")[1:] == []
    assert world.parked() == [parked.data["PhoneNumber"]]
    assert not world.is_exceeded()


def test_a_number_that_is_not_tagged_as_parked_any_more_is_not_released(world: World) -> None:
    parked = park_one(world)
    arn = parked.physical_resource_id
    world.connect.untag_resource(resourceArn=arn, tagKeys=["connect-phone-number:parked-at"])
    with pytest.raises(NotParkedError, match="its tags say that it is not"):
        release(world, arn)
    assert world.held() == [parked.data["PhoneNumber"]]


def test_a_release_that_was_not_answered_is_settled_by_the_next_command(world: World) -> None:
    """Until then the list has a number that is gone, marked: no create takes it."""
    parked = park_one(world)
    world.control.inject_fault("ReleasePhoneNumber", "drop_after_effect")
    release(world, parked.physical_resource_id, looks=1)
    assert (world.held(), world.parked()) == ([], [parked.data["PhoneNumber"]])
    other = world.resource("Other").create(world.search)
    assert other.succeeded, other.reason
    assert other.physical_resource_id != parked.physical_resource_id
    release(world, parked.physical_resource_id)
    assert (world.held(), world.parked()) == ([other.data["PhoneNumber"]], [])
    assert sorted(world.operations()) == ["CLAIM", "CLAIM", "RELEASE"]


def test_one_that_was_taken_out_of_parking_after_its_release_was_cut_off_is_not_released(world: World) -> None:
    parked = park_one(world)
    arn = parked.physical_resource_id
    world.control.inject_fault("ReleasePhoneNumber", "drop_before_effect")
    release(world, arn, looks=1)
    world.connect.untag_resource(resourceArn=arn, tagKeys=["connect-phone-number:parked-at"])
    with pytest.raises(TryAgainLater, match="is not tagged as parked any more, so its release is not sent again"):
        release_once(world, arn)
    assert world.held() == [parked.data["PhoneNumber"]]


def test_one_that_is_gone_is_taken_off_the_list(world: World) -> None:
    parked = park_one(world)
    world.control.console_release(parked.data["PhoneNumber"])
    world.advance(60)
    release(world, parked.physical_resource_id)
    assert (world.parked(), world.sent("ReleasePhoneNumber")) == ([], [])


def test_a_release_that_is_refused_leaves_it_parked_and_does_not_count(world: World) -> None:
    parked = park_one(world)
    world.control.inject_fault("ReleasePhoneNumber", "access_denied")
    with pytest.raises(PhoneNumberError, match="ReleasePhoneNumber"):
        release(world, parked.physical_resource_id)
    assert world.operations() == ["CLAIM"]
    assert world.resource().create(world.search).physical_resource_id == parked.physical_resource_id
