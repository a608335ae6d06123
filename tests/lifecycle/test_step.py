"""One step of an operation: which number an event is about, and what is known of it."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from connect_phone_numbers.ledger.table import Write
from tests.lifecycle.scenes import DAY, park_one, prefixed, spend, without_flow
from tests.simulation.world import World

NEWER = "written by a newer version of the provider"


class TestALostLedger:
    """Only the number that an event names is judged by its own tags; the rest is for the operator's reconcile."""

    def test_a_delete_releases_the_number_that_it_names(self, world: World) -> None:
        resource = world.resource()
        created = resource.create(world.search)
        world.lose_ledger()
        assert resource.delete(world.search, created.physical_resource_id).succeeded
        assert world.held() == []

    @pytest.mark.parametrize("properties", [{}, {"Unknown": "shape"}])
    def test_whatever_its_properties_are(self, world: World, properties: dict[str, str]) -> None:
        resource = world.resource()
        created = resource.create(world.search)
        world.lose_ledger()
        assert resource.delete(properties, created.physical_resource_id).succeeded
        assert world.held() == []

    def test_an_update_keeps_the_number_that_it_names(self, world: World) -> None:
        resource = world.resource()
        created = resource.create(world.search)
        world.lose_ledger()
        new = {**world.search, "PhoneNumberDescription": "Sales"}
        updated = resource.update(world.search, new, created.physical_resource_id)
        assert updated.physical_resource_id == created.physical_resource_id
        assert len(world.sent("ClaimPhoneNumber")) == 1
        assert resource.delete(new, created.physical_resource_id).succeeded
        assert world.held() == []

    def test_an_update_to_another_number_replaces_it_and_its_clean_up_releases_it(self, world: World) -> None:
        resource, new = world.resource(), prefixed(world, "+1425")
        created = resource.create(world.search)
        world.lose_ledger()
        updated = resource.update(world.search, new, created.physical_resource_id)
        assert resource.delete(world.search, created.physical_resource_id).succeeded
        assert world.held() == [updated.data["PhoneNumber"]]

    @pytest.mark.parametrize("named", ["create-20260101T000000Z.0.r", "stack-Support-1A2B3C4D5E6F"])
    def test_a_delete_that_names_no_number_looks_for_none(self, world: World, named: str) -> None:
        world.resource("Other").create(world.search)
        world.lose_ledger()
        before = len(world.calls())
        assert world.resource().delete(world.search, named).succeeded
        assert world.calls()[before:] == []

    def test_an_operation_that_it_lost_ends_without_harm(self, world: World) -> None:
        world.control.configure({"settle_seconds": 60.0})
        resource = world.resource()
        resource.send(resource.create_event(world.search))
        world.advance(10)
        world.lose_ledger()
        world.advance(300)
        assert world.state_machine.running() == []
        assert len(world.sent("ClaimPhoneNumber")) == 1

    def test_the_numbers_that_are_there_count_as_claimed_now(self, world: World) -> None:
        spend(world, cycles=2)
        for _ in range(3):
            world.resource().create(world.search)
        world.advance(100 * DAY)
        world.lose_ledger()
        assert world.resource().create(world.search).succeeded
        assert [values["OperationsUsed"] for _, values, _ in world.metrics][-1] == 4


def of_newer_format(item: dict[str, Any]) -> None:
    item["MinReader"] = 2


def with_a_fraction(item: dict[str, Any]) -> None:
    item["MinReader"] = 2
    item["Share"] = Decimal("0.5")


def of_unknown_state(item: dict[str, Any]) -> None:
    for claim in item["Claims"].values():
        claim["state"] = "SWAPPING"


