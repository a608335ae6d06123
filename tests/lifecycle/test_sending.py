"""Sending a claim: recorded before, once, and what its answer, or none, means."""

from typing import Any

import pytest

from connect_phone_numbers.model.patience import DESCRIBED_WITHIN
from tests.lifecycle.scenes import refuse
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.remote_call import RemoteCall
from tests.simulation.world import World

LOST_ANSWERS = [FaultKind.NOT_SENT, FaultKind.ANSWER_LOST]


def test_candidate_token_and_operation_are_recorded_before_the_claim_is_sent(world: World) -> None:
    recorded = list[Any]()

    def look(call: RemoteCall) -> None:
        if call.operation == "ClaimPhoneNumber":
            [claim] = world.live_claims()
            recorded.append((claim["state"], claim["phone_number"], claim["client_token"], world.operations()))

    world.remote_calls.before.append(look)
    assert world.resource().create(world.search).succeeded
    [sent] = world.sent("ClaimPhoneNumber")
    assert recorded == [("CANDIDATE", sent["PhoneNumber"], sent["ClientToken"], ["CLAIM"])]


@pytest.mark.parametrize("kind", LOST_ANSWERS)
def test_a_claim_that_was_not_answered_is_sent_again_with_the_same_token(world: World, kind: FaultKind) -> None:
    world.disturb(Fault(kind, operation="ClaimPhoneNumber"))
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    claims = [call.parameters for call in world.remote_calls.made if call.operation == "ClaimPhoneNumber"]
    assert claims == [claims[0]] * 2
    assert world.operations() == ["CLAIM"]
    assert world.held() == [created.data["PhoneNumber"]]


@pytest.mark.parametrize("country_code", ["US", "GB", "DE"])
def test_a_claim_that_was_not_answered_is_found_by_the_delete_that_follows(world: World, country_code: str) -> None:
    """Numbers are of any length; a PhoneNumberPrefix has eleven digits at most."""
    properties = {**world.search, "PhoneNumberCountryCode": country_code}
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ClaimPhoneNumber"))
    resource = world.resource()
    cancelled = resource.cancel(resource.create_event(properties), after=0.5)
    assert len(world.held()) == 1
    assert resource.delete(properties, cancelled.physical_resource_id).succeeded
    world.settle()
    assert world.held() == []


def test_a_claim_that_was_not_answered_and_is_denied_then_may_have_taken_effect(world: World) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "drop_after_effect")
    world.control.inject_fault("ClaimPhoneNumber", "access_denied", count=1000)
    resource = world.resource()
    refused = resource.create(world.search)
    assert not refused.succeeded
    world.control.clear_faults()
    assert resource.delete(world.search, refused.physical_resource_id).succeeded
    assert world.held() == []


def test_a_claim_that_was_refused_when_it_was_sent_again_is_looked_for_until_a_list_shows_it(world: World) -> None:
    world.control.configure({"list_delay_seconds": 60.0})
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ClaimPhoneNumber"))
    refuse(world, "ClaimPhoneNumber", "InvalidParameterException", after=1)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.held() == [created.data["PhoneNumber"]]
    assert world.operations() == ["CLAIM", "CLAIM"], "the refused one may count"
    assert world.function.errors == []


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.NOT_SENT, FaultKind.THROTTLED])
def test_a_claim_whose_repetition_is_accepted_counts_once(world: World, kind: FaultKind) -> None:
    world.disturb(Fault(kind, operation="ClaimPhoneNumber", seconds=5.0 if kind is FaultKind.THROTTLED else None))
    assert world.resource().create(world.search).succeeded
    assert len(world.sent("ClaimPhoneNumber")) >= 1
    assert world.operations() == ["CLAIM"]
    assert len(world.control.quota(world.instance_arn)["operations"]) == 1


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.KILLED_AFTER])
def test_a_claim_that_is_refused_twice_counts_twice(world: World, kind: FaultKind) -> None:
    """The first refusal was not heard. The service may count both."""
    world.control.configure({"refused_claims_count": True})
    number = "+12065550101"
    world.control.hold(number)
    world.disturb(Fault(kind, operation="ClaimPhoneNumber"))
    assert not world.resource().deploy(world.exact(number)).succeeded
    counted = len(world.control.quota(world.instance_arn)["operations"])
    assert (counted, world.operations()) == (2, ["CLAIM", "CLAIM"])


@pytest.mark.parametrize("unheard", [2, 3, 4])
def test_a_claim_that_was_not_answered_twice_is_not_sent_a_third_time(world: World, unheard: int) -> None:
    """Two sendings are reserved. The service may count every one that it refused."""
    world.control.configure({"refused_claims_count": True})
    number = "+12065550101"
    world.control.hold(number)
    for _ in range(unheard):
        world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ClaimPhoneNumber"))
    refused = world.resource().deploy(world.exact(number))
    assert "The claim was sent twice without an answer" in refused.reason
    counted = len(world.control.quota(world.instance_arn)["operations"])
    assert (counted, world.operations()) == (2, ["CLAIM", "CLAIM"])


