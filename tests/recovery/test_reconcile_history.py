"""Reconcile gives the ledger back what the quotas count, from CloudTrail's 90 days."""

from typing import Any

import pytest

from connect_phone_numbers.ledger.layout import quota_key, quota_state_from
from connect_phone_numbers.ledger.table import TransactionConflictError, Write
from local_aws.connect.models.quota import WINDOW_SECONDS
from tests.recovery.reconcile import counted, kinds, put, reconcile, set_back, true
from tests.simulation.memory_table import MemoryTable
from tests.simulation.world import World

MINUTE = 60
DAY = 24 * 3600
OTHERS = "+12065550177"


def cycle(world: World, **properties: Any) -> None:
    """A number comes and goes."""
    wanted = {**world.search, **properties}
    resource = world.resource()
    created = resource.create(wanted)
    assert created.succeeded, created.reason
    assert resource.delete(wanted, created.physical_resource_id).succeeded
    world.settle()


def added(report: dict[str, Any]) -> list[str]:
    return [operation["Kind"] for operation in report["OperationsAdded"]]


def test_a_lost_history_comes_back_at_its_true_times(world: World) -> None:
    cycle(world)
    world.advance(10 * DAY)
    held = world.resource().create(world.search)
    world.control.console_claim(world.instance_arn, OTHERS)
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile(world)
    assert counted(world) == true(world)
    # Those that came and went are added; those that are there were counted as claimed now, until their time was known.
    assert added(report) == ["CLAIM", "RELEASE"]
    corrected = sorted(each["PhoneNumber"] for each in report["OperationsCorrected"])
    assert corrected == sorted([held.data["PhoneNumber"], OTHERS])
    again = reconcile(world)
    assert again["OperationsAdded"] == again["OperationsCorrected"] == again["Disagreements"] == []
    assert counted(world) == true(world)


def test_since_when_the_history_is_known_stays_what_it_is(world: World) -> None:
    """CloudTrail may lack what was done in the console, and shows no more than 90 days."""
    cycle(world)
    world.advance(10 * DAY)
    world.lose_ledger()
    lost_at = int(world.now())
    reconcile(world)
    world.advance(DAY)
    assert world.resource().create(world.search).succeeded
    state = quota_state_from(world.memory.get(quota_key(world.instance_arn)), world.instance_arn)
    assert state.known_since >= lost_at


