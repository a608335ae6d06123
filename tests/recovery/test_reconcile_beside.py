"""Reconcile in the middle of an operation, before each of its remote calls: neither disturbs the other."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.recovery.reconcile import counted, kinds, once, reconcile, true
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.remote_call import RemoteCall
from tests.simulation.world import World

DAY = 24 * 3600


class Interjection:
    """Reconcile is called before the n-th remote call of the function."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._left = -1
        world.remote_calls.before.append(self._before)

    def at(self, index: int) -> None:
        self._left = index

    @property
    def is_due(self) -> bool:
        """Whether that call has not come."""
        return self._left >= 0

    def _before(self, call: RemoteCall) -> None:
        self._left -= 1
        if self._left == -1:
            once(self._world)


def agree(world: World) -> None:
    """The ledger is what the service says."""
    numbers = world.control.numbers()
    parked = [each["phone_number"] for each in numbers if "connect-phone-number:parked-at" in each["tags"]]
    owned = [each["phone_number"] for each in numbers if "connect-phone-number:claim-id" in each["tags"]]
    assert world.parked() == sorted(parked)
    assert sorted(claim["phone_number"] for claim in world.live_claims()) == sorted(owned)
    assert kinds(counted(world)) == kinds(true(world))


def sweep(world: World, act: Callable[[], Any], finally_: Callable[[World], Any] = agree) -> int:
    """Reconcile before each remote call of what is done, and look at what came of it: how many there are."""
    interjection, before = Interjection(world), world.snapshot()
    for index in range(200):
        world.restore(before)
        interjection.at(index)
        act()
        world.settle()
        if interjection.is_due:
            return index
        world.advance(DAY)
        finally_(world)
    raise AssertionError("it has no end")


@pytest.fixture
def ready(world: World) -> World:
    world.control.set_quota(world.instance_arn, 200)
    world.control.configure({"trail_delay_seconds": 0})
    world.resource("Other").create({**world.search, "PhoneNumberType": "TOLL_FREE"})
    world.settle()
    return world


def created(world: World, properties: dict[str, Any]) -> tuple[Lifecycle, str]:
    resource = world.resource()
    response = resource.create(properties)
    assert response.succeeded, response.reason
    return resource, response.physical_resource_id


def test_beside_a_create_and_a_release(ready: World) -> None:
    properties = {**ready.search, "ReleasePolicy": "RELEASE"}

    def come_and_go() -> None:
        resource, number = created(ready, properties)
        assert resource.delete(properties, number).succeeded

    assert sweep(ready, come_and_go) > 40


def test_beside_parking_and_taking(ready: World) -> None:
    parking = {**ready.search, "ReleasePolicy": "PARK"}
    resource, number = created(ready, parking)
    ready.settle()

    def park_and_take() -> None:
        assert resource.delete(parking, number).succeeded
        assert created(ready, parking)[1] == number

    assert sweep(ready, park_and_take) > 30
    assert len(ready.sent("ClaimPhoneNumber")) == 2


def test_beside_a_replacing_update(ready: World) -> None:
    resource, number = created(ready, ready.search)
    ready.settle()
    wanted = ready.exact("+12065550142")

    def replace() -> None:
        response = resource.update(ready.search, wanted, number)
        assert response.succeeded, response.reason
        assert resource.delete(ready.search, number).succeeded
        assert resource.delete(wanted, response.physical_resource_id).succeeded

    assert sweep(ready, replace) > 50


def test_beside_an_operation_whose_ledger_is_lost_meanwhile(ready: World) -> None:
    """What is reconciled is rebuilt while it is lost: a number is never two resources'."""
    properties = {**ready.search, "ReleasePolicy": "RELEASE"}
    resource, number = created(ready, properties)
    ready.settle()
    ready.lose_ledger()

    def delete() -> None:
        assert resource.delete(properties, number).succeeded

    def mend(world: World) -> None:
        reconcile(world)
        agree(world)
        assert len(world.held()) == 1

    assert sweep(ready, delete, mend) > 10
