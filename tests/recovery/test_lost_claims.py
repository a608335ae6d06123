"""A claim that the ledger has lost is found by its number's tags, whatever the service has made of it by then."""

import logging
from typing import Any

import pytest

from connect_phone_numbers.connect import Connect
from tests.handler.delivery import Delivery
from tests.handler.lifecycle import Lifecycle
from tests.handler.world import World

LOST = "The ledger has lost what this resource claimed"
REASON = "Something went wrong"
SETTLE_SECONDS = 120


def claiming(world: World, properties: dict[str, Any]) -> tuple[Lifecycle, dict[str, Any], Delivery]:
    """A resource whose Create has sent its claim, which is IN_PROGRESS; the ledger is lost."""
    world.control.configure({"settle_seconds": SETTLE_SECONDS})
    resource = world.resource()
    event = resource.event("Create", properties)
    delivery = resource.deliver(event)
    while not world.sent("ClaimPhoneNumber"):
        delivery.step()
    world.advance(5)
    assert list(world.claimed().values()) == ["IN_PROGRESS"]
    world.lose_ledger()
    return resource, event, delivery


@pytest.fixture
def failing_is_listed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list shows a claim that fails, too: whether Amazon Connect's does is not documented, the local one's not."""
    monkeypatch.setattr(
        Connect, "phone_number_arns", lambda _: [number["phone_number_arn"] for number in world.control.numbers()]
    )


def test_a_claim_under_way_is_waited_for(world: World) -> None:
    resource, event, delivery = claiming(world, world.search)
    created = resource.finish(event, delivery)
    assert created.succeeded, created.reason
    assert world.claimed() == {created.data["PhoneNumber"]: "CLAIMED"}
    assert len(world.sent("ClaimPhoneNumber")) == 1
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.held() == []


@pytest.mark.usefixtures("failing_is_listed")
def test_a_claim_that_fails_is_made_again(world: World) -> None:
    world.control.fail_next_claims(REASON)
    resource, event, delivery = claiming(world, world.search)
    created = resource.finish(event, delivery)
    assert created.succeeded, created.reason
    assert world.claimed()[created.data["PhoneNumber"]] == "CLAIMED"
    assert len(world.sent("ClaimPhoneNumber")) == 2


@pytest.mark.usefixtures("failing_is_listed")
def test_a_claim_that_fails_for_good_is_not_reported_as_done(world: World) -> None:
    world.control.fail_next_claims(REASON, count=2)
    resource, event, delivery = claiming(world, world.search)
    created = resource.finish(event, delivery)
    assert not created.succeeded
    assert REASON in created.reason


@pytest.mark.usefixtures("failing_is_listed")
def test_a_delete_releases_nothing_that_failed(world: World) -> None:
    """It lapses by itself, and a release of it might cost budget."""
    world.control.fail_next_claims(REASON)
    resource, _, _ = claiming(world, world.search)
    world.advance(2 * SETTLE_SECONDS)
    assert list(world.claimed().values()) == ["FAILED"]
    assert resource.delete(world.search, resource.invented_physical_resource_id()).succeeded
    assert world.sent("ReleasePhoneNumber") == []
    assert "RELEASE" not in world.operations()
    assert world.live_claims() == []


def test_a_delete_waits_for_a_claim_under_way_and_releases_its_number(world: World) -> None:
    resource, _, _ = claiming(world, world.search)
    assert resource.delete(world.search, resource.invented_physical_resource_id()).succeeded
    assert world.held() == []
    assert len({call["ClientToken"] for call in world.sent("ReleasePhoneNumber")}) == 1


def test_a_loss_is_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    resource, _, _ = claiming(world, world.search)
    resource.delete(world.search, resource.invented_physical_resource_id())
    assert [record.levelno for record in caplog.records if LOST in record.message] == [logging.WARNING]


def test_no_loss_is_said_where_nothing_was_lost(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    resource = world.resource()
    assert resource.delete(world.search, resource.invented_physical_resource_id()).succeeded
    assert LOST not in caplog.text
    (looked,) = [record for record in caplog.records if "was looked for by tags" in record.message]
    assert looked.levelno == logging.INFO
