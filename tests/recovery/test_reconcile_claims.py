"""Reconcile gives the ledger back whose numbers are, by their tags; and what later operations make of that."""

from typing import Any

import pytest

from connect_phone_numbers.ledger.layout import resource_key
from connect_phone_numbers.model.identity import Resource
from tests.recovery.reconcile import numbers_in, reconcile, set_back
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.world import World

HOUR = 3600
OTHER = "+12065550142"


def lost(world: World, properties: dict[str, Any]) -> tuple[Lifecycle, str]:
    """A resource with a number, of which the ledger knows by its tags alone: the resource, and the number's ARN."""
    resource = world.resource()
    created = resource.create(properties)
    assert created.succeeded, created.reason
    world.settle()
    world.lose_ledger()
    assert numbers_in(reconcile(world), "ClaimsAdded") == [created.data["PhoneNumber"]]
    return resource, created.physical_resource_id


def record_of(world: World, resource: Lifecycle) -> dict[str, Any]:
    return dict(world.memory.get(resource_key(Resource(resource.stack_id, resource.logical_resource_id))))


def test_nothing_to_do(world: World) -> None:
    created = world.resource().create(world.search)
    world.settle()
    before = world.ledger()
    report = reconcile(world)
    assert numbers_in(report, "Owned") == [created.data["PhoneNumber"]]
    for part in ("ClaimsAdded", "ParkedAdded", "ParkedRemoved", "OperationsAdded", "OperationsCorrected"):
        assert report[part] == [], part
    assert report["Skipped"] == report["Disagreements"] == []
    own = ("TAGS", "TRAIL", "RECONCILE", "PACE", "LISTING")
    assert [item for item in world.ledger() if item["PK"] not in own] == [
        item for item in before if item["PK"] not in own
    ]


def test_claims_of_a_lost_ledger_are_rebuilt(world: World) -> None:
    created = [world.resource().create(world.search) for _ in range(3)]
    world.control.console_claim(world.instance_arn, "+12065550177")
    world.settle()
    world.lose_ledger()
    calls = len(world.calls())
    report = reconcile(world)
    numbers = sorted(response.data["PhoneNumber"] for response in created)
    assert numbers_in(report, "ClaimsAdded") == numbers
    assert numbers_in(report, "OwnedByNobody") == ["+12065550177"]
    assert sorted(claim["phone_number"] for claim in world.live_claims()) == numbers
    assert reconcile(world)["ClaimsAdded"] == []
    # Nothing of Amazon Connect's was touched.
    assert set(world.calls()[calls:]) == {"ListPhoneNumbersV2", "DescribePhoneNumber", "LookupEvents"}


def test_a_replacing_update_and_its_clean_up_go_on_after_it(world: World) -> None:
    resource, number = lost(world, world.search)
    updated = resource.update(world.search, world.exact(OTHER), number)
    assert updated.succeeded, updated.reason
    # The old number waits for CloudFormation's clean-up: it may still roll back.
    assert len(world.held()) == 2
    rolled_back = resource.update(world.exact(OTHER), world.search, updated.physical_resource_id)
    assert rolled_back.physical_resource_id == number
    assert resource.delete(world.exact(OTHER), updated.physical_resource_id).succeeded
    assert resource.delete(world.search, number).succeeded
    assert world.held() == []


def test_an_update_whose_answer_was_lost_is_rolled_back_to_the_rebuilt_number(world: World) -> None:
    """CloudFormation goes on with the number that it knows, and the one that it was never given goes."""
    resource, number = lost(world, world.search)
    resource.cancel(resource.update_event(world.search, world.exact(OTHER), number), after=1)
    world.advance(300)
    back = resource.update(world.exact(OTHER), world.search, number)
    assert back.physical_resource_id == number
    world.settle()
    assert world.held() == [back.data["PhoneNumber"]]


