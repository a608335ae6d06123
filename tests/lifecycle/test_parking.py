"""Numbers kept in place of a release."""

import json
from dataclasses import replace

import pytest

from connect_phone_numbers.aws import metrics
from tests.lifecycle.scenes import group_of, park_one, spend
from tests.simulation.world import World

POLICIES = ["RELEASE_WITHIN_BUDGET", "PARK", "RELEASE"]


def test_a_parked_number_has_neither_flow_nor_owner(world: World) -> None:
    created = park_one(world, ContactFlowArns=[world.flow_arns[0]], Tags=[{"Key": "team", "Value": "support"}])
    arn = created.physical_resource_id
    assert world.held() == world.parked()
    assert world.flows_of(arn) == []
    assert list(world.describe(arn)["Tags"]) == ["connect-phone-number:parked-at"]
    assert world.live_claims() == []
    assert world.sent("ReleasePhoneNumber") == []


def test_a_number_with_all_its_tags_can_be_parked_and_taken(world: World) -> None:
    many = [{"Key": f"tag{index}", "Value": "v"} for index in range(47)]
    park_one(world, Tags=many)
    taken = world.resource("Taker").create({**world.search, "Tags": many})
    assert taken.succeeded, taken.reason
    assert world.parked() == []


def test_tags_that_show_late_do_not_hide_a_parked_number(world: World) -> None:
    """Neither its owner's, which Describe may not show yet, nor its parking tag."""
    world.control.configure({"tag_delay_seconds": 10.0})
    properties = {**world.search, "ReleasePolicy": "PARK", "Tags": [{"Key": "team", "Value": "support"}]}
    resource = world.resource()
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    world.advance(60)
    assert list(world.describe(created.physical_resource_id)["Tags"]) == ["connect-phone-number:parked-at"]
    assert world.resource("Taker").create(world.search).physical_resource_id == created.physical_resource_id


@pytest.mark.parametrize("was", ["parked", "others'"])
def test_tags_that_we_put_on_are_taken_off_before_the_service_shows_them(world: World, was: str) -> None:
    """What was written is remembered, not read back."""
    world.control.console_claim(world.instance_arn, "+12065550142")
    world.advance(20)
    others = {**world.exact("+12065550142"), "Adopt": "true"}
    properties = {**world.search, "ReleasePolicy": "PARK"} if was == "parked" else others
    if was == "parked":
        park_one(world)
    world.advance(300)
    world.control.configure({"tag_delay_seconds": 30.0})
    resource = world.resource()
    arn = resource.create({**properties, "Tags": [{"Key": "team", "Value": "sales"}]}).physical_resource_id
    assert resource.delete(properties, arn).succeeded
    world.advance(300)
    assert list(world.describe(arn).get("Tags", {})) == (["connect-phone-number:parked-at"] if was == "parked" else [])
    assert world.sent("ReleasePhoneNumber") == []


@pytest.mark.parametrize("operation", ["UntagResource", "TagResource", "DisassociatePhoneNumberContactFlow"])
@pytest.mark.parametrize("kind", ["throttle", "drop_before_effect", "drop_after_effect"])
def test_parking_that_is_disturbed_is_done_again(world: World, operation: str, kind: str) -> None:
    properties = {**world.search, "ReleasePolicy": "PARK", "ContactFlowArns": [world.flow_arns[0]]}
    resource = world.resource()
    created = resource.create(properties)
    world.control.inject_fault(operation, kind, count=3)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.parked() == [created.data["PhoneNumber"]]
    assert list(world.describe(created.physical_resource_id)["Tags"]) == ["connect-phone-number:parked-at"]


def test_a_release_that_the_budget_does_not_allow_parks_the_number_and_says_so_as_a_metric(world: World) -> None:
    resource, other = world.resource("Kept"), world.resource("Other")
    created, _ = resource.create(world.search), other.create(world.search)
    spend(world, cycles=4)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.parked() == [created.data["PhoneNumber"]]
    assert [values["NumbersNotReleased"] for _, values, _ in world.metrics if "NumbersNotReleased" in values] == [1]
    assert world.metrics[-1][1] == {"NumbersParked": 1}
    assert len(world.operations()) == 10


