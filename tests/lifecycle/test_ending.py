"""A Delete: the number goes, once; nobody else's does."""

from typing import Any

import pytest

from tests.lifecycle.scenes import REPLICA, adopting, group_of, spend, until_sent, without_flow
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.remote_call import RemoteCall
from tests.simulation.world import World


def test_the_number_is_released_and_the_claim_forgotten(world: World) -> None:
    resource, properties = world.resource(), {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    created = resource.create(properties)
    deleted = resource.delete(properties, created.physical_resource_id)
    assert deleted.succeeded, deleted.reason
    assert deleted.physical_resource_id == created.physical_resource_id
    assert (world.claimed(), world.live_claims()) == ({}, [])
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_mark_and_release_are_recorded_before_the_release_is_sent(world: World) -> None:
    recorded = list[Any]()

    def look(call: RemoteCall) -> None:
        if call.operation == "ReleasePhoneNumber":
            [claim] = world.live_claims()
            recorded.append((claim["fate"], claim["state"], claim["client_token"], world.operations()))

    world.remote_calls.before.append(look)
    resource = world.resource()
    created = resource.create(world.search)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    token = world.sent("ReleasePhoneNumber")[0]["ClientToken"]
    assert recorded == [("DOOMED", "RELEASING", token, ["CLAIM", "RELEASE"])]


@pytest.mark.parametrize("seconds", [12.0, 600.0])
def test_a_release_that_takes_long_is_waited_for(world: World, seconds: float) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.configure({"release_seconds": seconds})
    resource.send(resource.delete_event(world.search, created.physical_resource_id))
    until_sent(world, "ReleasePhoneNumber")
    assert world.live_claims(), "it is not forgotten before it is gone"
    world.settle()
    assert (world.claimed(), world.live_claims()) == ({}, [])
    assert len({call["ClientToken"] for call in world.sent("ReleasePhoneNumber")}) == 1
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_a_release_under_way_is_not_turned_into_parking_by_the_next_delete(world: World) -> None:
    """Its operation was the last of the budget; the number would be listed as parked, and be gone."""
    resource = world.resource()
    created = resource.create(world.search)
    spend(world, cycles=4)
    properties = {**world.search, "ReleasePolicy": "RELEASE"}
    world.control.configure({"release_seconds": 12.0})
    resource.cancel(resource.delete_event(properties, created.physical_resource_id), after=3)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    world.settle()
    assert (world.held(), world.parked()) == ([], [])
    assert len(world.operations()) == 10


def test_a_number_that_is_gone_already_is_no_error(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.console_release(created.data["PhoneNumber"])
    world.advance(60)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.sent("ReleasePhoneNumber") == []
    assert world.live_claims() == []


def test_a_number_that_was_given_to_another_owner_is_left(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.connect.tag_resource(
        resourceArn=created.physical_resource_id,
        tags={"connect-phone-number:stack-id": "another", "connect-phone-number:logical-resource-id": "Other"},
    )
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.held() == [created.data["PhoneNumber"]]
    assert world.live_claims() == []


@pytest.mark.parametrize("count", [1, 30])
def test_a_release_that_is_throttled_is_sent_again(world: World, count: int) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.inject_fault("ReleasePhoneNumber", "throttle", count=count)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_a_release_whose_repetition_is_refused_counts(world: World) -> None:
    """The first was accepted, and the number is still described."""
    world.control.configure({"release_seconds": 40.0})
    resource = world.resource()
    created = resource.create(world.search)
    event = resource.delete_event(world.search, created.physical_resource_id)
    resource.send(event)
    world.timeline.run_until(lambda: bool(world.sent("ReleasePhoneNumber")))
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=1000)
    world.settle()
    assert len(world.control.quota(world.instance_arn)["operations"]) == len(world.operations()) == 2
    world.control.clear_faults()
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert (world.held(), world.live_claims(), world.operations()) == ([], [], ["CLAIM", "RELEASE"])


def test_a_release_that_is_refused_does_not_count_and_can_be_tried_again(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=1000)
    refused = resource.delete(world.search, created.physical_resource_id)
    assert "ReleasePhoneNumber" in refused.reason
    assert world.operations() == ["CLAIM"]
    world.control.clear_faults()
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_a_rollback_ends_what_the_update_left_behind_once_the_release_is_allowed(world: World) -> None:
    """No later operation may ever come to end it."""
    resource, flowless = world.resource(), {**world.search, "ContactFlowArns": []}
    created = resource.create(flowless)
    new = {**world.exact("+12065550104"), "ContactFlowArns": [world.flow_arns[0]]}
    world.control.inject_fault("AssociatePhoneNumberContactFlow", "access_denied", count=1000)
    assert not resource.update(flowless, new, created.physical_resource_id).succeeded
    world.control.inject_fault("ReleasePhoneNumber", "access_denied", count=2)
    assert resource.update(new, flowless, created.physical_resource_id).succeeded
    assert world.held() == [created.data["PhoneNumber"]]
    assert len(world.live_claims()) == 1


def test_a_release_that_was_not_answered_counts_once(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ReleasePhoneNumber"))
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_a_group_that_is_gone_stands_in_nobodys_way(world: World) -> None:
    group = group_of(world)
    resource, properties = world.resource("InGroup"), {**world.search, "TargetArn": group}
    created = resource.create(properties)
    world.control.console_release(created.data["PhoneNumber"])
    world.advance(60)
    world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    world.advance(60)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.resource().create(world.search).succeeded


class TestNumbersOfOthers:
    """A number that was adopted is never released unless that was asked for, and CloudFormation was given it."""

    @pytest.fixture
    def number(self, world: World) -> str:
        number = str(world.control.console_claim(world.instance_arn)["phone_number"])
        world.advance(5)
        return number

    @pytest.mark.parametrize("is_lost", [False, True])
    def test_it_is_given_back_with_its_flow_and_can_be_adopted_again(
        self, world: World, number: str, is_lost: bool
    ) -> None:
        properties = {**adopting(world, number), "ContactFlowArns": [world.flow_arns[0]]}
        resource = world.resource("First")
        arn = resource.create(properties).physical_resource_id
        if is_lost:
            world.lose_ledger()
        assert resource.delete(properties, arn).succeeded
        assert world.held() == [number]
        assert world.sent("ReleasePhoneNumber") == []
        if not is_lost:
            assert "Tags" not in world.describe(arn)
            assert world.flows_of(arn) == [world.flow_arns[0]], "calls go on being answered"
            assert world.resource("Second").create(properties).succeeded

    def test_it_is_released_where_that_was_asked_for(self, world: World, number: str) -> None:
        properties = {**adopting(world, number), "ReleaseAdopted": "true"}
        resource = world.resource()
        assert resource.delete(properties, resource.create(properties).physical_resource_id).succeeded
        assert world.held() == []

    @pytest.mark.parametrize("more", [{}, {"ReleaseAdopted": "true"}])
    def test_a_create_that_fails_gives_it_back_with_the_flow_that_it_had(
        self, world: World, more: dict[str, str]
    ) -> None:
        resource, properties, before = self.failing(world, more)
        assert not resource.deploy(properties).succeeded
        world.advance(5)
        assert world.control.numbers() == before
        assert (world.sent("ReleasePhoneNumber"), world.live_claims()) == ([], [])

    def test_nor_is_it_released_whatever_else_goes_wrong(self, world: World) -> None:
        """A service that is away at one call, and a request that is lost later, of the create or of its rollback."""
        resource, properties, before = self.failing(world, {"ReleaseAdopted": "true"})
        start = world.snapshot()
        for first in range(0, 40, 9):
            for lost in range(first, 60, 17):
                world.restore(start)
                world.remote_calls.calm()
                world.disturb(Fault(FaultKind.UNAVAILABLE, at=first), Fault(FaultKind.NOT_SENT, at=lost))
                created = resource.create(properties)
                deleted = resource.delete(properties, created.physical_resource_id)
                assert deleted.succeeded, (first, lost, deleted.reason)
                world.advance(5)
                assert world.control.numbers() == before, (first, lost)

    def failing(self, world: World, more: dict[str, str]) -> tuple[Lifecycle, dict[str, Any], list[dict[str, Any]]]:
        """A create that adopts a number, changes its flow, and fails at the flow of the second Region."""
        group = group_of(world)
        number = world.control.console_claim(group)
        world.advance(5)
        world.connect.associate_phone_number_contact_flow(
            PhoneNumberId=number["phone_number_id"],
            InstanceId=world.instance_arn.rpartition("/")[2],
            ContactFlowId=world.flow_arns[1].rpartition("/")[2],
        )
        world.advance(5)  # until that is mirrored
        flows = [world.flow_arns[0], without_flow(world)[0].replace("us-east-1", REPLICA)]
        properties = {**adopting(world, number["phone_number"]), **more, "TargetArn": group, "ContactFlowArns": flows}
        return world.resource(), properties, world.control.numbers()

    @pytest.mark.parametrize("earlier", ["parked", "claimed"])
    def test_it_is_kept_though_we_had_claimed_it_once(self, world: World, earlier: str) -> None:
        """`ClaimedPhoneNumber.adopt` says that the number stays: whoever claimed it, when it becomes adopted."""
        resource, claimed = world.resource(), {**world.exact("+12065550142"), "ReleasePolicy": "PARK"}
        arn = resource.create(claimed).physical_resource_id
        adopted = adopting(world, "+12065550142")
        if earlier == "parked":
            assert resource.delete(claimed, arn).succeeded
            resource = world.resource("Adopter")
            assert resource.create(adopted).physical_resource_id == arn
        else:
            assert resource.update(claimed, adopted, arn).succeeded
        assert resource.delete(adopted, arn).succeeded
        assert world.held() == ["+12065550142"]
        assert (world.sent("ReleasePhoneNumber"), world.parked()) == ([], [])
