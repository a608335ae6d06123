"""What can't be done is said in one sentence, with nothing claimed and nothing left live in the ledger."""

from typing import Any

import pytest

from tests.handler.lifecycle import MARKER
from tests.handler.world import World


def refused(world: World, properties: dict[str, Any]) -> str:
    created = world.resource().deploy(properties)
    assert not created.succeeded
    assert world.held() == []
    assert world.live_claims() == []
    assert world.leases() == []
    assert "\n" not in created.reason
    return created.reason


def test_a_number_that_somebody_else_holds(world: World) -> None:
    reason = refused(world, world.exact("+12065550101"))
    assert reason == (
        f"+12065550101 can't be claimed for {world.instance_arn}: Phone number not available: +12065550101 Somebody "
        "else holds it, or it was released in the last 180 days, or the target is not there. Choose another number, or "
        "use a search."
    )


def test_a_number_that_another_stack_holds(world: World) -> None:
    owner = world.resource("Sales")
    owner.create(world.exact("+12065550142"))
    created = world.resource().deploy(world.exact("+12065550142"))
    assert f"+12065550142 is already claimed to {world.instance_arn}, by Sales of {owner.stack_id}" in created.reason
    assert world.held() == ["+12065550142"]


def test_a_number_that_was_claimed_by_hand(world: World) -> None:
    world.connect.claim_phone_number(TargetArn=world.instance_arn, PhoneNumber="+12065550142")
    created = world.resource().deploy(world.exact("+12065550142"))
    assert "and no stack owns it" in created.reason
    assert world.held() == ["+12065550142"]


def test_a_country_without_numbers(world: World) -> None:
    reason = refused(world, {**world.search, "PhoneNumberCountryCode": "AQ"})
    assert reason.startswith(f"No DID number in AQ is available for {world.instance_arn}.")


def test_a_target_that_is_not_there(world: World) -> None:
    nowhere = world.instance_arn[:-4] + "0000"
    assert nowhere in refused(world, {**world.search, "TargetArn": nowhere})
    assert nowhere in refused(world, {**world.exact("+12065550142"), "TargetArn": nowhere})


def test_access_denied(world: World) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "access_denied", count=20)
    assert "ClaimPhoneNumber" in refused(world, world.search)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"TargetArn": "arn:aws:connect:eu-west-2:123456789012:instance/i"}, "deploy the stack there"),
        ({"TargetArn": "not-an-arn"}, "'not-an-arn' is not an Amazon Connect ARN"),
        ({"PhoneNumberType": "MOBILE"}, "'MOBILE' is none of"),
    ],
)
def test_properties_that_cannot_be_used_never_reach_the_service(
    world: World, change: dict[str, str], says: str
) -> None:
    world.control.clear_journal()
    created = world.resource().deploy({**world.search, **change})
    assert created.physical_resource_id == MARKER
    assert says in created.reason
    assert world.calls() == []
