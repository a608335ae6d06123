"""An Update, and what CloudFormation does when it, or another resource's, fails."""

from typing import Any

import pytest

from tests.handler.lifecycle import Lifecycle, Response
from tests.handler.world import World


def create(world: World, properties: dict[str, Any]) -> tuple[Lifecycle, Response]:
    resource = world.resource()
    created = resource.create(properties)
    assert created.succeeded, created.reason
    return resource, created


def prefixed(world: World, *prefixes: str) -> dict[str, Any]:
    return {**world.search, "PhoneNumberPrefixes": list(prefixes)}


def test_that_changes_nothing_of_the_number(world: World) -> None:
    old = {**world.search, "PhoneNumberDescription": "Support", "Tags": [{"Key": "a", "Value": "1"}]}
    resource, created = create(world, old)
    new = {**world.search, "PhoneNumberDescription": "Sales", "Tags": [{"Key": "b", "Value": "2"}]}
    updated = resource.update(old, new, created.physical_resource_id)
    assert updated.physical_resource_id == created.physical_resource_id
    number = world.describe(created.physical_resource_id)
    assert number["PhoneNumberDescription"] == "Sales"
    assert {key: value for key, value in number["Tags"].items() if len(key) == 1} == {"b": "2"}
    assert len(world.held()) == 1


def test_leaves_the_tags_of_others_alone(world: World) -> None:
    old = {**world.search, "Tags": [{"Key": "ours", "Value": "1"}]}
    resource, created = create(world, old)
    world.connect.tag_resource(resourceArn=created.physical_resource_id, tags={"theirs": "1"})
    resource.update(old, world.search, created.physical_resource_id)
    tags = world.describe(created.physical_resource_id)["Tags"]
    assert "theirs" in tags
    assert "ours" not in tags


def test_flow_added_changed_and_removed(world: World) -> None:
    first, second = ({**world.search, "ContactFlowArns": [flow]} for flow in world.flow_arns)
    resource, created = create(world, world.search)
    arn = created.physical_resource_id
    assert resource.update(world.search, first, arn).succeeded
    assert world.flows_of(arn) == [world.flow_arns[0]]
    assert resource.update(first, second, arn).succeeded
    assert world.flows_of(arn) == [world.flow_arns[1]]
    assert resource.update(second, world.search, arn).succeeded
    assert world.flows_of(arn) == []


def test_to_another_instance_moves_the_number_and_its_flow(world: World) -> None:
    other = world.add_instance()
    old = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    new = {**old, "TargetArn": other.instance_arn, "ContactFlowArns": [other.flow_arns[1]]}
    resource, created = create(world, old)
    updated = resource.update(old, new, created.physical_resource_id)
    assert updated.succeeded, updated.reason
    assert updated.physical_resource_id == created.physical_resource_id
    assert world.describe(created.physical_resource_id)["TargetArn"] == other.instance_arn
    assert updated.data["TargetArn"] == other.instance_arn
    assert world.flows_of(created.physical_resource_id) == [other.flow_arns[1]]


def test_to_a_search_that_the_number_satisfies_keeps_it(world: World) -> None:
    old, new = prefixed(world, "+1206", "+1425"), prefixed(world, "+1206")
    resource, created = create(world, old)
    updated = resource.update(old, new, created.physical_resource_id)
    assert updated.physical_resource_id == created.physical_resource_id
    rolled_back = resource.update(new, old, created.physical_resource_id)
    assert rolled_back.physical_resource_id == created.physical_resource_id
    assert world.sent("ReleasePhoneNumber") == []
    assert len(world.sent("ClaimPhoneNumber")) == 1