class TestANewerLedger:
    """What only a newer version of the provider may read is not touched, and the lock is not kept."""

    @pytest.mark.parametrize("change", [of_newer_format, with_a_fraction, of_unknown_state])
    def test_a_record_stops_every_operation_but_for_the_time_being(
        self, world: World, change: Callable[[dict[str, Any]], None]
    ) -> None:
        resource = world.resource()
        arn = resource.create(world.search).physical_resource_id
        [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
        claims = deepcopy(record["Claims"])
        change(record)
        put(world, record)
        before = len(world.calls())
        described = {**world.search, "PhoneNumberDescription": "Hotline"}
        for response in (resource.update(world.search, described, arn), resource.delete(world.search, arn)):
            assert not response.succeeded
            assert NEWER in response.reason
            assert "Update the library (cdk-connect-phone-numbers) and deploy again" in response.reason
        assert world.calls()[before:] == []
        [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
        assert "LockHolder" not in record
        put(world, {**record, "Claims": claims, "MinReader": 1})
        assert resource.delete(world.search, arn).succeeded
        assert world.held() == []

    @pytest.mark.parametrize("sort_key", ["QUOTA", ""])
    def test_counted_operations_and_parked_numbers_stop_a_create(self, world: World, sort_key: str) -> None:
        parked = park_one(world)
        [item] = [item for item in world.ledger() if item["SK"] == (sort_key or parked.physical_resource_id)]
        put(world, {**item, "MinReader": 2})
        created = world.resource().create({**world.search, "TakeParked": str(not sort_key).lower()})
        assert NEWER in created.reason
        assert world.held() == [parked.data["PhoneNumber"]]

    def test_attributes_that_it_does_not_know_are_kept(self, world: World) -> None:
        resource = world.resource()
        created = resource.create(world.search)
        [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
        for claim in record["Claims"].values():
            claim["carrier"] = "a newer version's"
        put(world, {**record, "Colour": "blue"})
        described = {**world.search, "PhoneNumberDescription": "Hotline"}
        assert resource.update(world.search, described, created.physical_resource_id).succeeded
        [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
        [claim] = record["Claims"].values()
        assert (record["Colour"], claim["carrier"]) == ("blue", "a newer version's")


def put(world: World, item: dict[str, Any]) -> None:
    key = {name: item[name] for name in ("PK", "SK")}
    world.memory.transact(Write("Put", key, item={name: item[name] for name in item.keys() - key.keys()}))


class TestTheIdOfAFailedCreate:
    """It names its Create, and nothing that a later one makes."""

    def test_its_delete_ends_what_the_create_claimed(self, world: World) -> None:
        resource, properties = world.resource(), {**world.search, "ContactFlowArns": without_flow(world)}
        failed = resource.create(properties)
        assert failed.physical_resource_id.startswith("create-")
        assert len(world.held()) == 1
        assert resource.delete(properties, failed.physical_resource_id).succeeded
        assert (world.held(), world.live_claims()) == ([], [])

    def test_its_delete_spares_the_number_of_a_later_create(self, world: World) -> None:
        """Rollback is switched off; the next deployment creates anew, and then cleans up what had failed."""
        resource = world.resource()
        failed = resource.create({**world.exact("+12065550142"), "ContactFlowArns": without_flow(world)})
        created = resource.create(world.exact("+12065550142"))
        assert created.succeeded, created.reason
        assert resource.delete(world.exact("+12065550142"), failed.physical_resource_id).succeeded
        assert world.held() == ["+12065550142"]
        assert resource.delete(world.exact("+12065550142"), created.physical_resource_id).succeeded
        assert world.held() == []

    def test_a_retained_number_that_it_asked_for_stays_as_it_was(self, world: World) -> None:
        """The construct left the template and its number stayed; it comes back, and that create fails."""
        properties = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
        resource = world.resource()
        retained = resource.create(properties)
        world.advance(3600)
        again = resource.create({**properties, "ContactFlowArns": without_flow(world)})
        assert not again.succeeded
        assert resource.delete(properties, again.physical_resource_id).succeeded
        assert world.held() == [retained.data["PhoneNumber"]]
        assert world.parked() == []
        assert resource.create(properties).physical_resource_id == retained.physical_resource_id

    @pytest.mark.parametrize("policy", ["RELEASE_WITHIN_BUDGET", "PARK", "RELEASE"])
    def test_a_retained_number_that_came_back_and_goes_again_is_kept_unless_it_never_is(
        self, world: World, policy: str
    ) -> None:
        """RetainExceptOnCreate: the update that brought the construct back is rolled back."""
        resource, properties = world.resource(), {**world.search, "ReleasePolicy": policy}
        retained = resource.create(properties)
        world.advance(3600)
        again = resource.create(properties)
        assert again.physical_resource_id == retained.physical_resource_id
        assert resource.delete(properties, again.physical_resource_id).succeeded
        assert world.held() == world.parked() == ([] if policy == "RELEASE" else [retained.data["PhoneNumber"]])

    def test_a_retained_number_outlives_a_create_that_was_cancelled(self, world: World) -> None:
        resource = world.resource()
        retained = resource.create(world.search)
        world.advance(3600)
        world.control.inject_fault("DescribePhoneNumber", "throttle", count=5)
        cancelled = resource.cancel(resource.create_event(world.search), after=5)
        assert resource.delete(world.search, cancelled.physical_resource_id).succeeded
        assert world.held() == [retained.data["PhoneNumber"]]


def test_an_update_to_a_search_that_the_number_satisfies_keeps_it(world: World) -> None:
    old, new = prefixed(world, "+1206", "+1425"), prefixed(world, "+1206")
    resource = world.resource()
    arn = resource.create(old).physical_resource_id
    assert resource.update(old, new, arn).physical_resource_id == arn
    assert resource.update(new, old, arn).physical_resource_id == arn
    assert (world.sent("ReleasePhoneNumber"), len(world.sent("ClaimPhoneNumber"))) == ([], 1)


def test_a_retained_number_outlives_a_later_update_that_fails(world: World) -> None:
    """UpdateReplacePolicy Retain keeps the first number; nothing that fails later may take it."""
    first, second, third = (prefixed(world, prefix) for prefix in ("+1206", "+1425", "+1212"))
    resource = world.resource()
    arn = resource.update(first, second, resource.create(first).physical_resource_id).physical_resource_id
    failing = {**third, "ContactFlowArns": without_flow(world)}
    assert not resource.update(second, failing, arn).succeeded
    assert resource.update(failing, second, arn).succeeded
    assert world.held() == ["+12065550100", "+14255550100"]
    assert resource.delete(second, arn).succeeded
    assert world.held() == ["+12065550100"]
