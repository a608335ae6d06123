"""What the roles of a synthesised app may do."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from aws_cdk import App, Stack
from aws_cdk.assertions import Template

from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberProvider,
    ReplicatedInstance,
    TdgPhoneNumber,
    TrafficDistribution,
    TrafficDistributionGroupUser,
)
from constructs_lib.private.acknowledged_findings import flattened
from tests.constructs.support import (
    CONTACT_FLOW_ARN,
    CONTEXT,
    GROUP_ARN,
    INSTANCE_ARN,
    SOURCE_PHONE_NUMBER_ARN,
    as_list,
    new_stack,
    resources,
)

REPLICA_ARN = INSTANCE_ARN.replace("us-east-1", "us-west-2")
USER_ARN = f"{INSTANCE_ARN}/agent/22222222-3333-4444-5555-666666666666"


class Permission(NamedTuple):
    """One action that a role is allowed on one resource; ids as `<LogicalId.Arn>`."""

    role: str
    action: str
    resource: str
    condition: Any


def app_of_everything() -> tuple[App, list[Stack]]:
    """A shared provider, a stack with numbers of an instance and of a group on it and an import; a replica; a group."""
    app = App(context=CONTEXT)
    ids = ("Shared", "Numbers", "Replicated", "Distributed")
    shared, numbers, replicated, distributed = stacks = [new_stack(app, id) for id in ids]
    provider = PhoneNumberProvider(shared, "Provider")
    ClaimedPhoneNumber(
        numbers,
        "Support",
        target=INSTANCE_ARN,
        phone_number="+12065550100",
        contact_flow=CONTACT_FLOW_ARN,
        provider=provider,
    )
    TdgPhoneNumber(
        numbers,
        "Sales",
        traffic_distribution_group=GROUP_ARN,
        phone_number="+12065550102",
        contact_flows=[CONTACT_FLOW_ARN, f"{REPLICA_ARN}/contact-flow/{CONTACT_FLOW_ARN.rpartition('/')[2]}"],
        provider=provider,
    )
    ClaimedPhoneNumber(
        numbers, "Texted", target=INSTANCE_ARN, source_phone_number_arn=SOURCE_PHONE_NUMBER_ARN, provider=provider
    )
    ReplicatedInstance(replicated, "Replica", instance=INSTANCE_ARN, replica_region="us-west-2")
    of_group: Any = {
        "traffic_distribution_group": GROUP_ARN,
        "provider": PhoneNumberProvider(distributed, "Distributor"),
    }
    TrafficDistribution(distributed, "Halves", telephony_config={"us-east-1": 50, "us-west-2": 50}, **of_group)
    TrafficDistributionGroupUser(distributed, "Member", user=USER_ARN, **of_group)
    return app, stacks


def permissions_in(template: Template) -> Iterator[Permission]:
    """All that a template allows to roles, in policies of their own and inline."""
    policies = resources(template, "AWS::IAM::Policy").values()
    for policy in policies:
        for role in policy["Properties"]["Roles"]:
            yield from _of_document(flattened(role), policy["Properties"]["PolicyDocument"])
    for logical_id, role in resources(template, "AWS::IAM::Role").items():
        for policy in role["Properties"].get("Policies", []):
            yield from _of_document(f"<{logical_id}>", policy["PolicyDocument"])


def _of_document(role: str, document: Any) -> Iterator[Permission]:
    for statement in document["Statement"]:
        assert statement["Effect"] == "Allow"
        for action in as_list(statement["Action"]):
            for resource in as_list(statement["Resource"]):
                yield Permission(role, action, flattened(resource), statement.get("Condition"))


def by_action(permissions: Iterable[Permission], service: str = "") -> dict[str, set[str]]:
    """The resources of each action, of one service or of all."""
    allowed: dict[str, set[str]] = {}
    for permission in permissions:
        if permission.action.startswith(service):
            allowed.setdefault(permission.action, set()).add(permission.resource)
    return allowed
