"""Bringing a number to how it is asked for: description, tags, flows."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.lifecycle.scenes import REPLICA, group_of, without_flow
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.world import World

OWN = "connect-phone-number:"


@dataclass
class Held:
    """A resource with its number."""

    world: World
    resource: Lifecycle
    properties: dict[str, Any]
    arn: str

    def becomes(self, **changed: Any) -> str:
        """Update, and what CloudFormation is told of a failure."""
        new = {**self.properties, **changed}
        updated = self.resource.update(self.properties, new, self.arn)
        assert updated.physical_resource_id == self.arn
        if updated.succeeded:
            self.properties = new
        return updated.reason

    @property
    def number(self) -> dict[str, Any]:
        return self.world.describe(self.arn)

    @property
    def tags(self) -> dict[str, str]:
        return {key: value for key, value in self.number["Tags"].items() if not key.startswith(OWN)}


def hold(world: World, **more: Any) -> Held:
    resource, properties = world.resource(), {**world.search, **more}
    created = resource.create(properties)
    assert created.succeeded, created.reason
    return Held(world, resource, properties, created.physical_resource_id)


def tags(prefix: str, count: int) -> list[dict[str, str]]:
    return [{"Key": f"{prefix}{index}", "Value": "v"} for index in range(count)]


def test_a_create_gives_description_tags_owner_and_flow(world: World) -> None:
    held = hold(
        world,
        PhoneNumberDescription="Support line",
        Tags=[{"Key": "team", "Value": "support"}],
        ContactFlowArns=[world.flow_arns[0]],
    )
    assert held.number["PhoneNumberDescription"] == "Support line"
    assert held.tags == {"team": "support"}
    own = {key.removeprefix(OWN): value for key, value in held.number["Tags"].items() if key.startswith(OWN)}
    assert own.pop("claim-id").startswith("claim-")
    assert own == {"stack-id": held.resource.stack_id, "logical-resource-id": "Support"}
    assert world.flows_of(held.arn) == [world.flow_arns[0]]


def test_flows_come_change_and_go(world: World) -> None:
    held = hold(world)
    for flows in ([world.flow_arns[0]], [world.flow_arns[1]], []):
        assert held.becomes(ContactFlowArns=flows) == ""
        assert world.flows_of(held.arn) == flows


def test_tags_of_others_are_left_alone(world: World) -> None:
    held = hold(world, Tags=tags("ours", 1))
    world.connect.tag_resource(resourceArn=held.arn, tags={"theirs": "1"})
    held.becomes(Tags=[])
    assert held.tags == {"theirs": "1"}


def test_all_tags_can_be_exchanged(world: World) -> None:
    held = hold(world, Tags=tags("old", 47))
    assert held.becomes(Tags=tags("new", 47)) == ""
    assert held.tags == {tag["Key"]: tag["Value"] for tag in tags("new", 47)}
    assert len(held.number["Tags"]) == 50


def test_a_number_that_lost_its_tags_gets_them_again(world: World) -> None:
    held = hold(world)
    before = held.number["Tags"]
    world.connect.untag_resource(resourceArn=held.arn, tagKeys=list(before))
    assert held.becomes(PhoneNumberDescription="Support") == ""
    assert held.number["Tags"] == before


def test_tags_that_are_shown_late_are_neither_missed_nor_put_on_for_ever(world: World) -> None:
    world.control.configure({"tag_delay_seconds": 15.0})
    held = hold(world, Tags=tags("ours", 1))
    assert held.becomes(Tags=tags("new", 1)) == ""
    world.advance(15)
    assert held.tags == {"new0": "v"}


def test_a_number_that_was_released_behind_the_stacks_back_is_said_to_be_gone(world: World) -> None:
    held = hold(world)
    world.control.console_release(held.number["PhoneNumber"])
    world.advance(60)
    reason = held.becomes(PhoneNumberDescription="x")
    assert "was released outside of this stack and can't come back" in reason
    assert held.resource.delete(world.search, held.arn).succeeded
    assert world.live_claims() == []


def test_a_number_that_was_given_to_another_owner_is_not_changed(world: World) -> None:
    held = hold(world)
    world.connect.tag_resource(
        resourceArn=held.arn, tags={f"{OWN}stack-id": "another", f"{OWN}logical-resource-id": "Other"}
    )
    before = held.number
    assert "is owned by Other of another now" in held.becomes(PhoneNumberDescription="Support")
    assert held.number == before


def test_a_description_that_can_not_be_changed_is_named(world: World) -> None:
    held = hold(world, PhoneNumberDescription="Support")
    world.control.fail_next_updates("The description is not allowed")
    reason = held.becomes(PhoneNumberDescription="Sales")
    assert reason == "" or "The description is not allowed" in reason
    assert held.becomes(PhoneNumberDescription="Support") == ""
    assert held.number["PhoneNumberDescription"] == "Support"


def test_a_description_can_be_taken_away_from_a_number_whose_move_failed(world: World) -> None:
    old = {**world.search, "PhoneNumberDescription": "Support"}
    resource = world.resource()
    arn = resource.create(old).physical_resource_id
    moved = {**old, "TargetArn": world.add_instance().instance_arn}
    world.control.fail_next_updates("The carrier did not answer")
    assert "The carrier did not answer" in resource.update(old, moved, arn).reason
    assert resource.update(moved, old, arn).succeeded, "the rollback"
    updated = resource.update(old, world.search, arn)
    assert updated.succeeded, updated.reason
    assert world.describe(arn).get("PhoneNumberDescription", "") == ""


def test_a_flow_whose_association_was_not_answered_is_undone_by_the_rollback(world: World) -> None:
    held = hold(world, ContactFlowArns=[world.flow_arns[0]])
    new = {**held.properties, "ContactFlowArns": [world.flow_arns[1]]}
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="AssociatePhoneNumberContactFlow"))
    held.resource.cancel(held.resource.update_event(held.properties, new, held.arn), after=0.5)
    assert world.flows_of(held.arn) == [world.flow_arns[1]]
    assert held.resource.update(new, held.properties, held.arn).succeeded
    assert world.flows_of(held.arn) == [world.flow_arns[0]]


class TestFlowsOfAGroup:
    """In each Region the flow of that Region's instance."""

    @pytest.fixture
    def properties(self, world: World) -> dict[str, Any]:
        flows = [world.flow_arns[0], world.flow_arns[0].replace("us-east-1", REPLICA)]
        return {**world.search, "TargetArn": group_of(world), "ContactFlowArns": flows}

    def test_calls_enter_in_both_regions(self, world: World, properties: dict[str, Any]) -> None:
        resource = world.resource()
        created = resource.create(properties)
        assert sorted(world.flows_of(created.physical_resource_id)) == sorted(properties["ContactFlowArns"])
        assert resource.delete(properties, created.physical_resource_id).succeeded
        assert world.claimed() == {}

    @pytest.mark.parametrize("kind", ["throttle", "internal_error"])
    def test_a_region_that_is_away_is_tried_again(self, world: World, properties: dict[str, Any], kind: str) -> None:
        world.control.inject_fault("AssociatePhoneNumberContactFlow", kind, count=5, region_name=REPLICA)
        created = world.resource().create(properties)
        assert created.succeeded, created.reason
        assert sorted(world.flows_of(created.physical_resource_id)) == sorted(properties["ContactFlowArns"])

    def test_a_flow_on_its_way_to_the_replica_is_waited_for_and_then_named(self, world: World) -> None:
        late = without_flow(world)[0].replace("us-east-1", REPLICA)
        began = world.now()
        refused = world.resource().deploy({**world.search, "TargetArn": group_of(world), "ContactFlowArns": [late]})
        assert world.now() - began > 30 * 60
        assert "Check that the flow is there and published" in refused.reason
        assert world.held() == []

    @pytest.mark.parametrize("is_mirrored", [True, False])
    def test_the_replicas_flow_may_go_as_the_instances_stays(
        self, world: World, properties: dict[str, Any], is_mirrored: bool
    ) -> None:
        """Where flows are mirrored, to disassociate that of the replica would end that of the instance as well."""
        world.control.configure({"mirroring": is_mirrored})
        both = {**properties, **({} if is_mirrored else {"ContactFlowsMirrored": "false"})}
        resource = world.resource()
        arn = resource.create(both).physical_resource_id
        home = {**both, "ContactFlowArns": both["ContactFlowArns"][:1]}
        assert resource.update(both, home, arn).succeeded
        world.advance(60)
        kept = both if is_mirrored else home
        assert sorted(world.flows_of(arn)) == sorted(kept["ContactFlowArns"])
        nothing = {**both, "ContactFlowArns": []}
        assert resource.update(home, nothing, arn).succeeded
        world.advance(60)
        assert world.flows_of(arn) == []

    def test_two_different_flows_are_refused_but_where_an_older_version_let_them_pass(
        self, world: World, properties: dict[str, Any]
    ) -> None:
        different = {
            **properties,
            "ContactFlowArns": [world.flow_arns[0], world.flow_arns[1].replace("us-east-1", REPLICA)],
        }
        resource = world.resource()
        refused = resource.deploy(different)
        assert "ContactFlowArns has two different flows" in refused.reason
        assert world.sent("ClaimPhoneNumber") == []

        world.control.configure({"mirroring": False})
        arn = resource.create({**different, "ContactFlowsMirrored": "false"}).physical_resource_id
        described = {**different, "PhoneNumberDescription": "Support"}
        assert resource.update(different, described, arn).succeeded
        assert resource.update(described, different, arn).succeeded

    def test_one_flow_is_mirrored_whichever_region_it_is_of(self, world: World, properties: dict[str, Any]) -> None:
        for flow in properties["ContactFlowArns"]:
            resource, one = world.resource(), {**properties, "ContactFlowArns": [flow]}
            arn = resource.create(one).physical_resource_id
            world.advance(60)
            assert sorted(world.flows_of(arn)) == sorted(properties["ContactFlowArns"])
            assert resource.delete(one, arn).succeeded