def test_to_another_search_claims_first_and_releases_in_the_clean_up(world: World) -> None:
    old, new = prefixed(world, "+1206"), prefixed(world, "+1425")
    resource, created = create(world, old)
    updated = resource.update(old, new, created.physical_resource_id)
    assert updated.data["PhoneNumber"] == "+14255550100"
    assert world.held() == ["+12065550100", "+14255550100"]
    assert resource.delete(old, created.physical_resource_id).succeeded
    assert world.held() == ["+14255550100"]
    assert resource.delete(new, updated.physical_resource_id).succeeded
    assert world.held() == []
    assert world.live_claims() == []


class TestRollBack:
    """Of an update from +1206 to +1425: the stack ends with its first number, and no third was claimed."""

    @pytest.fixture
    def old(self, world: World) -> dict[str, Any]:
        return prefixed(world, "+1206")

    @pytest.fixture
    def new(self, world: World) -> dict[str, Any]:
        return prefixed(world, "+1425")

    @pytest.fixture
    def ended(self, world: World) -> Any:
        def check(physical_resource_id: str) -> None:
            assert world.describe(physical_resource_id)["PhoneNumber"] == "+12065550100"
            assert world.held() == ["+12065550100"]
            assert len(world.live_claims()) == 1
            assert {call["PhoneNumber"] for call in world.sent("ClaimPhoneNumber")} <= {"+12065550100", "+14255550100"}

        return check

    def test_after_success_by_a_delete_of_the_new_number(
        self, world: World, old: dict[str, Any], new: dict[str, Any], ended: Any
    ) -> None:
        resource, created = create(world, old)
        updated = resource.update(old, new, created.physical_resource_id)
        assert resource.delete(new, updated.physical_resource_id).succeeded
        ended(created.physical_resource_id)

    def test_after_success_by_an_update_back(
        self, world: World, old: dict[str, Any], new: dict[str, Any], ended: Any
    ) -> None:
        resource, created = create(world, old)
        updated = resource.update(old, new, created.physical_resource_id)
        rolled_back = resource.update(new, old, updated.physical_resource_id)
        assert rolled_back.physical_resource_id == created.physical_resource_id
        assert resource.delete(new, updated.physical_resource_id).succeeded
        ended(created.physical_resource_id)

    @pytest.mark.parametrize("fails_at", ["ClaimPhoneNumber", "AssociatePhoneNumberContactFlow"])
    def test_after_failure(
        self, world: World, old: dict[str, Any], new: dict[str, Any], ended: Any, fails_at: str
    ) -> None:
        resource, created = create(world, old)
        world.control.inject_fault(fails_at, "access_denied", count=20)
        new = {**new, "ContactFlowArns": [world.flow_arns[0]]}
        updated = resource.update(old, new, created.physical_resource_id)
        world.control.clear_faults()
        assert not updated.succeeded
        assert updated.physical_resource_id == created.physical_resource_id
        rolled_back = resource.update(new, old, updated.physical_resource_id)
        assert rolled_back.physical_resource_id == created.physical_resource_id
        ended(created.physical_resource_id)

    def test_after_a_success_that_cloudformation_did_not_hear_of(
        self, world: World, old: dict[str, Any], new: dict[str, Any], ended: Any
    ) -> None:
        resource, created = create(world, old)
        resource.update(old, new, created.physical_resource_id)
        # It timed out: CloudFormation still names the first number.
        rolled_back = resource.update(new, old, created.physical_resource_id)
        assert rolled_back.physical_resource_id == created.physical_resource_id
        ended(created.physical_resource_id)

    def test_of_changes_in_place(self, world: World) -> None:
        old = {
            **world.search,
            "PhoneNumberDescription": "Support",
            "Tags": [{"Key": "a", "Value": "1"}],
            "ContactFlowArns": [world.flow_arns[0]],
        }
        new = {
            **world.search,
            "PhoneNumberDescription": "Sales",
            "Tags": [{"Key": "b", "Value": "2"}],
            "ContactFlowArns": [world.flow_arns[1]],
        }
        resource, created = create(world, old)
        arn = created.physical_resource_id
        before, flows = world.describe(arn), world.flows_of(arn)
        assert resource.update(old, new, arn).succeeded
        assert resource.update(new, old, arn).succeeded
        assert world.describe(arn) == before
        assert world.flows_of(arn) == flows


