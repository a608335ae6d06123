"""Events that name what is not theirs: refused or without effect, and nothing of anybody's changed.

CloudFormation sends StackId, LogicalResourceId and PhysicalResourceId, and a template can't forge them: SECURITY.md
says who could. What the handler does about it is a second line of defence.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from tests.simulation.lifecycle import Lifecycle
from tests.simulation.response import Response
from tests.simulation.world import World

CHANGES = {
    "ClaimPhoneNumber",
    "ReleasePhoneNumber",
    "UpdatePhoneNumber",
    "UpdatePhoneNumberMetadata",
    "AssociatePhoneNumberContactFlow",
    "DisassociatePhoneNumberContactFlow",
    "TagResource",
    "UntagResource",
}
SOMEBODY = "Victim"


def everything(world: World) -> list[dict[str, Any]]:
    """All numbers with status, target, description, tags and flows."""
    return sorted(world.control.numbers(), key=lambda number: str(number["phone_number"]))


@contextmanager
def nothing_changes(world: World) -> Iterator[None]:
    """No number changes, and no call that could change one is sent."""
    before, claims = everything(world), world.live_claims()
    world.control.clear_journal()
    yield
    assert [call for call in world.calls() if call in CHANGES] == []
    assert everything(world) == before
    assert world.live_claims() == claims


@pytest.fixture
def victim(world: World) -> Lifecycle:
    return world.resource(SOMEBODY)


@pytest.fixture
def held(world: World, victim: Lifecycle) -> Response:
    """The number of somebody's stack."""
    created = victim.create({**world.search, "ContactFlowArns": [world.flow_arns[0]], "PhoneNumberDescription": "Mine"})
    assert created.succeeded, created.reason
    return created


def of(world: World, name: str, **forged: str) -> Lifecycle:
    """A resource whose event says so."""
    resource = world.resource(name)
    resource.logical = replace(resource.logical, **forged)  # type: ignore[arg-type]
    return resource


def without_record(world: World, is_lost: bool) -> None:
    if is_lost:
        world.lose_ledger()


@pytest.mark.parametrize("is_lost", [False, True], ids=["with the ledger's record", "without it"])
def test_a_delete_with_the_arn_of_another_stacks_number(world: World, held: Response, is_lost: bool) -> None:
    without_record(world, is_lost)
    with nothing_changes(world):
        world.resource("Forger").delete(world.search, held.physical_resource_id)


@pytest.mark.parametrize("is_lost", [False, True], ids=["with the ledger's record", "without it"])
def test_a_delete_with_another_resources_arn_in_the_same_stack(
    world: World, victim: Lifecycle, held: Response, is_lost: bool
) -> None:
    without_record(world, is_lost)
    sibling = of(world, "Sibling", stack_id=victim.stack_id)
    with nothing_changes(world):
        sibling.delete(world.search, held.physical_resource_id)


def test_a_delete_with_the_arn_of_a_number_that_no_stack_owns(world: World) -> None:
    by_hand = world.control.console_claim(world.instance_arn)
    world.advance(5)
    with nothing_changes(world):
        refused = world.resource("Forger").delete(world.search, by_hand["phone_number_arn"])
    assert "neither the ledger nor its tags say that it belongs to Forger" in refused.reason


@pytest.mark.parametrize(
    "change",
    [("123456789012", "210987654321"), ("us-east-1", "eu-west-2")],
    ids=["another account's", "another Region's"],
)
def test_a_delete_with_an_arn_of_elsewhere(world: World, held: Response, change: tuple[str, str]) -> None:
    elsewhere = held.physical_resource_id.replace(*change)
    assert elsewhere != held.physical_resource_id
    with nothing_changes(world):
        world.resource("Forger").delete(world.search, elsewhere)