def test_what_was_seen_late_is_put_right(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.console_claim(world.instance_arn, OTHERS)
    world.advance(10 * DAY)
    world.resource().create(world.search)  # looks, and sees it
    world.settle()
    [corrected] = reconcile(world)["OperationsCorrected"]
    assert corrected["PhoneNumber"] == OTHERS
    assert corrected["WasAt"] - corrected["At"] >= 10 * DAY
    assert [each for each in counted(world) if each[1] == OTHERS] == [each for each in true(world) if each[1] == OTHERS]


def test_what_came_and_went_between_two_looks_is_counted(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.console_claim(world.instance_arn, OTHERS)
    world.advance(MINUTE)
    world.control.console_release(OTHERS)
    world.advance(DAY)
    assert added(reconcile(world)) == ["CLAIM", "RELEASE"]
    assert kinds(counted(world)) == kinds(true(world))


def test_a_release_by_others_is_counted_once_though_the_next_list_shows_it_too(world: World) -> None:
    world.control.console_claim(world.instance_arn, OTHERS)
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.console_release(OTHERS)
    world.advance(DAY)
    assert added(reconcile(world)) == ["RELEASE"]
    for _ in range(3):
        world.advance(5 * MINUTE)
        world.resource().create(world.search)
    assert kinds(counted(world)) == kinds(true(world))


def test_a_ledger_of_yesterday_gets_todays_operations(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    yesterday = world.ledger()
    world.advance(DAY)
    cycle(world)
    world.advance(DAY)
    set_back(world, yesterday)
    reconcile(world)
    assert kinds(counted(world)) == kinds(true(world))


def test_after_it_no_quota_is_exceeded(world: World) -> None:
    world.control.set_quota(world.instance_arn, 2)
    for _ in range(2):
        cycle(world, ReleasePolicy="RELEASE")
        world.advance(DAY)
    world.lose_ledger()
    reconcile(world)
    refused = world.resource().create(world.search)
    assert "4 claims and releases were made" in refused.reason
    assert not world.is_exceeded()
    world.advance(WINDOW_SECONDS)
    assert world.resource().create(world.search).succeeded


def test_nothing_is_taken_away_that_cloudtrail_does_not_show(world: World) -> None:
    cycle(world)
    world.advance(100 * DAY)
    before = counted(world)
    report = reconcile(world)
    assert counted(world) == before
    assert report["OperationsAdded"] == report["OperationsCorrected"] == []


def test_an_event_that_does_not_show_yet_is_counted_when_it_does(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.configure({"trail_delay_seconds": 15 * MINUTE})
    world.control.console_claim(world.instance_arn, OTHERS)
    world.advance(5)
    assert added(reconcile(world)) == []
    assert kinds(counted(world)) == kinds(true(world))  # by the look at the list
    world.advance(20 * MINUTE)
    [corrected] = reconcile(world)["OperationsCorrected"]
    assert corrected["PhoneNumber"] == OTHERS
    assert kinds(counted(world)) == kinds(true(world))


def test_a_release_whose_instance_nobody_knows_counts_for_each(world: World) -> None:
    other = world.add_instance()
    released = world.resource().create(world.search)
    world.advance(60 * DAY)
    other.resource().create(other.search)
    world.advance(40 * DAY)
    # By now CloudTrail has forgotten the claim, and with it where the number was.
    world.control.console_release(released.data["PhoneNumber"])
    world.advance(DAY)
    world.resource().create(world.search)
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile(world)
    [disagreement] = [each for each in report["Disagreements"] if "does not say of which instance" in each]
    assert "each of the 2" in disagreement
    releases = [each["InstanceArn"] for each in report["OperationsAdded"] if each["Kind"] == "RELEASE"]
    assert sorted(releases) == sorted([world.instance_arn, other.instance_arn])
    assert reconcile(world)["OperationsAdded"] == []
    for each in (world, other):
        assert "RELEASE" in dict(kinds(counted(each)))


@pytest.mark.parametrize("conflicts", [1, 30])
def test_a_history_that_others_are_writing_is_read_anew(
    world: World, monkeypatch: pytest.MonkeyPatch, conflicts: int
) -> None:
    """Each of the other's decisions is counted as well: what is written is made from what was just read."""
    cycle(world)
    world.advance(DAY)
    world.lose_ledger()
    transact, decided = MemoryTable.transact, []

    def transact_after_another(table: MemoryTable, *writes: Write) -> None:
        if len(decided) < conflicts and any("EventId" in write.item for write in writes):
            item = table.get(quota_key(world.instance_arn))
            decided.append(int(world.now()))
            put(world, {**quota_key(world.instance_arn), **item, "Version": int(item.get("Version", 0)) + 1})
        transact(table, *writes)

    monkeypatch.setattr(MemoryTable, "transact", transact_after_another)
    report = reconcile(world)
    assert len(decided) == conflicts
    assert sorted(added(report)) == ["CLAIM", "RELEASE"]
    assert counted(world) == true(world)


def test_what_another_run_has_just_recorded_is_not_counted_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle(world)
    world.advance(DAY)
    world.lose_ledger()
    transact, others = MemoryTable.transact, []

    def transact_after_another(table: MemoryTable, *writes: Write) -> None:
        if not others and any("EventId" in write.item for write in writes):
            others.append(writes)
            transact(table, *writes)
        try:
            transact(table, *writes)
        except TransactionConflictError:
            assert others
            raise

    monkeypatch.setattr(MemoryTable, "transact", transact_after_another)
    report = reconcile(world)
    assert "has just been recorded by another" in report["Skipped"][0]
    assert counted(world) == true(world)


def test_a_claim_for_a_group_counts_to_its_instance(world: World) -> None:
    group_arn = world.add_group("us-west-2")
    world.advance(30)
    cycle(world, TargetArn=group_arn)
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile(world)
    assert {each["InstanceArn"] for each in report["OperationsAdded"]} == {world.instance_arn}
    assert added(report) == ["CLAIM", "RELEASE"]


def test_a_move_tells_whose_release_it_was(world: World) -> None:
    other = world.add_instance()
    resource = world.resource()
    created = resource.create(world.search)
    assert resource.update(world.search, other.search, created.physical_resource_id).succeeded
    assert resource.delete(other.search, created.physical_resource_id).succeeded
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile(world)
    assert [(each["Kind"], each["InstanceArn"]) for each in report["OperationsAdded"]] == [
        ("CLAIM", world.instance_arn),
        ("RELEASE", other.instance_arn),
    ]


def test_a_number_that_has_moved_counts_where_it_was_claimed(world: World) -> None:
    other = world.add_instance()
    created = world.resource().create(world.search)
    world.advance(DAY)
    world.connect.update_phone_number(PhoneNumberId=created.physical_resource_id, TargetArn=other.instance_arn)
    world.advance(DAY)
    world.lose_ledger()
    reconcile(world)
    assert counted(world) == true(world)
    assert counted(world, other.instance_arn) == []
