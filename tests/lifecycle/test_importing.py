"""Numbers of AWS End User Messaging: imported as others are claimed, recorded before, once, and counted."""

from typing import Any

import pytest

from connect_phone_numbers.ledger.layout import listed_key
from connect_phone_numbers.ledger.table import Write
from connect_phone_numbers.model.patience import LISTED_WITHIN
from tests.lifecycle.scenes import refuse, spend
from tests.recovery.reconcile import counted, reconcile
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.remote_call import RemoteCall
from tests.simulation.stack import Declared
from tests.simulation.world import World

NUMBER = "+12065550999"


@pytest.fixture
def source(world: World) -> str:
    return world.control.request_source(NUMBER)


def importing(world: World, source: str, **more: Any) -> dict[str, Any]:
    return {"TargetArn": world.instance_arn, "SourcePhoneNumberArn": source, **more}


def test_a_number_is_imported_with_what_it_is_to_have(world: World, source: str) -> None:
    tags = [{"Key": "Team", "Value": "Support"}]
    created = world.resource().create(importing(world, source, PhoneNumberDescription="Support", Tags=tags))
    assert created.succeeded, created.reason
    assert created.data["PhoneNumber"] == NUMBER
    described = world.describe(created.data["PhoneNumberArn"])
    assert (described["PhoneNumberDescription"], described["Tags"]["Team"]) == ("Support", "Support")
    assert described["SourcePhoneNumberArn"] == source
    assert "ClaimPhoneNumber" not in world.calls()
    assert world.operations() == ["CLAIM"], "an import counts"


def test_source_token_and_operation_are_recorded_before_the_import_is_sent(world: World, source: str) -> None:
    recorded = list[Any]()

    def look(call: RemoteCall) -> None:
        if call.operation == "ImportPhoneNumber":
            [claim] = world.live_claims()
            recorded.append(
                (claim["state"], claim["source_phone_number_arn"], claim["client_token"], world.operations())
            )

    world.remote_calls.before.append(look)
    assert world.resource().create(importing(world, source)).succeeded
    [sent] = world.sent("ImportPhoneNumber")
    assert recorded == [("CANDIDATE", source, sent["ClientToken"], ["CLAIM"])]


@pytest.mark.parametrize("kind", [FaultKind.NOT_SENT, FaultKind.ANSWER_LOST, FaultKind.KILLED_AFTER])
def test_an_import_that_was_not_answered_is_sent_again_with_the_same_token(
    world: World, source: str, kind: FaultKind
) -> None:
    world.disturb(Fault(kind, operation="ImportPhoneNumber"))
    created = world.resource().create(importing(world, source))
    assert created.succeeded, created.reason
    sent = [call.parameters for call in world.remote_calls.made if call.operation == "ImportPhoneNumber"]
    assert sent == [sent[0]] * 2
    assert (world.operations(), world.held()) == (["CLAIM"], [NUMBER])


def test_an_import_that_was_not_answered_is_found_by_the_delete_that_follows(world: World, source: str) -> None:
    world.disturb(Fault(FaultKind.ANSWER_LOST, operation="ImportPhoneNumber"))
    resource = world.resource()
    cancelled = resource.cancel(resource.create_event(importing(world, source)), after=0.5)
    assert world.held() == [NUMBER]
    assert resource.delete(importing(world, source), cancelled.physical_resource_id).succeeded
    world.settle()
    assert world.held() == []
    assert world.operations() == ["CLAIM", "RELEASE"]


def test_a_release_of_an_imported_number_counts_and_it_can_be_imported_again(world: World, source: str) -> None:
    resource, properties = world.resource(), importing(world, source, TakeParked="false")
    for _ in range(2):
        created = resource.create(properties)
        assert created.succeeded, created.reason
        assert resource.delete(properties, created.physical_resource_id).succeeded
        world.advance(600)
    assert world.operations() == ["CLAIM", "RELEASE"] * 2
    assert len(world.control.quota(world.instance_arn)["operations"]) == 4


def test_our_imports_and_their_releases_are_not_taken_for_those_of_others(world: World, source: str) -> None:
    resource = world.resource()
    created = resource.create(importing(world, source))
    for _ in range(3):
        world.advance(300)
        assert world.resource("Other").create({**world.search, "TakeParked": "false"}).succeeded
    assert resource.delete(importing(world, source), created.physical_resource_id).succeeded
    world.advance(600)
    assert world.resource("Another").create({**world.search, "TakeParked": "false"}).succeeded
    assert [kind for kind, _, _ in counted(world)].count("CLAIM") == 5
    assert len(world.operations()) == len(world.control.quota(world.instance_arn)["operations"]) == 6


