"""Reconciliation gives the ledger back what the quotas count, from CloudTrail's 90 days."""

import pytest

from connect_phone_numbers.core.quota import WINDOW_SECONDS
from connect_phone_numbers.table import Table, TransactionConflictError, Write
from tests.handler.world import World
from tests.recovery.ledger_table import set_back
from tests.recovery.reconcile import reconcile

MINUTE = 60
DAY = 24 * 3600


def counted(world: World) -> list[tuple[str, str, int]]:
    """The history: what, of which number, when."""
    items = [item for item in world.ledger() if item["SK"].startswith("OPERATION#")]
    return sorted((item["Kind"], item["PhoneNumber"], int(item["At"])) for item in items)


def true(world: World) -> list[tuple[str, str, int]]:
    """What the service itself counts."""
    operations = world.control.quota(world.instance_arn)["operations"]
    return sorted((each["kind"].upper(), each["phone_number"], int(each["time"])) for each in operations)


def cycle(world: World) -> None:
    """A number comes and goes."""
    resource = world.resource()
    created = resource.create(world.search)
    assert created.succeeded
    assert resource.delete(world.search, created.physical_resource_id).succeeded


def conflict_once(monkeypatch: pytest.MonkeyPatch, instance_arn: str, kind: str) -> list[Write]:
    """Another writes an instance's history at the moment that CloudTrail's operation is; gives what was refused."""
    transact, refused = Table.transact, []

    def transact_or_conflict(table: Table, *writes: Write) -> None:
        added = [write for write in writes if "EventId" in write.item and write.item["Kind"] == kind]
        if not refused and any(write.key["PK"].endswith(instance_arn) for write in added):
            refused.extend(added)
            raise TransactionConflictError([])
        transact(table, *writes)

    monkeypatch.setattr(Table, "transact", transact_or_conflict)
    return refused


def test_a_lost_history_comes_back_at_its_true_times(world: World) -> None:
    cycle(world)
    world.advance(10 * DAY)
    held = world.resource().create(world.search)
    world.control.console_claim(world.instance_arn, "+12065550177")
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile()
    assert counted(world) == true(world)
    # Those that came and went are added; those that are there were counted as claimed now, until their time was known.
    assert [operation["Kind"] for operation in report["OperationsAdded"]] == ["CLAIM", "RELEASE"]
    assert sorted(each["PhoneNumber"] for each in report["OperationsCorrected"]) == sorted(
        [held.data["PhoneNumber"], "+12065550177"]
    )
    again = reconcile()
    assert again["OperationsAdded"] == again["OperationsCorrected"] == again["Disagreements"] == []
    assert counted(world) == true(world)