def test_a_retained_number_outlives_a_later_failed_update(world: World) -> None:
    """UpdateReplacePolicy Retain keeps the first number; nothing that fails later may take it."""
    first, second, third = prefixed(world, "+1206"), prefixed(world, "+1425"), prefixed(world, "+1212")
    resource, created = create(world, first)
    updated = resource.update(first, second, created.physical_resource_id)
    world.control.inject_fault("ClaimPhoneNumber", "access_denied", count=20)
    assert not resource.update(second, third, updated.physical_resource_id).succeeded
    assert resource.update(third, second, updated.physical_resource_id).succeeded
    assert world.held() == ["+12065550100", "+14255550100"]
    assert resource.delete(second, updated.physical_resource_id).succeeded
    assert world.held() == ["+12065550100"]


def test_of_a_number_released_behind_the_stacks_back(world: World) -> None:
    resource, created = create(world, world.search)
    world.control.console_release(created.data["PhoneNumber"])
    world.advance(60)
    updated = resource.update(
        world.search, {**world.search, "PhoneNumberDescription": "x"}, created.physical_resource_id
    )
    assert "was released outside of this stack and can't come back" in updated.reason
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.live_claims() == []


def test_with_the_ledger_lost_finds_the_number_by_its_tags(world: World) -> None:
    resource, created = create(world, world.search)
    world.lose_ledger()
    new = {**world.search, "PhoneNumberDescription": "Sales"}
    updated = resource.update(world.search, new, created.physical_resource_id)
    assert updated.physical_resource_id == created.physical_resource_id
    assert len(world.held()) == 1


def test_all_tags_can_be_exchanged(world: World) -> None:
    old, new = (
        {**world.search, "Tags": [{"Key": f"{name}{index}", "Value": "v"} for index in range(47)]}
        for name in ("old", "new")
    )
    resource, created = create(world, old)
    assert resource.update(old, new, created.physical_resource_id).succeeded
    tags = world.describe(created.physical_resource_id)["Tags"]
    assert len([key for key in tags if key.startswith("new")]) == 47
    assert len(tags) == 50


def test_of_a_number_moved_behind_the_stacks_back_heals_it(world: World) -> None:
    old = {**world.search, "ContactFlowArns": [world.flow_arns[0]]}
    resource, created = create(world, old)
    arn = created.physical_resource_id
    world.connect.update_phone_number(PhoneNumberId=arn, TargetArn=world.add_instance().instance_arn)
    world.advance(5)
    assert resource.update(old, {**old, "PhoneNumberDescription": "Support"}, arn).succeeded
    assert world.describe(arn)["TargetArn"] == world.instance_arn
    assert world.flows_of(arn) == [world.flow_arns[0]]


def test_of_a_number_that_lost_its_tags_heals_them(world: World) -> None:
    resource, created = create(world, world.search)
    arn = created.physical_resource_id
    tags = world.describe(arn)["Tags"]
    world.connect.untag_resource(resourceArn=arn, tagKeys=list(tags))
    assert resource.update(world.search, {**world.search, "PhoneNumberDescription": "Support"}, arn).succeeded
    assert world.describe(arn)["Tags"] == tags


def test_of_a_number_that_was_given_to_another_owner_says_so(world: World) -> None:
    resource, created = create(world, world.search)
    arn = created.physical_resource_id
    others = {"connect-phone-number:stack-id": "another", "connect-phone-number:logical-resource-id": "Other"}
    world.connect.tag_resource(resourceArn=arn, tags=others)
    before = world.describe(arn)
    updated = resource.update(world.search, {**world.search, "PhoneNumberDescription": "Support"}, arn)
    assert "is owned by Other of another now" in updated.reason
    assert world.describe(arn) == before
