"""The promises about the other resource types, and about the look for drift, at the end of a schedule."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.faults.account import REPLICA, Account, groups_of
from tests.simulation.execution import FAILED, SUCCEEDED
from tests.simulation.logical_resource import (
    QUOTA_INCREASE,
    REPLICATED_INSTANCE,
    TRAFFIC_DISTRIBUTION,
    TRAFFIC_DISTRIBUTION_GROUP_USER,
)
from tests.simulation.stack import Stack
from tests.simulation.stack_resource import Physical

DAY = 24 * 3600
UNTOUCHED = {"TelephonyConfig": 100, "AgentConfig": 100}
"""The distribution of a new group: the percentages of its own Region."""


def problems_of_type(account: Account, stack: Stack, resource_type: str, given_up: frozenset[str]) -> list[str]:
    """The broken promises about a stack's resource of a type.

    Args:
        account: where.
        stack: the stack; it has or had one resource.
        resource_type: the resource's type.
        given_up: the physical ids that CloudFormation gave up to delete, and that no operation can end any more.
    """
    check = _CHECKS.get(resource_type)
    return check(account, stack, given_up) if check else []


def drift_problems(account: Account) -> list[str]:
    """The broken promises about looks for drift, if there was one.

    The next look, without faults, reports the one number that has drifted. No look goes on for ever or
    reports another number.
    """
    world = account.world
    if not any("Drift" in event for event in world.function.invocations):
        return []
    world.advance(DAY)
    world.invoke({"Drift": {"Time": datetime.fromtimestamp(world.now(), UTC).isoformat()}})
    world.settle()
    looks = [each for each in world.state_machine.executions if each.name.startswith("Drift-")]
    problems = [f"the look {each.name} is {each.status}" for each in looks if each.status not in (SUCCEEDED, FAILED)]
    if looks[-1].status != SUCCEEDED:
        problems.append(f"a look has failed that nothing disturbs: {looks[-1].visits[-1].data}")
    details = [json.loads(event["Detail"]) for event in world.provider.events]
    told = {(each["PhoneNumberArn"], *(difference["Kind"] for difference in each["Differences"])) for each in details}
    if told != {(account.owned, "DESCRIPTION")}:
        problems.append(f"reported as drifted is {told}")
    counts = {(arn, values["NumbersDrifted"]) for arn, values, _ in world.metrics if "NumbersDrifted" in values}
    if counts - {(world.instance_arn, 1), (account.other.instance_arn, 0)}:
        problems.append(f"the metric of numbers that have drifted is {counts}")
    return problems


def _live(stack: Stack) -> list[Physical]:
    return [resource.physical for resource in stack.resources.values() if resource.physical is not None]


def _replicas(account: Account, stack: Stack, given_up: frozenset[str]) -> list[str]:
    """The stack's replicas exist, no others, and their tags name the stack."""
    client = account.world.provider.connect_in(REPLICA)
    of_others = account.world.instance_arn.replace("us-east-1", REPLICA)
    there = {each["Arn"] for each in client.list_instances()["InstanceSummaryList"]} - {of_others}
    live = {physical.physical_resource_id for physical in _live(stack)}
    problems = [f"the replica {arn} is there or live, and not both" for arn in (there ^ live) - given_up]
    for arn in there:
        tags = client.list_tags_for_resource(resourceArn=arn)["tags"]
        if tags.get("connect-replicated-instance:stack-id") != stack.stack_id:
            problems.append(f"the tags of the replica {arn} are {tags}")
    return problems


def _distribution(account: Account, stack: Stack, given_up: frozenset[str]) -> list[str]:
    """Each group has the distribution that the stack's resource asks for. Without a resource, it has its old one."""
    problems = []
    for group_arn in groups_of(account):
        wanted = dict(UNTOUCHED)
        for asked in _asked_of(stack, group_arn):
            wanted |= {name: _home_share(asked[name]) for name in UNTOUCHED if name in asked}
        answer = account.world.connect.get_traffic_distribution(Id=group_arn)
        shown = {name: _home_share(answer[name]) for name in UNTOUCHED}
        if shown != wanted and not any(named.startswith(group_arn) for named in given_up):
            problems.append(f"the group's own Region has {shown} and should have {wanted}: {group_arn}")
    return problems


def _asked_of(stack: Stack, group_arn: str) -> list[Mapping[str, Any]]:
    """The properties of the stack's resources that are of a group."""
    asked = [physical.properties for physical in _live(stack)]
    return [properties for properties in asked if properties["TrafficDistributionGroupArn"] == group_arn]


def _home_share(config: Mapping[str, Any]) -> int:
    return next(int(each["Percentage"]) for each in config["Distributions"] if each["Region"] != REPLICA)


def _users(account: Account, stack: Stack, given_up: frozenset[str]) -> list[str]:
    """Each group has the user that the stack's resource names, and no other."""
    client, problems = account.world.connect, []
    for group_arn in groups_of(account):
        answer = client.list_traffic_distribution_group_users(TrafficDistributionGroupId=group_arn)
        there = {each["UserId"] for each in answer["TrafficDistributionGroupUserSummaryList"]}
        live = {asked["UserArn"].rpartition("/")[2] for asked in _asked_of(stack, group_arn)}
        spared = {name.rpartition("/")[2] for name in given_up if group_arn in name}
        if there - spared != live:
            problems.append(f"the users of the group are {there} and should be {live}: {group_arn}")
    return problems


def _requests(account: Account, stack: Stack, given_up: frozenset[str]) -> list[str]:
    """The function has requested the higher quota once, if the stack has its resource."""
    values = [request["desired_value"] for request in account.world.control.quota_requests()]
    problems = [f"a quota of {value} was asked for more than once" for value in set(values) if values.count(value) > 1]
    return problems + [f"{each} is there, and no quota was asked for" for each in _live(stack) if not values]


_CHECKS: Mapping[str, Callable[[Account, Stack, frozenset[str]], list[str]]] = {
    REPLICATED_INSTANCE: _replicas,
    TRAFFIC_DISTRIBUTION: _distribution,
    TRAFFIC_DISTRIBUTION_GROUP_USER: _users,
    QUOTA_INCREASE: _requests,
}
