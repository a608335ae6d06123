"""Releasing a parked number: beside deployments, cut off anywhere, and with its place in the budget."""

from collections.abc import Callable

import pytest

from connect_numbers.parked.release import NotParkedError, release_parked
from connect_phone_numbers.errors import PhoneNumberError, QuotaExceededError, TryAgainLater
from connect_phone_numbers.ledger.table import Write
from connect_phone_numbers.lifecycle.look import Tools
from connect_phone_numbers.model.identity import PARKED_TAG
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.invocation import FunctionKilled, Invocation
from tests.simulation.memory_table import MemoryTable
from tests.simulation.remote_call import RemoteCall
from tests.simulation.world import World

DAY = 24 * 3600


def park(world: World) -> str:
    """The ARN of a number that its resource has left behind."""
    properties = {**world.search, "ReleasePolicy": "PARK", "TakeParked": "false"}
    resource = world.resource()
    created = resource.create(properties)
    assert created.succeeded, created.reason
    assert resource.delete(properties, created.physical_resource_id).succeeded
    world.settle()
    world.advance(DAY)
    return created.physical_resource_id


def tools(world: World) -> Tools:
    services = world.provider.services()
    return Tools(services, services.connect(services.pace({})))


def release(world: World, number: str, holder: str = "operator") -> None:
    """As a person repeats the command until it is over; every call may be the end of its process."""
    for attempt in range(1000):
        invocation = Invocation(f"{holder}-{attempt}", world.now(), world.now() + 600)
        try:
            with invocation.running():
                release_parked(tools(world), number, holder)
        except (TryAgainLater, FunctionKilled) as reason:
            world.advance(reason.seconds if isinstance(reason, TryAgainLater) else 1)
        else:
            return
    raise AssertionError("it never ends")


def true(world: World) -> list[str]:
    operations = world.control.quota(world.instance_arn)["operations"]
    return [each["kind"].upper() for each in operations]


def test_it_is_gone_and_counted_once(world: World) -> None:
    number = park(world)
    release(world, number)
    assert (world.held(), world.parked()) == ([], [])
    assert world.operations() == true(world) == ["CLAIM", "RELEASE"]
    assert len(world.sent("ReleasePhoneNumber")) == 1
    with pytest.raises(NotParkedError, match="not parked any more"):
        release(world, number)
    # The provider goes on from there.
    assert world.resource().create(world.search).succeeded
    assert world.operations() == ["CLAIM", "RELEASE", "CLAIM"]


@pytest.mark.parametrize("moment", range(12))
@pytest.mark.parametrize(
    "kind",
    [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER, FaultKind.NOT_SENT, FaultKind.ANSWER_LOST, FaultKind.UNAVAILABLE],
)
def test_cut_off_anywhere_it_is_taken_up_and_counted_once(world: World, kind: FaultKind, moment: int) -> None:
    number = park(world)
    world.disturb(Fault(kind, moment))
    release(world, number)
    assert (world.held(), world.parked()) == ([], [])
    assert world.operations() == true(world) == ["CLAIM", "RELEASE"]
    assert len({call.get("ClientToken") for call in world.sent("ReleasePhoneNumber")}) == 1


def test_taken_up_hours_later_it_counts_from_then(world: World) -> None:
    """What was reserved and maybe not sent may be sent now: it counts once, and as late as it may have been."""
    number = park(world)
    world.control.inject_fault("ReleasePhoneNumber", "drop_before_effect", count=1)
    with pytest.raises(TryAgainLater):
        release_parked(tools(world), number, "operator")
    world.advance(5 * 3600)
    release(world, number)
    [at] = [item["At"] for item in world.ledger() if item["SK"].startswith("OPERATION#") and item["Kind"] == "RELEASE"]
    assert world.now() - int(at) < 60
    assert world.operations() == true(world) == ["CLAIM", "RELEASE"]


def test_a_number_that_a_deployment_has_just_taken_is_left_alone(world: World) -> None:
    """Its tags change last: they say for a while yet that it is parked."""
    number = park(world)
    world.control.inject_fault("UntagResource", "throttle", count=20)
    resource = world.resource()
    resource.send(resource.create_event(world.search))
    world.timeline.run_until(lambda: world.parked() == [])
    assert PARKED_TAG in world.describe(number)["Tags"]
    with pytest.raises(NotParkedError, match="somebody has taken or released it"):
        release(world, number)
    world.settle()
    assert world.sent("ReleasePhoneNumber") == []
    [claim] = world.live_claims()
    assert claim["phone_number_arn"] == number


