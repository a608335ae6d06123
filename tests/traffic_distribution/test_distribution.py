"""A group's traffic distribution, from its create to its delete."""

from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.lifecycle.scenes import REPLICA, group_of, refuse
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lifecycle import Lifecycle
from tests.simulation.logical_resource import TRAFFIC_DISTRIBUTION
from tests.simulation.remote_call import RemoteCall
from tests.simulation.world import World

HOME = "us-east-1"
BEFORE, ASKED, LATER = (100, 0), (70, 30), (0, 100)


def config(shares: tuple[int, int], member: str = "Percentage") -> dict[str, Any]:
    regions = zip((HOME, REPLICA), shares, strict=True)
    return {"Distributions": [{"Region": region, member: share} for region, share in regions]}


def asked_for(group_arn: str, shares: tuple[int, int] = ASKED, **more: Any) -> dict[str, Any]:
    return {"TrafficDistributionGroupArn": group_arn, "TelephonyConfig": config(shares), **more}


def distribution(world: World, group_arn: str, name: str = "TelephonyConfig") -> tuple[Any, ...]:
    world.advance(5)
    shares: list[Mapping[str, Any]] = world.connect.get_traffic_distribution(Id=group_arn)[name]["Distributions"]
    return tuple(share.get("Percentage", share.get("Enabled")) for share in shares)


def new(world: World) -> Lifecycle:
    return world.resource("Distribution", TRAFFIC_DISTRIBUTION)


@pytest.fixture
def group(world: World) -> str:
    return group_of(world)


def another_group(world: World) -> str:
    instance_id = world.instance_arn.rpartition("/")[2]
    return str(world.connect.create_traffic_distribution_group(Name="other", InstanceId=instance_id)["Arn"])


def test_it_is_set_changed_and_put_back(world: World, group: str) -> None:
    resource, first, second = new(world), asked_for(group), asked_for(group, LATER, AgentConfig=config(LATER))
    created = resource.create(first)
    assert created.succeeded, created.reason
    assert created.data == {"TrafficDistributionGroupArn": group}
    assert (distribution(world, group), distribution(world, group, "AgentConfig")) == (ASKED, BEFORE)
    updated = resource.update(first, second, created.physical_resource_id)
    assert updated.physical_resource_id == created.physical_resource_id
    assert (distribution(world, group), distribution(world, group, "AgentConfig")) == (LATER, LATER)
    world.lose_ledger()
    assert resource.delete(second, created.physical_resource_id).succeeded
    assert (distribution(world, group), distribution(world, group, "AgentConfig")) == (BEFORE, BEFORE)
    assert len(world.sent("UpdateTrafficDistribution")) == 3


@pytest.mark.parametrize("agents_since", [LATER, (50, 50)], ids=["as it was left", "changed by somebody"])
def test_a_configuration_that_is_not_asked_for_any_more_is_put_back(
    world: World, group: str, agents_since: tuple[int, int]
) -> None:
    """By the rollback of an update that added it, for one; unless somebody has changed it since."""
    resource, both, one = new(world), asked_for(group, AgentConfig=config(LATER)), asked_for(group)
    created = resource.create(both)
    world.advance(5)
    world.connect.update_traffic_distribution(Id=group, TelephonyConfig=config(ASKED), AgentConfig=config(agents_since))
    world.advance(5)
    assert resource.update(both, one, created.physical_resource_id).succeeded
    expected = BEFORE if agents_since == LATER else agents_since
    assert (distribution(world, group), distribution(world, group, "AgentConfig")) == (ASKED, expected)
    assert resource.delete(one, created.physical_resource_id).succeeded
    assert (distribution(world, group), distribution(world, group, "AgentConfig")) == (BEFORE, expected)


def test_it_is_asked_for_in_the_region_that_is_to_handle_the_traffic(world: World, group: str) -> None:
    resource = new(world)
    arn = resource.create(asked_for(group, (50, 50))).physical_resource_id
    assert resource.update(asked_for(group, (50, 50)), asked_for(group, (40, 60)), arn).succeeded
    sent = [call for call in world.control.journal() if call["operation"] == "UpdateTrafficDistribution"]
    assert [call["region_name"] for call in sent] == [HOME, REPLICA]
    assert {call["parameters"]["Id"] for call in sent} == {group}


def test_a_change_that_its_region_shows_late_is_waited_for(world: World, group: str) -> None:
    world.control.configure({"distribution_delay_seconds": 60.0})
    created = new(world).create(asked_for(group, LATER, AgentConfig=config(LATER)))
    assert created.succeeded, created.reason
    assert len(world.sent("UpdateTrafficDistribution")) == 1


