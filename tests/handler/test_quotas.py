"""Neither quota is ever exceeded: refused before harm, counted once, given back where nothing happened."""

import json

import pytest

from connect_phone_numbers import handler
from connect_phone_numbers.account_numbers import FRESH_SECONDS
from connect_phone_numbers.core.quota import WINDOW_SECONDS
from connect_phone_numbers.quotas import QUOTA_SECONDS
from connect_phone_numbers.table import Table, TransactionConflictError, Write
from tests.handler.world import World


def test_a_claim_and_a_release_are_counted_once_each(world: World) -> None:
    resource = world.resource()
    event = resource.event("Create", world.search)
    created = resource.run(event)
    resource.run(event)
    assert world.operations() == ["CLAIM"]
    event = resource.event("Delete", world.search, PhysicalResourceId=created.physical_resource_id)
    resource.run(event)
    resource.run(event)
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_more_numbers_than_the_quota_are_refused_before_any_claim(world: World) -> None:
    for index in range(5):
        assert world.resource(f"Number{index}").create(world.search).succeeded
    world.control.clear_journal()
    leased = world.leases()
    resource = world.resource()
    created = resource.run(resource.event("Create", world.search), polls=1)
    assert "the instance holds 5 of the 5 phone numbers that its quota allows" in created.reason
    assert "L-8F812903" in created.reason
    assert world.sent("ClaimPhoneNumber") == []
    assert set(world.leases()) <= set(leased), "the number that it was to get is free for others"


def test_numbers_claimed_by_hand_count(world: World) -> None:
    for _ in range(4):
        world.control.console_claim(world.instance_arn)
    assert world.resource("First").create(world.search).succeeded
    refused = world.resource("Second").deploy(world.search)
    assert "holds 5 of the 5" in refused.reason


def test_the_budget_is_refused_before_any_claim_and_says_when_it_is_there_again(world: World) -> None:
    first_at = int(world.now())
    properties = {**world.search, "ReleasePolicy": "RELEASE"}
    for index in range(5):
        resource = world.resource(f"Cycle{index}")
        created = resource.create(properties)
        resource.delete(properties, created.physical_resource_id)
    world.advance(10)
    assert len(world.operations()) == 10
    world.control.clear_journal()
    resource = world.resource("Sixth")
    refused = resource.run(resource.event("Create", world.search), polls=1)
    assert "10 claims and releases were made in the last 180 days, and 10, 200 % of the quota of 5" in refused.reason
    assert "The next is possible from 20" in refused.reason
    assert world.sent("ClaimPhoneNumber") == []
    assert not world.is_exceeded()
    # An hour more than 180 days: an operation may have taken effect as late as its waiter lived.
    world.advance(first_at + WINDOW_SECONDS + 3600 - world.now() + 60)
    assert world.resource("Seventh").create(world.search).succeeded
    assert not world.is_exceeded()


def test_a_refused_claim_is_given_back(world: World) -> None:
    world.control.lose_race(count=3)
    assert world.resource().create(world.search).succeeded
    assert world.operations() == ["CLAIM"]


def test_a_failed_claim_is_counted_for_each_attempt(world: World) -> None:
    world.control.fail_next_claims("The carrier did not answer", count=2)
    assert not world.resource().deploy(world.search).succeeded
    assert world.operations() == ["CLAIM", "CLAIM"]


def test_a_refused_release_is_given_back(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=30)
    refused = resource.delete(world.search, created.physical_resource_id)
    assert not refused.succeeded
    assert world.operations() == ["CLAIM"]
    world.control.clear_faults()
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_a_quota_of_its_own_is_believed(world: World) -> None:
    world.control.set_quota(world.instance_arn, 7)
    for index in range(7):
        assert world.resource(f"Number{index}").create(world.search).succeeded
    assert "holds 7 of the 7" in world.resource().deploy(world.search).reason