def test_a_changed_search_keeps_the_rebuilt_number(world: World) -> None:
    resource, number = lost(world, world.search)
    narrower = {**world.search, "PhoneNumberPrefixes": ["+1206"]}
    updated = resource.update(world.search, narrower, number)
    assert updated.physical_resource_id == number
    assert len(world.sent("ClaimPhoneNumber")) == 1
    assert resource.delete(narrower, number).succeeded
    assert world.held() == []


def test_a_create_of_the_same_goes_on_with_the_rebuilt_number(world: World) -> None:
    """As it does where nothing was lost: the number of a resource that was retained, and is declared again."""
    resource, number = lost(world, world.search)
    assert resource.create(world.search).physical_resource_id == number
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_a_delete_that_names_another_number_leaves_the_rebuilt_one(world: World) -> None:
    resource, _ = lost(world, world.search)
    before = world.held()
    another = world.resource("Other").create({**world.search, "TakeParked": "false"}).physical_resource_id
    for named in ("stack-Support-1A2B3C", "create-20260101T000000Z.0.earlier", another):
        resource.delete(world.search, named)
    assert set(before) <= set(world.held())
    assert world.sent("ReleasePhoneNumber") == []


def test_a_delete_from_before_that_comes_late_leaves_the_rebuilt_number(world: World) -> None:
    """The ledger was set back, and has only the key of a later operation than the Delete."""
    resource = world.resource()
    created = resource.create(world.search)
    world.settle()
    late = resource.delete_event(world.search, created.physical_resource_id)
    world.advance(HOUR)
    described = {**world.search, "PhoneNumberDescription": "Support"}
    assert resource.update(world.search, described, created.physical_resource_id).succeeded
    world.settle()
    record = record_of(world, resource)
    set_back(world, [{**record, "Claims": {}}])
    reconcile(world)
    world.cloudformation.deliver(late, after=0)
    world.settle()
    again = {**described, "PhoneNumberDescription": "Sales"}
    assert resource.update(described, again, created.physical_resource_id).succeeded
    assert world.held() == [created.data["PhoneNumber"]]


def test_of_two_numbers_by_one_claim_none_is_taken_for_the_live_one(world: World) -> None:
    """One was retained on purpose: the next Update or Delete names the other, and no number's tags do."""
    resource = world.resource()
    retained = resource.create(world.search)
    world.settle()
    world.lose_ledger()
    live = resource.create(world.search)
    world.settle()
    world.lose_ledger()
    assert len(world.held()) == 2
    report = reconcile(world)
    assert report["ClaimsAdded"] == []
    assert len([each for each in report["Disagreements"] if "one of 2 numbers by the same claim" in each]) == 2
    described = {**world.search, "PhoneNumberDescription": "Support"}
    updated = resource.update(world.search, described, live.physical_resource_id)
    assert updated.physical_resource_id == live.physical_resource_id
    assert resource.delete(described, live.physical_resource_id).succeeded
    world.settle()
    assert world.held() == [retained.data["PhoneNumber"]]


def test_a_number_that_was_adopted_is_given_back_all_the_same(world: World) -> None:
    world.control.console_claim(world.instance_arn, OTHER)
    world.advance(5)
    adopting = {**world.exact(OTHER), "Adopt": "true"}
    resource, number = lost(world, adopting)
    assert resource.delete(adopting, number).succeeded
    assert world.held() == [OTHER]
    assert not any(key.startswith("connect-phone-number:") for key in world.describe(number).get("Tags", {}))


def test_a_number_that_was_adopted_in_vain_is_never_released(world: World) -> None:
    """The Create failed for its flow; what it was never given, a Delete that does not name it leaves alone."""
    world.control.console_claim(world.instance_arn, OTHER)
    world.advance(30)
    flow = f"{world.instance_arn}/contact-flow/00000000-0000-4000-8000-000000000000"
    properties = {**world.exact(OTHER), "Adopt": "true", "ReleaseAdopted": "true", "ContactFlowArns": [flow]}
    resource = world.resource()
    created = resource.create(properties)
    assert not created.succeeded
    world.settle()
    world.lose_ledger()
    assert numbers_in(reconcile(world), "ClaimsAdded") == [OTHER]
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.sent("ReleasePhoneNumber") == []
    assert world.held() == [OTHER]