def test_an_update_with_the_arn_of_another_stacks_number_gets_a_number_of_its_own(world: World, held: Response) -> None:
    """The search fits the number that is named: it must not be taken for the resource's own."""
    before = everything(world)
    updated = world.resource("Forger").update(world.search, world.search, held.physical_resource_id)
    assert updated.succeeded, updated.reason
    assert updated.physical_resource_id != held.physical_resource_id
    assert [number for number in everything(world) if number in before] == before


def test_an_update_with_the_arn_and_the_exact_number_of_another_stack_is_refused(world: World, held: Response) -> None:
    exact = world.exact(held.data["PhoneNumber"])
    changed = {**exact, "PhoneNumberDescription": "Stolen", "ContactFlowArns": [world.flow_arns[1]]}
    before = everything(world)
    refused = world.resource("Forger").update(exact, changed, held.physical_resource_id)
    assert f"by {SOMEBODY} of " in refused.reason
    assert everything(world) == before


@pytest.mark.parametrize("is_lost", [False, True], ids=["with the ledger's record", "without it"])
def test_an_adoption_of_another_owners_number_is_refused(world: World, held: Response, is_lost: bool) -> None:
    without_record(world, is_lost)
    before = everything(world)
    world.control.clear_journal()
    refused = world.resource("Forger").deploy({**world.exact(held.data["PhoneNumber"]), "Adopt": "true"})
    assert f"is owned by {SOMEBODY} of " in refused.reason
    assert everything(world) == before
    assert [call for call in world.calls() if call in CHANGES] == []


def test_an_adoption_with_a_release_at_the_end_is_refused_as_well(world: World, held: Response) -> None:
    properties = {**world.exact(held.data["PhoneNumber"]), "Adopt": "true", "ReleaseAdopted": "true"}
    before = everything(world)
    forger = world.resource("Forger")
    assert not forger.deploy(properties).succeeded
    forger.delete(properties, held.physical_resource_id)
    assert everything(world) == before


def test_tags_of_the_owner_can_not_be_claimed_by_a_template(world: World, victim: Lifecycle) -> None:
    tags = [{"Key": "connect-phone-number:stack-id", "Value": victim.stack_id}]
    with nothing_changes(world):
        refused = world.resource("Forger").deploy({**world.search, "Tags": tags})
    assert "connect-phone-number:stack-id" in refused.reason


def test_a_forged_stack_id_and_logical_id_are_the_owner_to_the_handler(
    world: World, victim: Lifecycle, held: Response
) -> None:
    """Not refused: the handler can't know better. This is where the trust boundary is; see SECURITY.md."""
    world.advance(2)
    forger = of(world, victim.logical_resource_id, stack_id=victim.stack_id)
    assert forger.delete(world.search, held.physical_resource_id).succeeded
    assert world.held() == []


@pytest.mark.parametrize("field", ["stack_id", "logical_resource_id"])
def test_one_of_the_two_forged_is_somebody_else(world: World, victim: Lifecycle, held: Response, field: str) -> None:
    forger = of(world, "Forger", **{field: getattr(victim, field)})
    with nothing_changes(world):
        forger.delete(world.search, held.physical_resource_id)


def test_a_target_of_another_account_is_refused(world: World) -> None:
    target = world.instance_arn.replace("123456789012", "210987654321")
    with nothing_changes(world):
        refused = world.resource("Forger").deploy({**world.search, "TargetArn": target})
    assert "account 210987654321" in refused.reason


def test_a_step_of_an_operation_that_is_none_does_nothing(world: World, victim: Lifecycle, held: Response) -> None:
    """Whoever may invoke the function could send it; what it names decides nothing."""
    [record] = [item for item in world.ledger() if item["SK"] == "RESOURCE"]
    with nothing_changes(world):
        for key in ("20991231T000000Z.1.forged", record["OperationKey"]):
            for more in ({}, {"Failure": {"Error": "Forged"}}):
                world.invoke({"Resource": record["PK"], "Operation": key, **more})
    assert world.cloudformation.refused == []