def test_without_service_quotas_the_default_is_taken_and_said(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.control.set_quota(world.instance_arn, 1)
    world.control.inject_fault("GetServiceQuota", "access_denied", count=100)
    assert world.resource("First").create(world.search).succeeded
    assert "The applied quota is not known" in caplog.text
    # The service knows better: the claim fails there, with nothing held too many.
    assert not world.resource("Second").deploy(world.search).succeeded
    assert len(world.held()) == 1


def test_without_service_quotas_the_users_figure_is_taken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHONE_NUMBERS_PER_INSTANCE", "1")
    world.control.inject_fault("GetServiceQuota", "access_denied", count=100)
    assert world.resource("First").create(world.search).succeeded
    assert "holds 1 of the 1" in world.resource("Second").deploy(world.search).reason


def test_the_numbers_held_are_read_once_for_many_creates(world: World) -> None:
    world.control.set_quota(world.instance_arn, 100)
    resources = [world.resource(f"Number{index}") for index in range(20)]
    world.control.clear_journal()
    began = world.now()
    for resource in resources:
        resource.run(resource.event("Create", world.search), polls=1)
    assert len(world.sent("ListPhoneNumbersV2")) <= 1 + (world.now() - began) // FRESH_SECONDS
    assert len(world.sent("GetServiceQuota")) == 1
    assert len(world.sent("ClaimPhoneNumber")) == 20


def test_what_others_release_is_counted_when_it_is_seen(world: World) -> None:
    by_hand = [world.control.console_claim(world.instance_arn)["phone_number"] for _ in range(2)]
    assert world.resource("First").create(world.search).succeeded
    assert world.operations() == ["CLAIM"] * 3, "when they were claimed is not known: it may have been today"
    for number in by_hand:
        world.control.console_release(number)
    world.advance(60)
    assert world.resource("Second").create(world.search).succeeded
    assert sorted(world.operations()) == [*["CLAIM"] * 4, "RELEASE", "RELEASE"]


def test_what_others_claim_is_counted_when_it_is_seen(world: World) -> None:
    assert world.resource("First").create(world.search).succeeded
    world.control.console_claim(world.instance_arn)
    world.advance(60)
    assert world.resource("Second").create(world.search).succeeded
    assert world.operations() == ["CLAIM", "CLAIM", "CLAIM"]


def test_rolled_back_creates_in_a_loop_never_end_in_a_blocked_instance(world: World) -> None:
    """The tightest burner there is: a number claimed, its flow refused, the number released, again and again."""
    no_flow = {**world.search, "ContactFlowArns": [world.flow_arns[0][:-4] + "0000"]}
    for index in range(20):
        assert not world.resource(f"Loop{index}").deploy(no_flow).succeeded
        assert not world.is_exceeded()
    assert len(world.operations()) <= 10


def test_the_figures_are_written_as_metrics(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.resource().create(world.search)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"_aws"')]
    (record,) = [line for line in lines if "Quota" in line]
    assert {key: value for key, value in record.items() if key != "_aws"} == {
        "InstanceArn": world.instance_arn,
        "Quota": 5,
        "NumbersHeld": 1,
        "OperationsUsed": 1,
        "OperationsLeft": 9,
    }
    (directive,) = record["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "ConnectPhoneNumbers"
    assert directive["Dimensions"] == [["InstanceArn"]]
    assert {metric["Name"] for metric in directive["Metrics"]} <= set(record)


def test_a_failed_claim_does_not_take_the_place_of_its_own_retry(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    world.control.fail_next_claims("The carrier did not answer")
    assert world.resource().create(world.search).succeeded


def test_a_claim_that_is_sent_late_does_not_overtake_one_that_was_made_since(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    world.control.inject_fault("ClaimPhoneNumber", "throttle")
    late, prompt = world.resource("Late"), world.resource("Prompt")
    event = late.event("Create", world.search)
    late.run(event, polls=1)
    world.advance(200)
    assert prompt.create(world.search).succeeded
    assert "holds 1 of the 1" in late.run(event).reason
    assert not world.is_exceeded()


def test_a_number_is_not_moved_into_a_full_instance(world: World) -> None:
    other = world.add_instance()
    world.control.set_quota(other.instance_arn, 1)
    world.control.console_claim(other.instance_arn)
    resource = world.resource()
    created = resource.create(world.search)
    updated = resource.update(world.search, other.search, created.physical_resource_id)
    assert "holds 1 of the 1" in updated.reason
    assert world.sent("UpdatePhoneNumber") == []


def test_a_group_that_is_gone_does_not_stand_in_the_way(world: World) -> None:
    group = world.add_group("us-west-2")
    world.advance(5)
    properties = {**world.search, "TargetArn": group}
    resource = world.resource("InGroup")
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    world.advance(60)
    world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    world.advance(60)
    handler.forget_clients()
    assert world.resource().create(world.search).succeeded


def test_service_quotas_that_is_denied_at_first_is_asked_again(world: World) -> None:
    world.control.set_quota(world.instance_arn, 50)
    for _ in range(6):
        world.control.console_claim(world.instance_arn)
    world.advance(10)
    world.control.inject_fault("GetServiceQuota", "access_denied", count=3)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason


def test_a_quota_that_is_only_assumed_is_said_to_be(world: World) -> None:
    for _ in range(5):
        world.control.console_claim(world.instance_arn)
    world.advance(10)
    world.control.inject_fault("GetServiceQuota", "access_denied", count=100)
    assert "assumed, as Service Quotas did not tell it" in world.resource().deploy(world.search).reason


def test_a_history_that_another_is_writing_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.resource("First").create(world.search).succeeded
    world.control.console_claim(world.instance_arn)
    world.advance(30)
    transact, conflicts = Table.transact, iter(range(3))

    def conflicting(self: Table, *writes: Write) -> None:
        if next(conflicts, None) is not None:
            raise TransactionConflictError([])
        transact(self, *writes)

    monkeypatch.setattr(Table, "transact", conflicting)
    assert world.resource("Second").create(world.search).succeeded


def test_a_list_that_is_throttled_holds_up_nobody_else(world: World) -> None:
    world.control.inject_fault("ListPhoneNumbersV2", "throttle")
    first, second = world.resource("First"), world.resource("Second")
    first.run(first.event("Create", world.search), polls=1)
    began = world.now()
    assert second.create(world.search).succeeded
    assert world.now() - began < 15


def test_the_test_of_a_quota_sees_a_claim_over_it(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    for number in ("+12065550100", "+12065550142"):
        world.connect.claim_phone_number(PhoneNumber=number, TargetArn=world.instance_arn)
    world.advance(5)
    assert world.is_exceeded()


def test_a_quota_that_was_told_once_goes_on_to_count_when_it_is_not_told_any_more(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    assert world.resource("First").create(world.search).succeeded
    world.advance(QUOTA_SECONDS + 1)
    world.control.inject_fault("GetServiceQuota", "access_denied", count=100)
    refused = world.resource("Second").deploy(world.search)
    assert "holds 1 of the 1" in refused.reason
    assert not world.is_exceeded()