def test_a_claim_that_took_effect_is_found_after_two_answers_were_lost(world: World) -> None:
    for _ in range(2):
        world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ClaimPhoneNumber"))
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.held() == [created.data["PhoneNumber"]]
    assert len(world.sent("ClaimPhoneNumber")) == 2


def test_a_repetition_that_was_throttled_is_repeated(world: World) -> None:
    world.disturb(Fault(FaultKind.KILLED_BEFORE, operation="ClaimPhoneNumber"))
    world.disturb(Fault(FaultKind.THROTTLED, operation="ClaimPhoneNumber"))
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    claimed = {
        call.parameters["PhoneNumber"] for call in world.remote_calls.made if call.operation == "ClaimPhoneNumber"
    }
    assert claimed == {created.data["PhoneNumber"]}
    assert world.operations() == ["CLAIM"]


@pytest.mark.parametrize("operation", ["DeleteItem", "ListPhoneNumbersV2"])
def test_a_refused_claim_is_not_sent_again_while_its_end_cannot_be_recorded(world: World, operation: str) -> None:
    number = "+12065550101"
    world.control.hold(number)

    def disturb(call: RemoteCall) -> None:
        if call.operation == "ClaimPhoneNumber":
            world.disturb(Fault(FaultKind.UNAVAILABLE, operation=operation))

    world.remote_calls.before.append(disturb)
    assert not world.resource().deploy(world.exact(number)).succeeded
    assert len(world.sent("ClaimPhoneNumber")) == 1
    assert world.operations() == ["CLAIM"]


@pytest.fixture
def last_of_the_budget(world: World) -> dict[str, str]:
    """What is refused and counts, where one operation of two was spent before."""
    world.control.configure({"refused_claims_count": True})
    world.control.set_quota(world.instance_arn, 1)
    number = "+12065550101"
    world.control.hold(number)
    assert not world.resource().deploy(world.exact(number)).succeeded
    return world.exact(number)


def test_a_claim_is_not_repeated_where_the_budget_has_no_room_for_a_second_refusal(
    world: World, last_of_the_budget: dict[str, str]
) -> None:
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ClaimPhoneNumber"))
    assert not world.resource().deploy(last_of_the_budget).succeeded
    assert len(world.sent("ClaimPhoneNumber")) == 2
    assert not world.is_exceeded()


@pytest.mark.usefixtures("last_of_the_budget")
def test_the_last_claim_of_the_budget_is_repeated_where_it_was_throttled(world: World) -> None:
    world.disturb(Fault(FaultKind.THROTTLED, operation="ClaimPhoneNumber", seconds=20.0))
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.operations() == ["CLAIM", "CLAIM"]


def test_a_claim_whose_repetition_was_refused_is_not_sent_again_and_again(world: World) -> None:
    """The first may have taken effect, and is looked for; but each refused claim may count."""
    world.control.configure({"refused_claims_count": True})
    world.disturb(Fault(FaultKind.KILLED_BEFORE, operation="ClaimPhoneNumber"))
    resource = world.resource()
    key = resource.send(resource.create_event(world.search))
    world.timeline.run_until(lambda: world.remote_calls.struck != [])
    [claim] = world.live_claims()
    world.control.hold(claim["phone_number"])
    world.settle()
    created = world.cloudformation.response(key)
    assert created is not None
    assert created.succeeded, created.reason
    assert [call["PhoneNumber"] for call in world.sent("ClaimPhoneNumber")] == [
        claim["phone_number"],
        created.data["PhoneNumber"],
    ]
    assert len(world.control.quota(world.instance_arn)["operations"]) == 2
    assert len(world.operations()) == 3, "the first may have been refused as well, unheard"


def test_an_accepted_claim_that_does_not_appear_yet_is_waited_for(world: World) -> None:
    world.control.configure({"describe_delay_seconds": DESCRIBED_WITHIN - 30.0})
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert world.operations() == ["CLAIM"]


@pytest.mark.parametrize("appears_after", [60.0, DESCRIBED_WITHIN - 30.0])
def test_an_accepted_claim_that_has_not_appeared_is_not_forgotten_by_its_delete(
    world: World, appears_after: float
) -> None:
    world.control.configure({"describe_delay_seconds": appears_after})
    resource = world.resource()
    cancelled = resource.cancel(resource.create_event(world.search), after=5)
    assert resource.delete(world.search, cancelled.physical_resource_id).succeeded
    assert world.held() == []


def test_an_accepted_claim_that_never_appears_fails_in_time(world: World) -> None:
    world.control.configure({"describe_delay_seconds": 10_000.0})
    created = world.resource().create(world.search)
    assert f"has not appeared within {DESCRIBED_WITHIN} s. The account may be at its limit" in created.reason