def interject(world: World, index: int, act: Callable[[], None]) -> None:
    """Do something before the n-th remote call from now on."""
    left = index

    def before(call: RemoteCall) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            act()

    world.remote_calls.before.append(before)


@pytest.mark.parametrize("index", range(0, 60, 3))
def test_beside_a_deployment_that_wants_it_one_of_the_two_has_it(world: World, index: int) -> None:
    number = park(world)
    outcome: list[str] = []

    def released() -> None:
        try:
            release(world, number)
        except NotParkedError:
            outcome.append("taken")
        else:
            outcome.append("released")

    interject(world, index, released)
    created = world.resource().create(world.search)
    world.settle()
    assert created.succeeded
    is_taken = created.physical_resource_id == number
    assert outcome in ([], ["taken" if is_taken else "released"])
    assert len(world.held()) == 1
    assert world.parked() == []
    assert world.operations() == true(world)


@pytest.mark.parametrize("index", range(10))
def test_two_operators_at_once_release_it_once(world: World, index: int) -> None:
    number = park(world)
    interject(world, index, lambda: release(world, number, "another"))
    try:
        release(world, number)
    except NotParkedError:
        assert index > 0 or world.held() == []
    assert (world.held(), world.parked()) == ([], [])
    assert world.operations() == true(world) == ["CLAIM", "RELEASE"]


def test_the_budget_is_looked_at_again_when_others_have_decided_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the budget and the reservation another claims with the last operation."""
    world.control.set_quota(world.instance_arn, 2)
    number = park(world)
    coming_and_going = {**world.search, "ReleasePolicy": "RELEASE", "TakeParked": "false"}
    resource = world.resource()
    created = resource.create(coming_and_going)
    assert resource.delete(coming_and_going, created.physical_resource_id).succeeded
    world.settle()
    assert len(true(world)) == 3
    transact, claimed = MemoryTable.transact, []

    def transact_after_another(table: MemoryTable, *writes: Write) -> None:
        if not claimed and writes[0].key["PK"] == "PARKED":
            claimed.append(number)
            assert world.resource().create(coming_and_going).succeeded
        transact(table, *writes)

    monkeypatch.setattr(MemoryTable, "transact", transact_after_another)
    with pytest.raises(QuotaExceededError):
        release(world, number)
    assert claimed
    assert len(world.sent("ReleasePhoneNumber")) == 1
    assert len(world.parked()) == 1
    assert not world.is_exceeded()


def test_a_refused_release_leaves_the_number_parked_and_is_not_counted(world: World) -> None:
    number = park(world)
    world.control.inject_fault("ReleasePhoneNumber", "access_denied")
    with pytest.raises(PhoneNumberError, match="AccessDenied"):
        release(world, number)
    assert (len(world.parked()), world.operations()) == (1, ["CLAIM"])
    # A deployment may have it again.
    assert world.resource().create(world.search).physical_resource_id == number


def test_while_it_is_being_released_nobody_takes_it(world: World) -> None:
    number = park(world)
    world.control.inject_fault("ReleasePhoneNumber", "internal_error")
    with pytest.raises(TryAgainLater):
        release_parked(tools(world), number, "operator")
    created = world.resource().create(world.search)
    assert created.physical_resource_id != number
    release(world, number)
    assert world.held() == [created.data["PhoneNumber"]]


def test_a_number_that_somebody_took_out_of_parking_by_its_tags_is_left_alone(world: World) -> None:
    number = park(world)
    world.connect.untag_resource(resourceArn=number, tagKeys=[PARKED_TAG])
    with pytest.raises(NotParkedError, match="its tags say that it is not"):
        release(world, number)
    assert (len(world.held()), world.sent("ReleasePhoneNumber")) == (1, [])


def test_one_that_others_have_released_is_forgotten(world: World) -> None:
    number = park(world)
    world.control.console_release(world.held()[0])
    world.advance(60)
    release(world, number)
    assert (world.parked(), world.sent("ReleasePhoneNumber")) == ([], [])


def test_one_that_was_taken_out_of_parking_after_its_release_was_cut_off_is_not_released(world: World) -> None:
    number = park(world)
    world.control.inject_fault("ReleasePhoneNumber", "drop_before_effect")
    with pytest.raises(TryAgainLater):
        release_parked(tools(world), number, "operator")
    world.connect.untag_resource(resourceArn=number, tagKeys=[PARKED_TAG])
    with pytest.raises(TryAgainLater, match="is not tagged as parked any more, so its release is not sent again"):
        release_parked(tools(world), number, "operator")
    assert len(world.held()) == 1
