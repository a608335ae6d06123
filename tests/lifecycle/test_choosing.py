"""Which number a Create takes: a parked one, one of others, the exact one, or a candidate of a search."""

from typing import Any

import pytest

from connect_phone_numbers.ledger.table import Write
from connect_phone_numbers.lifecycle.search_pages import FRESH_SECONDS
from tests.lifecycle.scenes import adopting, park_one, prefixed, without_flow
from tests.simulation.remote_call import RemoteCall
from tests.simulation.stack import Declared
from tests.simulation.world import World


def test_a_search_tries_its_prefixes_in_order(world: World) -> None:
    created = world.resource().create(prefixed(world, "+1425", "+1206"))
    number = world.describe(created.physical_resource_id)
    assert created.data == {
        "PhoneNumber": "+14255550100",
        "PhoneNumberId": number["PhoneNumberId"],
        "PhoneNumberArn": created.physical_resource_id,
        "PhoneNumberCountryCode": "US",
        "PhoneNumberType": "DID",
        "TargetArn": world.instance_arn,
    }
    assert world.claimed() == {"+14255550100": "CLAIMED"}
    world.advance(FRESH_SECONDS + 1)
    assert world.leases() == [], "no longer than a page of a search may show the number"


def test_a_second_prefix_is_tried_when_the_first_has_none(world: World) -> None:
    created = world.resource().create(prefixed(world, "+1907", "+1212"))
    assert created.data["PhoneNumber"] == "+12125550101", "+12125550100 is somebody else's"


def test_an_exact_number(world: World) -> None:
    created = world.resource().create(world.exact("+12065550142"))
    assert (created.data["PhoneNumber"], created.data["PhoneNumberType"]) == ("+12065550142", "DID")


def test_a_create_takes_as_few_calls_as_can_be(world: World) -> None:
    world.control.set_quota(world.instance_arn, 5)
    world.control.clear_journal()
    world.resource().create(world.search)
    assert sorted(world.calls()) == [
        "ClaimPhoneNumber",
        "DescribeInstance",
        "DescribePhoneNumber",
        "GetServiceQuota",
        "ListPhoneNumbersV2",
        "SearchAvailablePhoneNumbers",
    ]