@pytest.mark.parametrize("by_delete", [True, False])
def test_a_change_that_is_given_up_before_its_region_shows_it_is_undone(
    world: World, group: str, by_delete: bool
) -> None:
    resource = new(world)
    if by_delete:
        world.control.configure({"distribution_delay_seconds": 60.0})
        given_up = resource.cancel(resource.create_event(asked_for(group, LATER)), after=20)
        assert resource.delete(asked_for(group, LATER), given_up.physical_resource_id).succeeded
    else:
        old, new_ = asked_for(group, BEFORE), asked_for(group, LATER)
        arn = resource.create(old).physical_resource_id
        world.control.configure({"distribution_delay_seconds": 60.0})
        resource.cancel(resource.update_event(old, new_, arn), after=20)
        assert resource.update(new_, old, arn).succeeded
    world.advance(200)
    assert distribution(world, group) == BEFORE


def test_a_third_distribution_after_the_change_is_somebody_elses(world: World, group: str) -> None:
    def shift(call: RemoteCall) -> None:
        if call.operation == "GetTrafficDistribution" and world.sent("UpdateTrafficDistribution"):
            world.remote_calls.before.remove(shift)
            world.connect.update_traffic_distribution(Id=group, TelephonyConfig=config(ASKED))

    world.remote_calls.before.append(shift)
    assert "somebody else has changed it meanwhile" in new(world).create(asked_for(group, LATER)).reason


def test_what_is_so_already_is_not_sent(world: World, group: str) -> None:
    assert new(world).create(asked_for(group, BEFORE)).succeeded
    assert world.sent("UpdateTrafficDistribution") == []


def test_what_somebody_has_shifted_since_is_left_alone(world: World, group: str) -> None:
    resource = new(world)
    arn = resource.create(asked_for(group)).physical_resource_id
    world.connect.update_traffic_distribution(Id=group, TelephonyConfig=config(LATER))
    assert resource.delete(asked_for(group), arn).succeeded
    assert distribution(world, group) == LATER


def test_a_group_that_is_gone_has_nothing_to_put_back(world: World, group: str) -> None:
    resource = new(world)
    arn = resource.create(asked_for(group)).physical_resource_id
    world.connect.delete_traffic_distribution_group(TrafficDistributionGroupId=group)
    assert resource.delete(asked_for(group), arn).succeeded


def test_only_a_default_group_distributes_sign_ins(world: World, group: str) -> None:
    [default] = [
        each["Arn"]
        for each in world.connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"]
        if each["IsDefault"]
    ]
    sign_in = {"SignInConfig": config((True, False), "Enabled")}
    refused = new(world).deploy(asked_for(group, **sign_in))
    assert "SignInConfig can be changed on the default group only" in refused.reason
    assert distribution(world, group) == BEFORE
    resource = new(world)
    created = resource.create(asked_for(default, **sign_in))
    assert distribution(world, default, "SignInConfig") == (True, False)
    assert resource.delete(asked_for(default, **sign_in), created.physical_resource_id).succeeded
    assert distribution(world, default, "SignInConfig") == (True, True)


CALLS = ["UpdateTrafficDistribution", "GetTrafficDistribution", "DescribeTrafficDistributionGroup"]


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize("kind", [FaultKind.KILLED_BEFORE, FaultKind.KILLED_AFTER])
@pytest.mark.parametrize("after", [0.5, 30])
def test_a_create_that_is_given_up_leaves_the_distribution_as_it_was(
    world: World, group: str, operation: str, kind: FaultKind, after: float
) -> None:
    world.disturb(Fault(kind, operation=operation))
    resource = new(world)
    given_up = resource.cancel(resource.create_event(asked_for(group)), after)
    assert resource.delete(asked_for(group), given_up.physical_resource_id).succeeded
    world.settle()
    assert distribution(world, group) == BEFORE


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize(
    "kind", [FaultKind.THROTTLED, FaultKind.UNAVAILABLE, FaultKind.NOT_SENT, FaultKind.ANSWER_LOST]
)
def test_a_call_that_is_not_answered_is_made_again(world: World, group: str, operation: str, kind: FaultKind) -> None:
    world.disturb(Fault(kind, operation=operation))
    created = new(world).create(asked_for(group))
    assert created.succeeded, created.reason
    assert distribution(world, group) == ASKED


def test_another_group_is_another_distribution(world: World, group: str) -> None:
    other = another_group(world)
    resource, old, replaced = new(world), asked_for(group), asked_for(other)
    arn = resource.create(old).physical_resource_id
    updated = resource.update(old, replaced, arn)
    assert updated.physical_resource_id != arn
    assert resource.delete(old, arn).succeeded
    assert (distribution(world, group), distribution(world, other)) == (BEFORE, ASKED)


def test_an_update_to_another_group_that_is_rolled_back_keeps_how_the_first_was_before(
    world: World, group: str
) -> None:
    """As where the update succeeded, and another resource of the stack failed after it."""
    resource, first, second = new(world), asked_for(group), asked_for(another_group(world))
    created = resource.create(first)
    moved = resource.update(first, second, created.physical_resource_id)
    back = resource.update(second, first, moved.physical_resource_id)
    assert back.physical_resource_id == created.physical_resource_id
    assert resource.delete(second, moved.physical_resource_id).succeeded
    assert resource.delete(first, back.physical_resource_id).succeeded
    for each in (first, second):
        assert distribution(world, each["TrafficDistributionGroupArn"]) == BEFORE


