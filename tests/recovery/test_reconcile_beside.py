"""Reconciliation in the middle of an operation, before any of its remote calls: neither disturbs the other.

Before every twelfth one here; before each of them with SWEEP=1 in the environment, which takes minutes.
"""

import os
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from connect_phone_numbers import handler
from tests.handler.lifecycle import Lifecycle, Response
from tests.handler.world import World
from tests.recovery.reconcile import reconcile

SERVICES = ("connect", "dynamodb", "service-quotas")
HOUR = 3600
STRIDE = 1 if os.environ.get("SWEEP") else 12


class Interjection:
    """Something is done before the n-th remote call from now on, once."""

    def __init__(self) -> None:
        """Watch the clients that are made from now on by boto3's default session."""
        boto3.setup_default_session()
        handler.forget_clients()
        self._left, self._act = -1, lambda: None
        self.is_due = False
        events = boto3._get_default_session()._session.get_component("event_emitter")
        for service in SERVICES:
            events.register(f"before-call.{service}", self._before)

    def at(self, index: int, act: Callable[[], Any]) -> None:
        self._left, self._act, self.is_due = index, act, True

    def _before(self, **_: Any) -> None:
        if not self.is_due:
            return
        if self._left == 0:
            self.is_due = False
            self._act()
        self._left -= 1


def create(world: World, properties: dict[str, Any], interjection: Interjection, index: int) -> tuple[Any, Response]:
    resource = world.resource()
    interjection.at(index, reconcile)
    return resource, resource.create(properties)


def agree(world: World) -> None:
    """The ledger is what the service says."""
    numbers = world.control.numbers()
    parked = [each["phone_number"] for each in numbers if "connect-phone-number:parked-at" in each["tags"]]
    owned = [each["phone_number"] for each in numbers if "connect-phone-number:claim-id" in each["tags"]]
    assert world.parked() == sorted(parked)
    assert sorted(claim["phone_number"] for claim in world.live_claims()) == sorted(owned)
    true = world.control.quota(world.instance_arn)["operations"]
    assert sorted(world.operations()) == sorted(each["kind"].upper() for each in true)


def remove(world: World, resource: Lifecycle, properties: dict[str, Any], created: Response) -> None:
    assert created.succeeded, created.reason
    assert resource.delete(properties, created.physical_resource_id).succeeded


@pytest.fixture
def interjection(world: World) -> Interjection:
    world.control.set_quota(world.instance_arn, 200)
    world.control.configure({"trail_delay_seconds": 0})
    return Interjection()


def test_beside_a_create_and_a_release(world: World, interjection: Interjection) -> None:
    never = {**world.search, "AdoptParked": "false", "ReleasePolicy": "RELEASE"}
    for index in range(0, 100, STRIDE):
        resource, created = create(world, never, interjection, index)
        agree(world)
        is_past_create = interjection.is_due
        interjection.at(index, reconcile)
        remove(world, resource, never, created)
        agree(world)
        if is_past_create and interjection.is_due:
            break
    assert 8 < index < 95


def test_beside_parking_and_adopting(world: World, interjection: Interjection) -> None:
    parking = {**world.search, "ReleasePolicy": "PARK"}
    resource = world.resource()
    created = resource.create(parking)
    for index in range(0, 100, STRIDE):
        interjection.at(index, reconcile)
        remove(world, resource, parking, created)
        agree(world)
        is_past_parking = interjection.is_due
        world.advance(2 * HOUR)
        resource, created = create(world, parking, interjection, index)
        agree(world)
        if is_past_parking and interjection.is_due:
            break
    assert 8 < index < 95
    assert len(world.sent("ClaimPhoneNumber")) == 1