def test_a_number_that_version_0_2_0_has_listed_does_not_count_again(world: World, source: str) -> None:
    """That version listed every number in E.164, those that were imported by hand included."""
    world.connect.import_phone_number(InstanceId=world.instance_arn.rpartition("/")[2], SourcePhoneNumberArn=source)
    world.advance(10)
    assert world.resource("First").create(world.search).succeeded
    for item in world.ledger():
        if item["SK"].startswith("INSTANCE#"):
            assert source in item["Numbers"]
            by_number = {"Numbers": item["Numbers"].replace(source, NUMBER)}
            world.memory.update(Write.setting(listed_key(item["SK"]), by_number))
    for name in ("Second", "Third"):
        world.advance(LISTED_WITHIN + 10)
        assert world.resource(name).create(world.search).succeeded
    assert [kind for kind, _, _ in counted(world)].count("RELEASE") == 0
    assert len(counted(world)) == 4, "one that was there, and three claims"


def test_a_parked_one_is_taken_by_who_imports_it_and_by_no_search(world: World, source: str) -> None:
    resource, properties = world.resource(), importing(world, source, ReleasePolicy="PARK")
    created = resource.create(properties)
    assert resource.delete(properties, created.physical_resource_id).succeeded
    assert world.parked() == [NUMBER]
    searched = world.resource("Search").create(world.search)
    assert searched.data["PhoneNumber"] != NUMBER
    again = world.resource("Again").create(properties)
    assert again.data["PhoneNumberArn"] == created.data["PhoneNumberArn"]
    assert len(world.sent("ImportPhoneNumber")) == 1


def test_an_import_that_is_refused_says_so_and_counts(world: World, source: str) -> None:
    refused = world.resource().deploy(importing(world, f"{source}0"))
    assert f"{source}0 can't be claimed for {world.instance_arn}: Source phone number not found" in refused.reason
    assert refused.reason.endswith(
        "Name a number of AWS End User Messaging in this account and Region, with its ARN there."
    )
    assert (world.held(), world.live_claims(), world.leases()) == ([], [], [])
    assert world.operations() == ["CLAIM"], "what is not proven free is counted"


def test_one_that_another_stack_imported_is_not_tried_at_all(world: World, source: str) -> None:
    assert world.run(world.stack().deploy({"Number": Declared(importing(world, source))}))
    world.advance(600)
    refused = world.resource().deploy(importing(world, source))
    assert "is already claimed to" in refused.reason
    assert len(world.sent("ImportPhoneNumber")) == 1


def test_two_resources_of_one_source_are_one_import(world: World, source: str) -> None:
    stack = world.stack()
    assert not world.run(stack.deploy({name: Declared(importing(world, source)) for name in ("One", "Two")}))
    assert any("is already claimed to" in each.reason for each in stack.responses), stack.responses
    world.settle()
    assert world.held() == []


def test_an_import_that_ends_failed_is_tried_once_more_and_counts_twice(world: World, source: str) -> None:
    world.control.fail_next_claims("The carrier did not answer")
    created = world.resource().create(importing(world, source))
    assert created.succeeded, created.reason
    assert world.operations() == ["CLAIM"] * 2
    tokens = {call["ClientToken"] for call in world.sent("ImportPhoneNumber")}
    assert len(tokens) == 2, "another attempt, another token"


def test_an_import_that_no_quota_allows_is_not_sent(world: World, source: str) -> None:
    spend(world, cycles=5)
    refused = world.resource().create(importing(world, source))
    assert f"{source}: a claim at {world.instance_arn} is not sent" in refused.reason
    assert world.sent("ImportPhoneNumber") == []


def test_a_change_from_a_search_to_an_import_replaces_the_number(world: World, source: str) -> None:
    stack = world.stack()
    assert world.run(stack.deploy({"Number": Declared(world.search)}))
    [before] = world.held()
    assert world.run(stack.deploy({"Number": Declared(importing(world, source))}))
    world.settle()
    assert world.held() == [NUMBER] != [before]


def test_a_denied_import_can_be_deleted(world: World, source: str) -> None:
    refuse(world, "ImportPhoneNumber", "AccessDeniedException")
    resource = world.resource()
    refused = resource.create(importing(world, source))
    assert "ImportPhoneNumber" in refused.reason and "AccessDenied" in refused.reason
    assert resource.delete(importing(world, source), refused.physical_resource_id).succeeded
    assert (world.held(), world.operations()) == ([], [])


def test_imports_of_a_lost_ledger_are_rebuilt_with_their_source(world: World, source: str) -> None:
    resource = world.resource()
    created = resource.create(importing(world, source))
    world.advance(1200)
    world.lose_ledger()
    reconcile(world)
    [claim] = world.live_claims()
    assert (claim["phone_number"], claim["source_phone_number_arn"]) == (NUMBER, source)
    assert [kind for kind, _, _ in counted(world)] == ["CLAIM"], "CloudTrail's event and the list's are one"
    assert resource.delete(importing(world, source), created.physical_resource_id).succeeded