class TestParkedNumbers:
    """A Create that a parked number fits takes it, at no cost in budget."""

    @pytest.mark.parametrize("is_exact", [False, True])
    def test_one_that_fits_becomes_the_resources(self, world: World, is_exact: bool) -> None:
        parked = park_one(world, ContactFlowArns=[world.flow_arns[0]])
        asked = {
            **(world.exact(parked.data["PhoneNumber"]) if is_exact else world.search),
            "PhoneNumberDescription": "Sales",
            "Tags": [{"Key": "team", "Value": "sales"}],
            "ContactFlowArns": [world.flow_arns[1]],
        }
        taken = world.resource("Taker").create(asked)
        assert taken.data == {**parked.data, "TargetArn": world.instance_arn}
        number = world.describe(taken.physical_resource_id)
        assert number["PhoneNumberDescription"] == "Sales"
        assert number["Tags"]["connect-phone-number:logical-resource-id"] == "Taker"
        assert number["Tags"]["team"] == "sales"
        assert "connect-phone-number:parked-at" not in number["Tags"]
        assert world.flows_of(taken.physical_resource_id) == [world.flow_arns[1]]
        assert (world.operations(), world.parked()) == (["CLAIM"], [])

    @pytest.mark.parametrize("asked", [{"PhoneNumberPrefixes": ["+1512"]}, {"TakeParked": "false"}])
    def test_one_that_does_not_fit_or_is_not_wanted_is_left(self, world: World, asked: dict[str, Any]) -> None:
        parked = park_one(world)
        other = world.resource("Other").create({**world.search, **asked})
        assert other.data["PhoneNumber"] != parked.data["PhoneNumber"]
        assert world.parked() == [parked.data["PhoneNumber"]]

    def test_one_of_another_instance_is_moved(self, world: World) -> None:
        parked, other = park_one(world), world.add_instance()
        taken = world.resource("Taker").create(other.search)
        assert taken.physical_resource_id == parked.physical_resource_id
        assert world.describe(taken.physical_resource_id)["TargetArn"] == other.instance_arn
        assert world.operations() == ["CLAIM"]

    def test_one_of_another_instance_is_left_where_there_is_no_room_for_it(self, world: World) -> None:
        parked, other = park_one(world), world.add_instance()
        world.control.set_quota(other.instance_arn, 1)
        world.control.console_claim(other.instance_arn)
        world.advance(10)
        assert "holds 1 of the 1" in world.resource("Taker").deploy(other.search).reason
        assert world.parked() == [parked.data["PhoneNumber"]]

    def test_the_last_place_of_another_instance_is_taken_by_one(self, world: World) -> None:
        for number in ("+12065550110", "+12065550111"):
            resource, properties = world.resource(), {**world.exact(number), "ReleasePolicy": "PARK"}
            assert resource.delete(properties, resource.create(properties).physical_resource_id).succeeded
        other = world.add_instance()
        world.control.set_quota(other.instance_arn, 1)
        stacks = world.stack(), world.stack()
        taken = world.run_together(*(stack.deploy({"Number": Declared(other.search)}) for stack in stacks))
        assert sorted(taken) == [False, True]
        assert len(world.parked()) == 1

    def test_one_that_was_released_by_hand_is_passed_over(self, world: World) -> None:
        parked = park_one(world)
        world.control.console_release(parked.data["PhoneNumber"])
        world.advance(60)
        assert world.resource("Taker").create(world.search).data["PhoneNumber"] != parked.data["PhoneNumber"]
        assert world.parked() == []

    def test_one_that_an_operator_took_out_of_parking_by_its_tags_is_passed_over(self, world: World) -> None:
        arn = park_one(world).physical_resource_id
        world.advance(300)
        world.connect.untag_resource(resourceArn=arn, tagKeys=["connect-phone-number:parked-at"])
        world.connect.tag_resource(resourceArn=arn, tags={"team": "billing-hotline"})
        before = world.describe(arn)
        other = world.resource("Other").create({**world.search, "ContactFlowArns": [world.flow_arns[1]]})
        assert other.physical_resource_id != arn
        assert world.describe(arn) == before
        assert world.flows_of(arn) == []
        assert world.parked() == []

    def test_one_that_was_parked_a_moment_ago_is_waited_for_until_its_tags_show_it(self, world: World) -> None:
        world.control.configure({"tag_delay_seconds": 10.0})
        parked = park_one(world)
        taken = world.resource("Taker").create(world.search)
        assert taken.physical_resource_id == parked.physical_resource_id
        assert world.operations() == ["CLAIM"]

    def test_two_creates_never_take_the_same(self, world: World) -> None:
        park_one(world)
        stacks = world.stack(), world.stack()
        assert world.run_together(*(stack.deploy({"Number": Declared(world.search)}) for stack in stacks)) == [True] * 2
        assert len(world.held()) == 2
        assert world.operations() == ["CLAIM", "CLAIM"]

    def test_a_create_that_is_rolled_back_parks_it_again_under_every_policy(self, world: World) -> None:
        parked = park_one(world)
        asked = {**world.search, "ContactFlowArns": without_flow(world), "ReleasePolicy": "RELEASE"}
        assert not world.resource("Taker").deploy(asked).succeeded
        assert world.parked() == world.held() == [parked.data["PhoneNumber"]]
        assert world.operations() == ["CLAIM"]


class TestNumbersOfOthers:
    """The property Adopt: a number that was claimed or ported before it was a resource's."""

    def test_one_becomes_the_resources_without_a_claim(self, world: World) -> None:
        number = by_hand(world, "Ported in 2019")
        resource = world.resource()
        created = resource.create({**adopting(world, number), "ContactFlowArns": [world.flow_arns[0]]})
        assert created.data["PhoneNumber"] == number
        described = world.describe(created.physical_resource_id)
        assert described["Tags"]["connect-phone-number:stack-id"] == resource.stack_id
        assert described["PhoneNumberDescription"] == "Ported in 2019", "what others said of it stays"
        assert world.flows_of(created.physical_resource_id) == [world.flow_arns[0]]
        assert world.sent("ClaimPhoneNumber") == []

    def test_a_description_of_its_own_replaces_theirs(self, world: World) -> None:
        number = by_hand(world, "Ported in 2019")
        created = world.resource().create({**adopting(world, number), "PhoneNumberDescription": "Support"})
        assert world.describe(created.physical_resource_id)["PhoneNumberDescription"] == "Support"

    def test_one_that_the_target_does_not_hold_is_refused(self, world: World) -> None:
        refused = world.resource().deploy(adopting(world, "+12065550142"))
        assert f"+12065550142 is not among the numbers of {world.instance_arn}" in refused.reason
        assert world.live_claims() == []

    def test_one_of_another_stack_is_refused_and_left_as_it_is(self, world: World) -> None:
        owner = world.resource("Sales").create(world.search)
        before = world.describe(owner.physical_resource_id)
        refused = world.resource().deploy(adopting(world, owner.data["PhoneNumber"]))
        assert "is owned by Sales of" in refused.reason
        assert world.describe(owner.physical_resource_id) == before

    def test_one_among_many_is_found(self, world: World) -> None:
        world.control.set_quota(world.instance_arn, 50)
        numbers = [by_hand(world) for _ in range(30)]
        assert world.resource().create(adopting(world, numbers[-1])).data["PhoneNumber"] == numbers[-1]

    def test_two_resources_do_not_adopt_the_same(self, world: World) -> None:
        number = by_hand(world)
        stacks = world.stack(), world.stack()
        deploying = (stack.deploy({"Number": Declared(adopting(world, number))}) for stack in stacks)
        assert sorted(world.run_together(*deploying)) == [False, True]
        refused = [response.reason for stack in stacks for response in stack.responses if not response.succeeded]
        assert "is owned by Number of" in refused[0]
        assert world.held() == [number]