def test_a_dry_run_writes_nothing_but_what_it_has_read(world: World) -> None:
    created = world.resource().create(world.search)
    world.settle()
    world.lose_ledger()
    world.advance(HOUR)
    report = reconcile(world, DryRun=True)
    assert numbers_in(report, "ClaimsAdded") == [created.data["PhoneNumber"]]
    assert [operation["Kind"] for operation in report["OperationsAdded"]] == ["CLAIM"]
    assert {item["PK"] for item in world.ledger()} <= {"LEDGER", "TAGS", "TRAIL", "RECONCILE", "PACE"}


def test_a_dry_run_that_had_to_wait_lists_each_finding_once(world: World) -> None:
    group = {**world.search, "TargetArn": world.add_group("us-west-2"), "TakeParked": "false"}
    world.advance(30)
    created = world.resource().create(group)
    assert created.succeeded, created.reason
    world.settle()
    world.lose_ledger()
    world.advance(HOUR)
    world.control.inject_fault("DescribeTrafficDistributionGroup", "throttle")
    report = reconcile(world, DryRun=True)
    assert numbers_in(report, "ClaimsAdded") == [created.data["PhoneNumber"]]
    assert len(report["OperationsAdded"]) == 1


def test_a_resource_at_work_is_left_for_another_run(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.settle()
    record = record_of(world, resource)
    locked = {"LockHolder": "somebody", "LockedUntil": int(world.now()) + 1000}
    set_back(world, [{"PK": record["PK"], "SK": record["SK"], **locked}])
    report = reconcile(world)
    assert report["ClaimsAdded"] == []
    assert created.data["PhoneNumber"] in report["Skipped"][0]
    world.advance(2000)
    assert numbers_in(reconcile(world), "ClaimsAdded") == [created.data["PhoneNumber"]]


def test_a_number_that_is_not_settled_is_left_for_another_run(world: World) -> None:
    world.control.configure({"settle_seconds": 120})
    resource = world.resource()
    resource.send(resource.create_event(world.search))
    world.advance(20)
    world.lose_ledger()
    world.advance(20)
    assert "is IN_PROGRESS: run again" in reconcile(world)["Skipped"][0]
    world.settle()
    world.advance(300)
    assert len(reconcile(world)["ClaimsAdded"]) == 1


def test_what_disagrees_is_reported(world: World) -> None:
    gone = world.resource().create(world.exact(OTHER))
    untagged = world.resource("Sales").create(world.exact("+12065550144"))
    world.control.console_release(OTHER)
    keys = ["connect-phone-number:stack-id", "connect-phone-number:logical-resource-id"]
    world.connect.untag_resource(resourceArn=untagged.physical_resource_id, tagKeys=keys)
    world.advance(120)
    report = reconcile(world)
    first, second = sorted(report["Disagreements"])
    assert gone.physical_resource_id in first
    assert "it is not among the account's numbers" in first
    assert untagged.physical_resource_id in second
    assert "nobody owns it" in second
    assert report["ClaimsAdded"] == []


@pytest.mark.parametrize("end", [{"ReleasePolicy": "PARK"}, {"Adopt": "true"}])
def test_a_number_whose_tags_show_its_end_late_is_nobodys_claim(world: World, end: dict[str, str]) -> None:
    """Nobody would ever end such a claim, and the next create would take a number that another may have by then."""
    world.control.configure({"tag_delay_seconds": 30.0})
    if "Adopt" in end:
        world.control.console_claim(world.instance_arn, OTHER)
        world.advance(60)
    resource, properties = world.resource(), {**world.exact(OTHER), **end}
    created = resource.create(properties)
    assert created.succeeded, created.reason
    world.advance(60)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    report = reconcile(world)
    assert report["ClaimsAdded"] == []
    assert "has just been changed" in report["Skipped"][0]
    assert world.held() == [OTHER]
