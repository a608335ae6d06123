"""The ledger was written by a newer version of the provider: nothing is touched, or nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from connect_phone_numbers.ledger_format import NewerLedgerError
from tests.handler.world import World
from tests.recovery.ledger_table import put, record_of
from tests.recovery.reconcile import reconcile

NEWER = "written by a newer version of the provider"


def of_later_format(record: dict[str, Any]) -> None:
    record["FormatVersion"] = 2


def of_unknown_status(record: dict[str, Any]) -> None:
    for claim in record["Claims"].values():
        claim["status"] = "MOVING"


@pytest.mark.parametrize("change", [of_later_format, of_unknown_status])
def test_a_record_that_it_does_not_know_stops_every_operation(
    world: World, change: Callable[[dict[str, Any]], None]
) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    record = record_of(world, resource.stack_id)
    change(record)
    put(record)
    number, before = created.physical_resource_id, len(world.calls())
    described = {**world.search, "PhoneNumberDescription": "Hotline"}
    for response in (
        resource.update(world.search, described, number),
        resource.delete(world.search, number),
        resource.create(world.search),
    ):
        assert not response.succeeded
        assert NEWER in response.reason
        assert "Update the provider" in response.reason
    with pytest.raises(NewerLedgerError):
        reconcile()
    assert set(world.calls()[before:]) <= {"LookupEvents", "ListPhoneNumbersV2", "DescribePhoneNumber"}
    assert record_of(world, resource.stack_id)["Claims"] == record["Claims"]
    # Nobody stays locked out by it.
    assert "LockHolder" not in record_of(world, resource.stack_id)


@pytest.mark.parametrize("change", [{"FormatVersion": 2}, {"Kind": "SWAP"}])
def test_a_history_that_it_does_not_know_stops_a_claim(world: World, change: dict[str, Any]) -> None:
    world.resource().create(world.search)
    (operation,) = [item for item in world.ledger() if item["SK"].startswith("OPERATION#")]
    put({**operation, **change})
    before = world.held()
    response = world.resource().create(world.search)
    assert not response.succeeded
    assert NEWER in response.reason
    assert world.held() == before


def test_a_parked_number_that_it_does_not_know_is_left_alone(world: World) -> None:
    parking = {**world.search, "ReleasePolicy": "PARK"}
    resource = world.resource()
    created = resource.create(parking)
    assert resource.delete(parking, created.physical_resource_id).succeeded
    (parked,) = [item for item in world.ledger() if item["PK"] == "PARKED"]
    put({**parked, "FormatVersion": 2})
    response = world.resource().create(world.search)
    assert NEWER in response.reason
    assert world.held() == [created.data["PhoneNumber"]]


def test_attributes_that_it_does_not_know_are_kept(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    record = record_of(world, resource.stack_id)
    for claim in record["Claims"].values():
        claim["carrier"] = "a newer version's"
    put(record)
    described = {**world.search, "PhoneNumberDescription": "Hotline"}
    assert resource.update(world.search, described, created.physical_resource_id).succeeded
    (claim,) = world.live_claims()
    assert claim["carrier"] == "a newer version's"
    assert claim["describing"] == ""