def test_a_lost_race_goes_on_to_the_next_candidate_of_a_page_that_was_read_since(world: World) -> None:
    world.resource("First").create(world.search)
    world.control.lose_race()
    second = world.resource("Second").create(world.search)
    assert second.succeeded, second.reason
    assert len(world.sent("SearchAvailablePhoneNumbers")) == 2, "the second's first candidate is of the first's page"
    assert world.operations() == ["CLAIM"] * 3, "what is not proven free is counted"


def test_lost_races_are_bounded_as_each_may_count(world: World) -> None:
    world.control.lose_race(count=50)
    created = world.resource().deploy(world.search)
    assert "3 numbers found by the search for a DID number in US were refused" in created.reason
    assert "Phone number not available" in created.reason
    assert (world.held(), world.live_claims()) == ([], [])
    assert world.operations() == ["CLAIM"] * 3


def test_lost_races_are_those_of_one_operation(world: World) -> None:
    """A create that failed with the rollback switched off leaves its record to the next operation."""
    world.control.lose_race(count=3)
    resource = world.resource()
    failed = resource.create(world.search)
    assert "3 numbers found" in failed.reason
    world.control.lose_race(count=1)
    updated = resource.update(world.search, world.search, failed.physical_resource_id)
    assert updated.succeeded, updated.reason
    assert len(world.held()) == 1


def test_a_claim_that_fails_is_made_once_more_for_the_same_number(world: World) -> None:
    world.control.set_quota(world.instance_arn, 1)
    world.control.fail_next_claims("The carrier did not answer")
    created = world.resource().create(world.exact("+12065550142"))
    assert created.succeeded, "it does not take the place of its own retry: " + created.reason
    assert world.operations() == ["CLAIM", "CLAIM"]
    assert world.held() == ["+12065550142"]


def test_a_claim_that_fails_twice_fails_the_create_and_is_not_released(world: World) -> None:
    world.control.fail_next_claims("The carrier did not answer", count=2)
    created = world.resource().deploy(world.exact("+12065550142"))
    assert created.reason == (
        f"Amazon Connect could not claim +12065550142 for {world.instance_arn}: The carrier did not answer "
        "Deploy again, or choose another number. If it fails again, ask AWS Support."
    )
    assert (world.held(), world.live_claims()) == ([], [])
    assert world.operations() == ["CLAIM", "CLAIM"]
    assert world.sent("ReleasePhoneNumber") == [], "a FAILED number lapses; a release may cost budget"


def test_a_claim_that_fails_for_a_limit_is_not_made_again(world: World) -> None:
    world.control.fail_next_claims("The limit of claimed phone numbers has been reached.")
    created = world.resource().deploy(world.search)
    assert "The limit of claimed phone numbers has been reached." in created.reason
    assert "L-8F812903" in created.reason
    assert len(world.sent("ClaimPhoneNumber")) == 1
    assert world.live_claims() == []


def test_a_resource_that_is_created_again_gets_another_number(world: World) -> None:
    """The same stack, the same logical id, the same search: a token used before would answer with the old number."""
    resource = world.resource()
    first = resource.create(world.search)
    assert resource.delete(world.search, first.physical_resource_id).succeeded
    second = resource.create(world.search)
    assert second.data["PhoneNumber"] != first.data["PhoneNumber"], "a released number cools down"
    assert world.held() == [second.data["PhoneNumber"]]
    assert world.operations() == ["CLAIM", "RELEASE", "CLAIM"], "the one that was just released is not tried"


@pytest.mark.parametrize(("code", "counts"), [("LimitExceededException", True), ("AccessDeniedException", False)])
def test_a_refusal_counts_unless_the_call_is_not_allowed(world: World, code: str, counts: bool) -> None:
    """The service's model has no such error of a claim; others have met "allowed limit exceeded"."""
    refuse(world, "ClaimPhoneNumber", code)
    refused = world.resource().create(world.search)
    assert code in refused.reason
    assert world.operations() == (["CLAIM"] if counts else [])
    assert len(world.sent("ClaimPhoneNumber")) <= 1


def test_a_claim_that_is_refused_so_the_second_time_counts_twice(world: World) -> None:
    world.disturb(Fault(FaultKind.KILLED_BEFORE, operation="ClaimPhoneNumber"))
    refuse(world, "ClaimPhoneNumber", "LimitExceededException")
    refused = world.resource().create(world.exact("+12065550100"))
    assert "LimitExceededException" in refused.reason
    assert world.operations() == ["CLAIM", "CLAIM"]


def test_a_claim_that_the_service_never_looked_at_does_not_count_once_it_is_given_up(world: World) -> None:
    resource = world.resource()
    world.disturb(Fault(FaultKind.THROTTLED, operation="ClaimPhoneNumber", seconds=60.0))
    given_up = resource.cancel(resource.create_event(world.search), after=5)
    assert world.operations() == ["CLAIM"]
    assert resource.delete(world.search, given_up.physical_resource_id).succeeded
    world.settle()
    assert (world.operations(), world.held(), world.leases()) == ([], [], [])