def by_hand(world: World, description: str | None = None) -> str:
    number = world.control.console_claim(world.instance_arn, description=description)
    world.advance(5)
    return str(number["phone_number"])


class TestRefusals:
    """What can't be had is said in one sentence, with nothing claimed and nothing left live in the ledger."""

    def refused(self, world: World, properties: dict[str, Any]) -> str:
        before = world.held()
        created = world.resource().deploy(properties)
        assert not created.succeeded
        assert world.held() == before
        world.advance(FRESH_SECONDS + 1)
        assert world.leases() == []
        assert created.reason.isprintable()
        return created.reason

    def test_a_number_that_somebody_else_holds(self, world: World) -> None:
        assert self.refused(world, world.exact("+12065550101")) == (
            f"+12065550101 can't be claimed for {world.instance_arn}: Phone number not available: +12065550101. "
            "Somebody else holds the number, or it was released in the last 180 days, or the target is not there. "
            "Choose another number, or use a search."
        )
        assert world.live_claims() == []

    def test_a_number_that_another_stack_holds(self, world: World) -> None:
        owner = world.resource("Sales")
        assert owner.create(world.exact("+12065550142")).succeeded
        assert f"+12065550142 is already claimed to {world.instance_arn}, by Sales of {owner.stack_id}" in self.refused(
            world, world.exact("+12065550142")
        )

    def test_a_number_that_was_claimed_by_hand(self, world: World) -> None:
        world.control.console_claim(world.instance_arn, "+12065550142")
        assert "and no stack owns it" in self.refused(world, world.exact("+12065550142"))

    def test_a_country_without_numbers(self, world: World) -> None:
        reason = self.refused(world, {**world.search, "PhoneNumberCountryCode": "AQ"})
        assert reason.startswith(f"No DID number in AQ is available for {world.instance_arn}.")

    def test_a_target_that_is_not_there(self, world: World) -> None:
        nowhere = world.instance_arn[:-4] + "0000"
        assert nowhere in self.refused(world, {**world.search, "TargetArn": nowhere})
        assert nowhere in self.refused(world, {**world.exact("+12065550142"), "TargetArn": nowhere})


def test_a_parked_number_that_a_failed_create_had_taken_and_that_is_gone_is_not_waited_for(world: World) -> None:
    """Rollback is switched off: no Delete comes between the two creates."""
    parked = park_one(world)
    resource = world.resource()
    assert not resource.create({**world.search, "ContactFlowArns": without_flow(world)}).succeeded
    assert world.parked() == []
    world.control.console_release(parked.data["PhoneNumber"])
    world.advance(60)
    created = resource.create(world.search)
    assert created.succeeded, created.reason
    assert world.held() == [created.data["PhoneNumber"]]


def test_a_number_that_is_parked_anew_while_a_create_looks_at_it_stays_on_the_list(world: World) -> None:
    parked = park_one(world)
    world.advance(100)
    world.connect.untag_resource(resourceArn=parked.physical_resource_id, tagKeys=["connect-phone-number:parked-at"])
    [row] = [item for item in world.ledger() if item["PK"] == "PARKED"]

    def park_anew(call: RemoteCall) -> None:
        if call.operation == "DescribePhoneNumber":
            values = {"ParkedAt": int(world.now())}
            world.memory.update(Write.setting({"PK": row["PK"], "SK": row["SK"]}, values))
            world.remote_calls.after.remove(park_anew)

    world.remote_calls.after.append(park_anew)
    created = world.resource().create(world.search)
    assert created.data["PhoneNumber"] != parked.data["PhoneNumber"]
    assert world.parked() == [parked.data["PhoneNumber"]]