def test_what_was_seen_late_is_put_right(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.console_claim(world.instance_arn, "+12065550177")
    world.advance(10 * DAY)
    world.resource().create(world.search)  # looks, and sees it
    assert ("CLAIM", "+12065550177", int(world.now())) not in true(world)
    report = reconcile()
    (corrected,) = report["OperationsCorrected"]
    assert corrected["PhoneNumber"] == "+12065550177"
    assert corrected["WasAt"] - corrected["At"] >= 10 * DAY
    assert [operation for operation in counted(world) if operation[1] == "+12065550177"] == [
        operation for operation in true(world) if operation[1] == "+12065550177"
    ]


def test_what_came_and_went_between_two_looks_is_counted(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.console_claim(world.instance_arn, "+12065550177")
    world.advance(MINUTE)
    world.control.console_release("+12065550177")
    world.advance(DAY)
    before = world.operations()
    report = reconcile()
    assert [operation["Kind"] for operation in report["OperationsAdded"]] == ["CLAIM", "RELEASE"]
    assert sorted(world.operations()) == sorted([*before, "CLAIM", "RELEASE"])


def test_a_ledger_of_yesterday_gets_todays_operations(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    yesterday = world.ledger()
    world.advance(DAY)
    cycle(world)
    world.advance(DAY)
    set_back(world, yesterday)
    reconcile()
    assert sorted((kind, number) for kind, number, _ in counted(world)) == [
        (kind, number) for kind, number, _ in true(world)
    ]


def test_after_it_no_quota_is_exceeded(world: World) -> None:
    world.control.set_quota(world.instance_arn, 2)
    releasing = {**world.search, "ReleasePolicy": "RELEASE"}
    for _ in range(2):
        resource = world.resource()
        created = resource.create(releasing)
        assert resource.delete(releasing, created.physical_resource_id).succeeded
        world.advance(DAY)
    world.lose_ledger()
    reconcile()
    refused = world.resource().create(world.search)
    assert "4 claims and releases were made" in refused.reason
    assert not world.is_exceeded()
    world.advance(WINDOW_SECONDS)
    assert world.resource().create(world.search).succeeded


def test_nothing_is_taken_away_that_cloudtrail_does_not_show(world: World) -> None:
    cycle(world)
    world.advance(100 * DAY)
    before = counted(world)
    report = reconcile()
    assert counted(world) == before
    assert report["OperationsAdded"] == report["OperationsCorrected"] == []


def test_an_event_that_does_not_show_yet_is_counted_when_it_does(world: World) -> None:
    world.resource().create(world.search)
    world.advance(DAY)
    world.control.configure({"trail_delay_seconds": 15 * MINUTE})
    world.control.console_claim(world.instance_arn, "+12065550177")
    world.advance(5)
    assert reconcile()["OperationsAdded"] == []
    assert world.operations() == ["CLAIM", "CLAIM"]  # by the look at the list
    world.advance(20 * MINUTE)
    (corrected,) = reconcile()["OperationsCorrected"]
    assert corrected["PhoneNumber"] == "+12065550177"
    assert world.operations() == ["CLAIM", "CLAIM"]


def test_a_release_whose_instance_nobody_knows_counts_for_each(world: World) -> None:
    other = world.add_instance()
    released = world.resource().create(world.search)
    world.advance(60 * DAY)
    other.resource().create(other.search)
    world.advance(40 * DAY)
    # By now CloudTrail has forgotten the claim, and with it where the number was.
    world.control.console_release(released.data["PhoneNumber"])
    world.advance(DAY)
    third = world.resource().create(world.search)
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile()
    (disagreement,) = [each for each in report["Disagreements"] if "does not say of which instance" in each]
    assert "each of the 2" in disagreement
    assert third.succeeded
    releases = [each["InstanceArn"] for each in report["OperationsAdded"] if each["Kind"] == "RELEASE"]
    assert sorted(releases) == sorted([world.instance_arn, other.instance_arn])
    assert reconcile()["OperationsAdded"] == []


def test_a_history_that_others_are_writing_is_written_a_moment_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle(world)
    world.advance(DAY)
    world.lose_ledger()
    refused = conflict_once(monkeypatch, world.instance_arn, "CLAIM")
    report = reconcile()
    assert refused
    assert report["Complete"]
    assert [operation["Kind"] for operation in report["OperationsAdded"]] == ["CLAIM", "RELEASE"]
    assert counted(world) == true(world)


def test_what_counts_for_each_instance_does_so_after_a_conflict(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    other = world.add_instance()
    released = world.resource().create(world.search)
    world.advance(100 * DAY)
    # CloudTrail has forgotten the claim, and with it where the number was.
    world.control.console_release(released.data["PhoneNumber"])
    created = [each.resource().create(each.search) for each in (world, other)]
    assert all(response.succeeded for response in created)
    world.advance(DAY)
    world.lose_ledger()
    instance_arns = sorted([world.instance_arn, other.instance_arn])
    refused = conflict_once(monkeypatch, instance_arns[-1], "RELEASE")
    report = reconcile()
    assert refused
    releases = [each["InstanceArn"] for each in report["OperationsAdded"] if each["Kind"] == "RELEASE"]
    assert sorted(releases) == instance_arns
    assert sorted(world.operations()) == ["CLAIM", "CLAIM", "RELEASE", "RELEASE"]


def test_a_claim_for_a_group_counts_to_its_instance(world: World) -> None:
    group_arn = world.add_group("us-west-2")
    world.advance(30)
    properties = {**world.search, "TargetArn": group_arn}
    resource = world.resource()
    created = resource.create(properties)
    assert created.succeeded, created.reason
    assert resource.delete(properties, created.physical_resource_id).succeeded
    world.advance(DAY)
    world.lose_ledger()
    world.resource().create(world.search)
    world.advance(DAY)
    report = reconcile()
    assert {each["InstanceArn"] for each in report["OperationsAdded"]} == {world.instance_arn}
    assert [each["Kind"] for each in report["OperationsAdded"]] == ["CLAIM", "RELEASE"]


def test_a_move_tells_whose_release_it_was(world: World) -> None:
    other = world.add_instance()
    resource = world.resource()
    created = resource.create(world.search)
    moved = resource.update(world.search, other.search, created.physical_resource_id)
    assert moved.succeeded
    assert resource.delete(other.search, created.physical_resource_id).succeeded
    world.advance(DAY)
    world.lose_ledger()
    report = reconcile()
    assert [(each["Kind"], each["InstanceArn"]) for each in report["OperationsAdded"]] == [
        ("CLAIM", world.instance_arn),
        ("RELEASE", other.instance_arn),
    ]


def test_an_operation_that_was_never_sent_is_shown(world: World) -> None:
    created = world.resource().create(world.search)
    world.advance(DAY)
    (item,) = [item for item in world.ledger() if item["SK"].startswith("OPERATION#")]
    at = int(world.now())
    key = item["SK"].replace(item["SK"].split("#")[1], f"{at:012d}")
    set_back(world, [*world.ledger(), {**item, "SK": key, "At": at, "PhoneNumber": "+12065550199"}])
    world.advance(DAY)
    (disagreement,) = reconcile()["Disagreements"]
    assert disagreement.startswith("A CLAIM of +12065550199")
    assert created.succeeded
    assert len(world.operations()) == 2
