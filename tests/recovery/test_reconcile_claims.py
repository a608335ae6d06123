"""Reconciliation gives the ledger back whose numbers are, by their tags."""

from tests.handler.world import World
from tests.recovery.ledger_table import put, record_of
from tests.recovery.reconcile import numbers_in, reconcile

HOUR = 3600


def test_nothing_to_do(world: World) -> None:
    created = world.resource().create(world.search)
    before = world.ledger()
    report = reconcile()
    assert report["Complete"]
    assert numbers_in(report, "Owned") == [created.data["PhoneNumber"]]
    for part in ("ClaimsAdded", "ParkedAdded", "ParkedRemoved", "OperationsAdded", "OperationsCorrected", "Skipped"):
        assert report[part] == [], part
    assert report["Disagreements"] == []
    kept = [item for item in world.ledger() if item["PK"] not in ("TAGS", "PACE", "LISTING")]
    assert sorted(kept, key=str) == sorted((i for i in before if i["PK"] not in ("PACE", "LISTING")), key=str)


def test_claims_of_a_lost_ledger_are_rebuilt(world: World) -> None:
    resources = [world.resource() for _ in range(3)]
    created = [resource.create(world.search) for resource in resources]
    world.control.console_claim(world.instance_arn, "+12065550177")
    world.lose_ledger()
    report = reconcile()
    numbers = sorted(response.data["PhoneNumber"] for response in created)
    assert numbers_in(report, "ClaimsAdded") == numbers
    assert numbers_in(report, "OwnedByNobody") == ["+12065550177"]
    assert sorted(claim["phone_number"] for claim in world.live_claims()) == numbers
    # Nothing is left to do, and nothing of Amazon Connect's was touched.
    assert reconcile()["ClaimsAdded"] == []
    reads = {"ListPhoneNumbersV2", "DescribePhoneNumber", "LookupEvents"}
    calls = world.calls()
    assert set(calls[calls.index("LookupEvents") :]) == reads


def test_an_update_and_a_delete_go_on_after_it(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.lose_ledger()
    reconcile()
    wanted = world.exact("+12065550142")
    updated = resource.update(world.search, wanted, created.physical_resource_id)
    assert updated.succeeded
    # The old number waits for CloudFormation's clean-up: it may still roll back.
    assert len(world.held()) == 2
    rolled_back = resource.update(wanted, world.search, updated.physical_resource_id)
    assert rolled_back.data["PhoneNumber"] == created.data["PhoneNumber"]
    assert resource.delete(wanted, updated.physical_resource_id).succeeded
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.held() == []


def test_a_number_that_was_taken_over_is_given_back_all_the_same(world: World) -> None:
    world.control.console_claim(world.instance_arn, "+12065550142")
    world.advance(5)
    adopting = {**world.exact("+12065550142"), "Adopt": "true"}
    resource = world.resource()
    adopted = resource.create(adopting)
    world.lose_ledger()
    assert numbers_in(reconcile(), "ClaimsAdded") == ["+12065550142"]
    assert resource.delete(adopting, adopted.physical_resource_id).succeeded
    assert world.held() == ["+12065550142"]


def test_a_dry_run_writes_nothing_but_what_it_has_read(world: World) -> None:
    created = world.resource().create(world.search)
    world.lose_ledger()
    world.advance(HOUR)
    report = reconcile(DryRun=True)
    assert numbers_in(report, "ClaimsAdded") == [created.data["PhoneNumber"]]
    assert [operation["Kind"] for operation in report["OperationsAdded"]] == ["CLAIM"]
    assert {item["PK"] for item in world.ledger()} <= {"TAGS", "PACE"}


def test_a_dry_run_that_had_to_wait_lists_each_finding_once(world: World) -> None:
    group = {**world.search, "TargetArn": world.add_group("us-west-2")}
    world.advance(30)
    parked, lost = world.resource(), world.resource()
    parking = {**world.search, "ReleasePolicy": "PARK"}
    left = parked.create(parking)
    assert parked.delete(parking, left.physical_resource_id).succeeded
    created = lost.create({**group, "AdoptParked": "false"})
    assert created.succeeded, created.reason
    (listed,) = [item for item in world.ledger() if item["PK"] == "PARKED"]
    world.control.console_release(left.data["PhoneNumber"])
    world.lose_ledger()
    put(listed)
    world.control.inject_fault("DescribeTrafficDistributionGroup", "throttle")
    report = reconcile(DryRun=True)
    assert world.calls().count("DescribeTrafficDistributionGroup") >= 2
    assert numbers_in(report, "ClaimsAdded") == [created.data["PhoneNumber"]]
    assert numbers_in(report, "ParkedRemoved") == [left.data["PhoneNumber"]]
    added = [(each["Kind"], each["PhoneNumber"]) for each in report["OperationsAdded"]]
    assert len(added) == len(set(added))


def test_a_resource_at_work_is_left_for_another_run(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    record = record_of(world, resource.stack_id)
    world.lose_ledger()
    world.dynamodb.put_item(
        TableName="ledger",
        Item={
            "PK": {"S": record["PK"]},
            "SK": {"S": record["SK"]},
            "LockHolder": {"S": "somebody"},
            "LockedUntil": {"N": str(int(world.now()) + 1000)},
        },
    )
    report = reconcile()
    assert report["ClaimsAdded"] == []
    assert created.data["PhoneNumber"] in report["Skipped"][0]
    world.advance(2000)
    assert numbers_in(reconcile(), "ClaimsAdded") == [created.data["PhoneNumber"]]


def test_it_goes_on_where_the_time_was_up(world: World) -> None:
    world.control.set_quota(world.instance_arn, 20)
    for _ in range(8):
        world.resource().create(world.search)
    world.lose_ledger()
    world.control.inject_fault("DescribePhoneNumber", "throttle", after=3)
    before = len(world.sent("DescribePhoneNumber"))
    unfinished = reconcile(seconds=31)
    assert not unfinished["Complete"]
    assert "ThrottlingException" in unfinished["Why"]
    report = reconcile(Cursor=unfinished["Cursor"])
    assert report["Complete"]
    assert len(report["Owned"]) == 8
    # Each once for its tags, and once more before its record is written; the throttled one once in vain.
    assert len(world.sent("DescribePhoneNumber")) - before == 8 * 2 + 1
    assert len(world.live_claims()) == 8


def test_what_disagrees_is_reported(world: World) -> None:
    resource = world.resource()
    gone = resource.create(world.exact("+12065550142"))
    untagged = world.resource("Sales").create(world.exact("+12065550144"))
    world.control.console_release("+12065550142")
    world.connect.untag_resource(
        resourceArn=untagged.physical_resource_id,
        tagKeys=["connect-phone-number:stack-id", "connect-phone-number:logical-resource-id"],
    )
    world.advance(5)
    report = reconcile()
    first, second = sorted(report["Disagreements"])
    assert gone.physical_resource_id in first
    assert "is not among the account's numbers" in first
    assert untagged.physical_resource_id in second
    assert "nobody owns it" in second
    assert report["ClaimsAdded"] == []
