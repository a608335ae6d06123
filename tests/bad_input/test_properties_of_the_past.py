"""A Delete and the old properties of an Update may be of any shape: what is held is found and dealt with safely."""

from typing import Any

import pytest

from connect_phone_numbers.core.selection import PhoneNumberSearch
from connect_phone_numbers.request import Request
from tests.bad_input.bench import Bench
from tests.bad_input.places import PLACES
from tests.bad_input.test_properties_of_the_handler import cases, properties_with

SOME = {"missing", "null", "a word", "newlines", "too long", "half of a surrogate pair", "true", "a map", "deep"}
"""Values of every kind; more than these take minutes, and are read by a faster test."""
RUBBISH: list[Any] = [None, [], [[]], "text", 7, True, {}, {"Unknown": "shape"}, {"TargetArn": []}]


@pytest.mark.parametrize("where", PLACES)
def test_properties_of_the_past_are_never_refused(bench: Bench, where: str) -> None:
    place = PLACES[where]
    for name, value in cases(place).items():
        properties = properties_with(bench, place, value)
        named = {"PhysicalResourceId": "claim-0"}
        deletion = Request.parse(bench.resource().event("Delete", properties, **named))
        assert deletion.properties is None, name
        update = bench.resource().event("Update", bench.search, OldResourceProperties=properties, **named)
        assert Request.parse(update).selection == PhoneNumberSearch("US", "DID"), name


@pytest.mark.parametrize("where", PLACES)
def test_a_delete_ends_the_number_whatever_its_properties_are(bench: Bench, where: str) -> None:
    place = PLACES[where]
    before = bench.held()
    some = {name: value for name, value in cases(place).items() if name in SOME}
    for name, value in some.items():
        resource = bench.resource()
        created = resource.create({**bench.search, "AdoptParked": "false"})
        assert created.succeeded, created.reason
        deleted = resource.delete(properties_with(bench, place, value), created.physical_resource_id)
        assert deleted.succeeded, (name, deleted.reason)
        parked = bench.held() != before
        # A policy that can't be read may be one that keeps the number.
        assert parked == (where == "ReleasePolicy" and name not in place.right), name
        before = bench.held()


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
def test_a_delete_whose_properties_are_rubbish(bench: Bench, rubbish: Any) -> None:
    resource, before = bench.resource(), bench.held()
    created = resource.create({**bench.search, "AdoptParked": "false"})
    event = resource.event("Delete", {}, PhysicalResourceId=created.physical_resource_id)
    event["ResourceProperties"] = rubbish
    assert resource.run(event).succeeded
    assert bench.held() == before


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
def test_an_update_whose_old_properties_are_rubbish_keeps_the_number(bench: Bench, rubbish: Any) -> None:
    resource = bench.resource()
    created = resource.create({**bench.search, "AdoptParked": "false"})
    before = bench.held()
    event = resource.event(
        "Update",
        {**bench.search, "ReleasePolicy": "PARK"},
        PhysicalResourceId=created.physical_resource_id,
        OldResourceProperties=rubbish,
    )
    updated = resource.run(event)
    assert updated.succeeded, updated.reason
    assert updated.physical_resource_id == created.physical_resource_id
    assert bench.held() == before


@pytest.mark.parametrize("physical_resource_id", ["claim-0", "rubbish", "arn:", "Stack-Support-1A2B3C", "\u0000"])
def test_a_delete_of_a_resource_that_never_came_to_be_succeeds(bench: Bench, physical_resource_id: str) -> None:
    before = bench.held()
    assert bench.resource().delete({"TargetArn": ["rubbish"]}, physical_resource_id).succeeded
    assert bench.held() == before


@pytest.mark.parametrize("adopt", ["TRUE", True, ["true"], {"true": 1}])
def test_a_number_that_may_have_been_others_is_not_released_once_the_ledger_is_lost(bench: Bench, adopt: Any) -> None:
    resource = bench.resource()
    created = resource.create({**bench.search, "AdoptParked": "false"})
    bench.lose_ledger()
    before = bench.held()
    assert resource.delete({**bench.search, "Adopt": adopt}, created.physical_resource_id).succeeded
    assert bench.held() == before
