"""Reconcile as it is called: what it refuses, and that it never waits long."""

import json
from typing import Any

import pytest

from tests.recovery.reconcile import numbers_in, once, put, reconcile, refusal
from tests.simulation.world import World


@pytest.mark.parametrize("request_", [{"Dryrun": True}, {"DryRun": "true"}, {"Cursor": "1"}, {"Cursor": True}])
def test_a_request_that_it_does_not_know_is_refused(world: World, request_: dict[str, Any]) -> None:
    before = world.calls()
    assert "A reconciliation can't use" in refusal(world, **request_)
    assert world.calls() == before


def test_a_value_that_is_refused_is_shown_in_short(world: World) -> None:
    assert len(refusal(world, DryRun="x" * 5000)) < 600


def test_a_refused_lookup_is_said(world: World) -> None:
    world.control.inject_fault("LookupEvents", "access_denied")
    assert "LookupEvents (ClaimPhoneNumber) was refused: AccessDeniedException" in refusal(world)


def test_throttling_takes_longer_and_nothing_else(world: World) -> None:
    world.resource().create(world.search)
    world.control.inject_fault("LookupEvents", "throttle", count=2)
    world.control.inject_fault("ListPhoneNumbersV2", "internal_error")
    world.control.inject_fault("DescribePhoneNumber", "drop_after_effect")
    assert len(reconcile(world)["Owned"]) == 1


def test_the_table_itself_may_be_gone(world: World) -> None:
    created = world.resource().create(world.search)
    world.settle()
    world.lose_table()
    assert once(world)["Why"] == "the ledger is being made"
    assert numbers_in(reconcile(world), "ClaimsAdded") == [created.data["PhoneNumber"]]


def test_a_newer_versions_ledger_is_left_alone(world: World) -> None:
    world.resource().create(world.search)
    (record,) = [item for item in world.ledger() if item["PK"].startswith("RESOURCE#")]
    put(world, {**record, "MinReader": 2})
    assert "written by a newer version" in refusal(world)


def test_an_account_with_many_numbers_takes_several_calls_that_repeat_nothing(world: World) -> None:
    world.control.set_quota(world.instance_arn, 200)
    for _ in range(150):
        world.control.console_claim(world.instance_arn)
    world.advance(60)
    first = once(world)
    assert not first["Complete"]
    assert first["Why"] == "the invocation's time is up"
    report = reconcile(world, Cursor=first["Cursor"])
    assert report["NumbersHeld"] == 150
    assert len(world.sent("DescribePhoneNumber")) == 150
    names = ("ClaimPhoneNumber", "ImportPhoneNumber", "ReleasePhoneNumber", "UpdatePhoneNumber")
    assert [call["LookupAttributes"][0]["AttributeValue"] for call in world.sent("LookupEvents")] == list(names)


def test_what_each_call_did_is_in_its_answer(world: World) -> None:
    world.control.set_quota(world.instance_arn, 20)
    created = [world.resource().create(world.search) for _ in range(8)]
    world.lose_ledger()
    before = len(world.sent("DescribePhoneNumber"))
    # Each number is described for its tags, and once more before its record is written.
    world.control.inject_fault("DescribePhoneNumber", "throttle", after=8 + 3)
    first = once(world)
    assert "ThrottlingException" in first["Why"]
    assert len(first["ClaimsAdded"]) == 3
    second = reconcile(world, Cursor=first["Cursor"])
    assert len(second["ClaimsAdded"]) == 5
    numbers = sorted(each.data["PhoneNumber"] for each in created)
    assert sorted(each["PhoneNumber"] for each in (*first["ClaimsAdded"], *second["ClaimsAdded"])) == numbers
    assert len(world.sent("DescribePhoneNumber")) - before == 2 * 8 + 1


def test_a_turn_that_it_had_to_wait_for_is_the_next_calls(world: World) -> None:
    world.control.console_claim(world.instance_arn)
    world.advance(60)
    # Others have taken the turns of the next 20 seconds.
    put(world, {"PK": "PACE", "SK": "DescribePhoneNumber", "NextAt": int((world.now() + 20) * 1000)})
    first = once(world)
    assert 18 <= first["Seconds"] <= 22
    world.advance(first["Seconds"])
    assert once(world, Cursor=first["Cursor"])["Complete"]


def test_the_report_is_short(world: World) -> None:
    """Lambda's answer has 6 MB; an account has a few hundred numbers."""
    world.resource().create(world.search)
    world.lose_ledger()
    assert len(json.dumps(reconcile(world))) < 3000
