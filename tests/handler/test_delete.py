"""A Delete: the number goes, once; nobody else's does."""

from tests.handler.world import World


def test_releases_the_number_and_forgets_the_claim(world: World) -> None:
    resource = world.resource()
    created = resource.create({**world.search, "ContactFlowArns": [world.flow_arns[0]]})
    deleted = resource.delete(world.search, created.physical_resource_id)
    assert deleted.succeeded, deleted.reason
    assert deleted.physical_resource_id == created.physical_resource_id
    assert world.claimed() == {}
    assert world.live_claims() == []


def test_waits_until_the_number_is_gone(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.configure({"settle_seconds": 12.0})
    event = resource.event("Delete", world.search, PhysicalResourceId=created.physical_resource_id)
    assert resource.run(event, polls=2).reason == "Operation timed out"
    assert world.live_claims(), "it is not forgotten before it is gone"
    assert resource.run(event).succeeded
    assert world.claimed() == {}
    assert len(world.sent("ReleasePhoneNumber")) >= 1
    assert len({call["ClientToken"] for call in world.sent("ReleasePhoneNumber")}) == 1


def test_a_number_that_is_gone_already_is_no_error(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.console_release(created.data["PhoneNumber"])
    world.advance(60)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.sent("ReleasePhoneNumber") == []
    assert world.live_claims() == []


def test_repeated(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    event = resource.event("Delete", world.search, PhysicalResourceId=created.physical_resource_id)
    assert resource.run(event).succeeded
    assert resource.run(event).succeeded
    assert len(world.sent("ReleasePhoneNumber")) == 1


def test_throttled_for_long(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.control.inject_fault("ReleasePhoneNumber", "throttle", count=30)
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.claimed() == {}


def test_properties_of_another_age_do_not_matter(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    assert resource.delete({"Shape": ["of", "1999"]}, created.physical_resource_id).succeeded
    assert world.claimed() == {}


def test_with_the_ledger_lost_the_tags_say_whose_it_is(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.lose_ledger()
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.claimed() == {}


def test_of_another_stacks_number_releases_nothing(world: World) -> None:
    owner = world.resource("Sales").create(world.search)
    forged = world.resource("Forger").delete(world.search, owner.physical_resource_id)
    assert forged.succeeded
    assert world.held() == [owner.data["PhoneNumber"]]


def test_of_a_number_that_nobody_owns_is_refused(world: World) -> None:
    by_hand = world.control.console_claim(world.instance_arn)
    world.advance(5)
    refused = world.resource("Forger").delete(world.search, by_hand["phone_number_arn"])
    assert "neither the ledger nor its tags say that it belongs to Forger" in refused.reason
    assert world.held() == [by_hand["phone_number"]]


def test_of_a_number_that_was_given_to_another_owner_leaves_it(world: World) -> None:
    resource = world.resource()
    created = resource.create(world.search)
    world.connect.tag_resource(
        resourceArn=created.physical_resource_id,
        tags={"connect-phone-number:stack-id": "another", "connect-phone-number:logical-resource-id": "Other"},
    )
    assert resource.delete(world.search, created.physical_resource_id).succeeded
    assert world.held() == [created.data["PhoneNumber"]]


def test_of_a_cancelled_create_with_an_id_that_cloudformation_invented(world: World) -> None:
    resource = world.resource()
    assert resource.create(world.search).succeeded
    assert resource.delete(world.search, "stack-Support-1QX2Y3").succeeded
    assert world.claimed() == {}


def test_ends_a_create_that_is_still_under_way(world: World) -> None:
    """The waiter of a timed out Create goes on for a while; it must not claim what nobody would release."""
    resource = world.resource()
    create = resource.event("Create", world.search)
    timed_out = resource.run(create, polls=1)
    assert resource.delete(world.search, timed_out.physical_resource_id).succeeded
    late = resource.run(create)
    assert "CloudFormation has gone on to another operation on Support" in late.reason
    assert world.held() == []


def test_a_create_that_only_began_is_ended_too(world: World) -> None:
    resource = world.resource()
    create = resource.event("Create", world.search)
    began = resource.run(create, polls=0)
    assert resource.delete(world.search, began.physical_resource_id).succeeded
    assert not resource.run(create).succeeded
    assert world.held() == []


def test_a_resource_created_again_gets_another_number(world: World) -> None:
    """The same stack, the same logical id, the same search: a token used before would answer with the old number."""
    resource = world.resource()
    first = resource.create(world.search)
    resource.delete(world.search, first.physical_resource_id)
    second = resource.create(world.search)
    assert second.succeeded, second.reason
    assert second.data["PhoneNumber"] != first.data["PhoneNumber"], "a released number cools down"
    assert world.held() == [second.data["PhoneNumber"]]
