"""What took effect though nobody saw the answer, and what shows itself late."""

from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError

from connect_phone_numbers import handler
from connect_phone_numbers.connect import ClaimRefusedError, Connect
from tests.handler.world import World


def claim_id_of(world: World) -> str:
    (claim,) = world.live_claims()
    return str(claim["claim_id"])


@pytest.mark.parametrize("country_code", ["US", "GB", "DE"])
def test_a_claim_is_found_by_the_delete_that_follows(world: World, country_code: str) -> None:
    """Numbers are of any length; a PhoneNumberPrefix has eleven digits at most."""
    properties = {**world.search, "PhoneNumberCountryCode": country_code}
    world.control.inject_fault("ClaimPhoneNumber", "drop_after_effect")
    resource = world.resource()
    resource.run(resource.event("Create", properties), polls=1)
    assert len(world.held()) == 1
    assert resource.delete(properties, claim_id_of(world)).succeeded
    assert world.held() == []


def test_a_claim_that_is_denied_when_sent_again_may_still_have_taken_effect(world: World) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "drop_after_effect")
    resource = world.resource()
    event = resource.event("Create", world.search)
    resource.run(event, polls=1)
    world.advance(100)
    world.control.inject_fault("ClaimPhoneNumber", "access_denied")
    refused = resource.run(event)
    assert not refused.succeeded
    assert resource.delete(world.search, refused.physical_resource_id).succeeded
    assert world.held() == []


def test_a_claim_that_is_refused_when_sent_again_is_looked_for_until_the_list_shows_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.control.inject_fault("ClaimPhoneNumber", "drop_after_effect")
    resource = world.resource()
    event = resource.event("Create", world.search)
    resource.run(event, polls=1)
    find = Connect.find

    def refuse(*_: Any) -> tuple[str, str]:
        raise ClaimRefusedError("Phone number not available")

    monkeypatch.setattr(Connect, "claim", refuse)
    monkeypatch.setattr(Connect, "find", lambda *_: None)
    world.advance(5)
    resource.run(event, polls=2)
    monkeypatch.setattr(Connect, "find", find)
    created = resource.run(event)
    assert created.succeeded, created.reason
    assert world.held() == [created.data["PhoneNumber"]]


def test_an_accepted_claim_that_has_not_appeared_is_not_forgotten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.control.configure({"settle_seconds": 10})
    resource = world.resource()
    resource.run(resource.event("Create", world.search), polls=1)
    claim_id = claim_id_of(world)
    delete = resource.event("Delete", world.search, PhysicalResourceId=claim_id)
    with monkeypatch.context() as patch:
        patch.setattr(Connect, "describe", lambda *_: None)
        assert resource.run(delete, polls=10).reason == "Operation timed out"
    assert resource.run(delete).succeeded
    assert world.held() == []


def test_a_flow_whose_association_was_not_answered_is_undone(world: World) -> None:
    resource = world.resource()
    old, new = ({**world.search, "ContactFlowArns": [flow]} for flow in world.flow_arns)
    created = resource.create(old)
    arn = created.physical_resource_id
    world.control.inject_fault("AssociatePhoneNumberContactFlow", "drop_after_effect")
    update = resource.event("Update", new, OldResourceProperties=old, PhysicalResourceId=arn)
    resource.run(update, polls=1)
    assert world.flows_of(arn) == [world.flow_arns[1]]
    assert resource.update(new, old, arn).succeeded
    assert world.flows_of(arn) == [world.flow_arns[0]]


def test_no_connection_is_no_failure(world: World) -> None:
    failures = iter(range(3))

    def fail(**_: Any) -> None:
        if next(failures, None) is not None:
            raise ConnectTimeoutError(endpoint_url="https://connect")

    events = handler._connect_client("").meta.events
    events.register_first("before-send.connect.SearchAvailablePhoneNumbers", fail)
    assert world.resource().create(world.search).succeeded


def test_a_description_that_does_not_change_fails_in_time(world: World) -> None:
    resource = world.resource()
    old, new = ({**world.search, "PhoneNumberDescription": text} for text in ("Support", "Sales"))
    created = resource.create(old)
    world.control.fail_next_updates("The description is not allowed")
    updated = resource.update(old, new, created.physical_resource_id)
    assert "The description is not allowed" in updated.reason or updated.succeeded
    assert resource.update(new, old, created.physical_resource_id).succeeded
    assert world.describe(created.physical_resource_id)["PhoneNumberDescription"] == "Support"