def test_the_last_operation_is_kept_for_a_claim(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    spend(world, cycles=4)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert len(world.operations()) == 9
    assert world.parked() == [created.data["PhoneNumber"]]


def test_who_never_parks_may_use_the_last_operation_and_is_then_told_to_wait(world: World) -> None:
    properties = {**world.search, "ReleasePolicy": "RELEASE"}
    first, second = world.resource("First"), world.resource("Second")
    created = [resource.create(properties) for resource in (first, second)]
    spend(world, cycles=3)
    world.control.console_claim(world.instance_arn)
    world.advance(60)
    assert first.delete(properties, created[0].physical_resource_id).succeeded
    refused = second.delete(properties, created[1].physical_resource_id)
    assert f": a release at {world.instance_arn} is not sent: 10 claims and releases were made" in refused.reason
    assert "The next is possible from" in refused.reason
    assert created[1].data["PhoneNumber"] in world.held()
    assert world.parked() == []


def test_one_of_a_create_that_was_cancelled_early_can_be_taken(world: World) -> None:
    """Its country and type were never recorded."""
    world.control.configure({"settle_seconds": 30.0})
    resource, properties = world.resource(), {**world.search, "ReleasePolicy": "PARK"}
    cancelled = resource.cancel(resource.create_event(properties), after=5)
    assert resource.delete(properties, cancelled.physical_resource_id).succeeded
    [parked] = world.parked()
    assert world.resource("Taker").create(world.search).data["PhoneNumber"] == parked


def test_one_that_was_being_moved_is_parked_where_it_is(world: World) -> None:
    other = world.add_instance()
    old, new = ({**each.search, "ReleasePolicy": "PARK"} for each in (world, other))
    resource = world.resource()
    created = resource.create(old)
    world.control.configure({"settle_seconds": 30.0})
    resource.cancel(resource.update_event(old, new, created.physical_resource_id), after=5)
    assert resource.delete(new, created.physical_resource_id).succeeded
    [item] = [item for item in world.ledger() if item["PK"] == "PARKED"]
    assert item["TargetArn"] == item["InstanceArn"] == other.instance_arn


class TestWhereANumberIsParked:
    """Where it may stay: a stack that deletes its group, or its instance, can be deleted."""

    def left_at(self, world: World, target_arn: str) -> list[str]:
        return [each["phone_number"] for each in world.control.numbers() if each["target_arn"] == target_arn]

    def test_a_number_of_a_group_is_parked_at_the_groups_instance(self, world: World) -> None:
        group = group_of(world)
        created = park_one(world, TargetArn=group)
        assert world.describe(created.physical_resource_id)["TargetArn"] == world.instance_arn
        world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group)

    def test_at_the_budgets_end_as_well(self, world: World) -> None:
        group = group_of(world)
        resource, properties = world.resource(), {**world.search, "TargetArn": group}
        created = resource.create(properties)
        spend(world, cycles=4)
        assert resource.delete(properties, created.physical_resource_id).succeeded
        assert world.parked() == [created.data["PhoneNumber"]]
        world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group)

    def test_a_target_of_the_stack_itself_keeps_nothing(self, world: World) -> None:
        properties = {**world.search, "ReleasePolicy": "PARK", "TargetIsOfStack": "true"}
        resource = world.resource()
        created = resource.create(properties)
        assert resource.delete(properties, created.physical_resource_id).succeeded
        assert (world.held(), world.parked()) == ([], []), "released: there is no place where it may stay"

    @pytest.mark.parametrize("policy", POLICIES)
    def test_the_providers_parking_target_takes_it(self, world: World, policy: str) -> None:
        shelf = world.add_instance()
        world.provider.settings = replace(world.provider.settings, parking_target_arn=shelf.instance_arn)
        properties = {**world.search, "ReleasePolicy": policy, "TargetIsOfStack": "true"}
        resource = world.resource()
        created = resource.create(properties)
        spend(world, cycles=4)
        assert resource.delete(properties, created.physical_resource_id).succeeded
        assert self.left_at(world, world.instance_arn) == []
        assert self.left_at(world, shelf.instance_arn) == ([] if policy == "RELEASE" else world.parked())
        assert len(world.parked()) == (policy != "RELEASE")

    def test_a_parking_target_that_is_full_lets_the_delete_fail_rather_than_the_stack(self, world: World) -> None:
        shelf = world.add_instance()
        world.control.set_quota(shelf.instance_arn, 1)
        world.control.console_claim(shelf.instance_arn)
        world.provider.settings = replace(world.provider.settings, parking_target_arn=shelf.instance_arn)
        properties = {**world.search, "ReleasePolicy": "PARK", "TargetIsOfStack": "true"}
        resource = world.resource()
        created = resource.create(properties)
        refused = resource.delete(properties, created.physical_resource_id)
        assert f": a move to {shelf.instance_arn} is not sent" in refused.reason
        assert world.parked() == []

    def test_a_clean_up_parks_the_number_where_it_is_if_the_parking_target_is_full_as_well(self, world: World) -> None:
        shelf = world.add_instance()
        world.control.set_quota(shelf.instance_arn, 1)
        world.control.console_claim(shelf.instance_arn)
        world.provider.settings = replace(world.provider.settings, parking_target_arn=shelf.instance_arn)
        old = {**world.exact("+12065550142"), "ReleasePolicy": "RELEASE", "TargetIsOfStack": "true"}
        new = {**old, "PhoneNumber": "+12065550143"}
        resource = world.resource()
        created = resource.create(old)
        updated = resource.update(old, new, created.physical_resource_id)
        spend(world, cycles=4)
        assert resource.delete(old, created.physical_resource_id).succeeded
        assert world.parked() == ["+12065550142"]
        assert [item["TargetArn"] for item in world.ledger() if item["PK"] == "PARKED"] == [world.instance_arn]
        assert updated.succeeded


def test_metrics_are_lines_that_cloudwatch_understands(capsys: pytest.CaptureFixture[str]) -> None:
    metrics.emit("arn", {"NumbersParked": 1, "Quota": 5}, 1_800_000_000)
    record = json.loads(capsys.readouterr().out)
    [directive] = record.pop("_aws")["CloudWatchMetrics"]
    assert record == {"InstanceArn": "arn", "NumbersParked": 1, "Quota": 5}
    assert (directive["Namespace"], directive["Dimensions"]) == ("ConnectPhoneNumbers", [["InstanceArn"]])
    assert {metric["Name"] for metric in directive["Metrics"]} == {"NumbersParked", "Quota"}
