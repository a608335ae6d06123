"""A Create, from the event to the number."""

import pytest

from connect_phone_numbers.search_pages import FRESH_SECONDS
from tests.handler.world import World


def test_by_search(world: World) -> None:
    resource = world.resource()
    created = resource.create({**world.search, "PhoneNumberPrefixes": ["+1425", "+1206"]})
    assert created.succeeded, created.reason
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


def test_exact(world: World) -> None:
    created = world.resource().create(world.exact("+12065550142"))
    assert created.succeeded, created.reason
    assert (created.data["PhoneNumber"], created.data["PhoneNumberType"]) == ("+12065550142", "DID")
    assert world.claimed() == {"+12065550142": "CLAIMED"}


def test_a_second_prefix_is_tried_when_the_first_has_none(world: World) -> None:
    created = world.resource().create({**world.search, "PhoneNumberPrefixes": ["+1907", "+1212"]})
    assert created.data["PhoneNumber"] == "+12125550101", "+12125550100 is somebody else's"


def test_description_tags_owner_and_flow(world: World) -> None:
    resource = world.resource()
    created = resource.create(
        {
            **world.search,
            "PhoneNumberDescription": "Support line",
            "Tags": [{"Key": "team", "Value": "support"}],
            "ContactFlowArns": [world.flow_arns[0]],
        }
    )
    number = world.describe(created.physical_resource_id)
    assert number["PhoneNumberDescription"] == "Support line"
    claim_id = number["Tags"].pop("connect-phone-number:claim-id")
    assert claim_id.startswith("claim-")
    assert number["Tags"] == {
        "team": "support",
        "connect-phone-number:stack-id": resource.stack_id,
        "connect-phone-number:logical-resource-id": "Support",
    }
    assert world.flows_of(created.physical_resource_id) == [world.flow_arns[0]]


def test_takes_one_search_one_claim_and_one_description(world: World) -> None:
    world.control.clear_journal()
    world.resource().create(world.search)
    assert world.calls() == [
        "SearchAvailablePhoneNumbers",
        "ListPhoneNumbersV2",
        "GetServiceQuota",
        "ClaimPhoneNumber",
        "DescribePhoneNumber",
    ]


def test_a_policy_that_is_not_in_force_yet_is_waited_for(world: World) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "access_denied", count=3)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert len(world.held()) == 1


def test_a_repeated_create_finds_its_own_number(world: World) -> None:
    resource = world.resource()
    event = resource.event("Create", world.search)
    first, second = resource.run(event), resource.run(event)
    assert first == second
    assert len(world.held()) == 1


def test_candidate_and_token_are_recorded_before_the_claim_is_sent(world: World) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "drop_before_effect")
    resource = world.resource()
    resource.run(resource.event("Create", world.search), polls=1)
    (claim,) = world.live_claims()
    assert claim["status"] == "CANDIDATE"
    (sent,) = world.sent("ClaimPhoneNumber")
    assert (claim["phone_number"], claim["client_token"]) == (sent["PhoneNumber"], sent["ClientToken"])
    assert world.held() == []


@pytest.mark.parametrize("kind", ["drop_before_effect", "drop_after_effect"])
def test_a_claim_whose_answer_is_lost_is_sent_again_with_the_same_token(world: World, kind: str) -> None:
    world.control.inject_fault("ClaimPhoneNumber", kind)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    sent = world.sent("ClaimPhoneNumber")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert len(world.held()) == 1


@pytest.mark.parametrize("operation", ["SearchAvailablePhoneNumbers", "ClaimPhoneNumber", "DescribePhoneNumber"])
@pytest.mark.parametrize("kind", ["throttle", "internal_error"])
def test_neither_throttling_nor_an_internal_error_is_a_failure(world: World, operation: str, kind: str) -> None:
    world.control.inject_fault(operation, kind, count=20)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert len(world.held()) == 1


def test_a_lost_race_goes_on_to_the_next_candidate(world: World) -> None:
    world.control.lose_race(count=2)
    created = world.resource().create({**world.search, "PhoneNumberPrefixes": ["+1312"]})
    assert created.succeeded, created.reason
    assert created.data["PhoneNumber"] == "+13125550102"


def test_lost_races_are_bounded(world: World) -> None:
    world.control.lose_race(count=50)
    created = world.resource().deploy(world.search)
    assert not created.succeeded
    assert "10 numbers found by the search for a DID number in US were refused" in created.reason
    assert "Phone number not available" in created.reason
    assert world.held() == []
    assert world.live_claims() == []


def test_a_failed_claim_is_tried_once_more_for_the_same_number(world: World) -> None:
    world.control.fail_next_claims("The carrier did not answer")
    created = world.resource().create(world.exact("+12065550142"))
    assert created.succeeded, created.reason
    assert world.calls().count("ClaimPhoneNumber") == 2
    assert world.held() == ["+12065550142"]


def test_a_claim_that_fails_twice_fails_the_create(world: World) -> None:
    world.control.fail_next_claims("The carrier did not answer", count=2)
    created = world.resource().deploy(world.exact("+12065550142"))
    assert created.reason == (
        f"Amazon Connect could not claim +12065550142 for {world.instance_arn}: The carrier did not answer "
        "Deploy again to try another time, or choose another number; if it goes on, ask AWS Support."
    )
    assert world.held() == []
    assert world.live_claims() == []
    assert "ReleasePhoneNumber" not in world.calls(), "a FAILED number lapses; a release may cost budget"


def test_a_claim_that_fails_for_a_limit_is_not_tried_again(world: World) -> None:
    world.control.fail_next_claims("The limit of claimed phone numbers has been reached.")
    created = world.resource().deploy(world.search)
    assert "The limit of claimed phone numbers has been reached." in created.reason
    assert "L-8F812903" in created.reason
    assert world.calls().count("ClaimPhoneNumber") == 1
    assert world.live_claims() == []


def test_twenty_resources_at_once_take_twenty_numbers(world: World) -> None:
    world.control.set_quota(world.instance_arn, 100)
    world.control.configure({"settle_seconds": 10})
    resources = [world.resource(f"Number{index}") for index in range(20)]
    events = [resource.event("Create", world.search) for resource in resources]
    # Every resource gets as far as its recorded candidate before any of them is done.
    first = [resource.run(event, polls=1) for resource, event in zip(resources, events, strict=True)]
    assert {response.reason for response in first} == {"Operation timed out"}
    created = [resource.run(event) for resource, event in zip(resources, events, strict=True)]
    assert all(response.succeeded for response in created)
    assert len({response.data["PhoneNumber"] for response in created}) == 20
    assert world.calls().count("ClaimPhoneNumber") == 20, "nobody lost a race"