def let_the_delete_come_late(
    world: World, group: str, other: str, wanted: dict[str, Any], *, is_denied: bool = False
) -> None:
    """An update leaves a group for another one. The left one's Delete comes only after the next update."""
    resource, first, second = new(world), asked_for(group), asked_for(other)
    created = resource.create(first)
    moved = resource.update(first, second, created.physical_resource_id)
    late = resource.delete_event(first, created.physical_resource_id)
    world.advance(5)
    assert resource.update(second, wanted, moved.physical_resource_id).succeeded
    world.advance(120)
    if is_denied:
        refuse(world, "GetTrafficDistribution", "AccessDeniedException")
    resource.run(late)
    world.settle()


def test_a_late_delete_puts_back_the_group_that_was_left_and_no_other(world: World, group: str) -> None:
    other = another_group(world)
    let_the_delete_come_late(world, group, other, asked_for(other, LATER))
    assert (distribution(world, group), distribution(world, other)) == (BEFORE, LATER)


def test_a_late_delete_that_the_service_refuses_ends_as_it_was_answered(world: World, group: str) -> None:
    """As where the policy of the group that was left is deleted by then."""
    other = another_group(world)
    let_the_delete_come_late(world, group, other, asked_for(other, LATER), is_denied=True)
    assert [each.status for each in world.state_machine.executions] == ["SUCCEEDED"] * 4


def test_a_late_delete_spares_a_group_that_is_wanted_again(world: World, group: str) -> None:
    let_the_delete_come_late(world, group, another_group(world), asked_for(group))
    assert distribution(world, group) == ASKED


def test_an_update_to_another_group_that_fails_leaves_that_as_it_was(world: World, group: str) -> None:
    other = another_group(world)
    resource, old, replaced = new(world), asked_for(group), asked_for(other)
    arn = resource.create(old).physical_resource_id
    resource.cancel(resource.update_event(old, replaced, arn), 2)
    assert resource.update(replaced, old, arn).succeeded
    assert (distribution(world, group), distribution(world, other)) == (ASKED, BEFORE)


def test_a_rollback_succeeds_where_its_policy_lacks_the_group_of_the_failed_update(world: World, group: str) -> None:
    other = another_group(world)
    resource, old, replaced = new(world), asked_for(group), asked_for(other)
    arn = resource.create(old).physical_resource_id
    resource.cancel(resource.update_event(old, replaced, arn), 2)

    def deny(call: RemoteCall) -> None:
        if call.operation == "GetTrafficDistribution" and call.parameters["Id"] == other:
            told: Any = {"Error": {"Code": "AccessDeniedException", "Message": "no"}}
            raise ClientError(told, call.operation)

    world.remote_calls.before.append(deny)
    back = resource.update(replaced, old, arn)
    assert (back.status, back.physical_resource_id) == ("SUCCESS", arn)
    world.remote_calls.before.remove(deny)
    assert (distribution(world, group), distribution(world, other)) == (ASKED, ASKED)
    # The next operation that may do so puts the other group back.
    assert resource.delete(old, arn).succeeded
    assert (distribution(world, group), distribution(world, other)) == (BEFORE, BEFORE)


def test_a_clean_up_that_is_denied_is_made_up_for_by_the_next_operation(world: World, group: str) -> None:
    """CloudFormation skips it after three tries, and does not name the group again."""
    other = another_group(world)
    resource, first, second = new(world), asked_for(group), asked_for(other)
    created = resource.create(first)
    moved = resource.update(first, second, created.physical_resource_id)
    refuse(world, "GetTrafficDistribution", "AccessDeniedException")
    assert not resource.delete(first, created.physical_resource_id).succeeded
    world.remote_calls.before.clear()
    assert distribution(world, group) == ASKED
    assert resource.update(second, asked_for(other, LATER), moved.physical_resource_id).succeeded
    assert (distribution(world, group), distribution(world, other)) == (BEFORE, LATER)


@pytest.mark.parametrize(
    ("properties", "sentence"),
    [
        ({"TelephonyConfig": config((70, 40))}, "TelephonyConfig gives 110 %"),
        ({"TelephonyConfig": config((75, 25))}, "Percentage '75' is none of 0, 10, 20 to 100"),
        ({"TelephonyConfig": "half"}, "TelephonyConfig 'half' has not one share for us-east-1"),
        ({"TelephonyConfig": ""}, "TelephonyConfig is missing"),
        ({"SignInConfig": config((1, 2), "Enabled")}, "Enabled '1' is neither 'true' nor 'false'"),
        ({"TrafficDistributionGroupArn": "group"}, "TrafficDistributionGroupArn 'group' is not an Amazon Connect ARN"),
        ({"Telephony": "x"}, "unknown property 'Telephony': did you mean TelephonyConfig?"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(world: World, group: str, properties: Any, sentence: str) -> None:
    refused = new(world).deploy({**asked_for(group), **properties})
    assert sentence in refused.reason
    assert world.sent("UpdateTrafficDistribution") == []
