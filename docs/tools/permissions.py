"""The tables of permissions, from a synthesised app."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from aws_cdk import Stack
from aws_cdk.assertions import Template

from tests.security.policies import Permission, app_of_everything, permissions_in

THE_FUNCTION = r"^<?(Shared:\w*)?ProviderRole"
THE_REPLICATING_FUNCTION = "^<ConnectPhoneNumberProviderRole"
_NAMES = {
    r"^arn:aws:connect:us-east-1:\d+:phone-number/\*$": "phone numbers of account and Region",
    r"^arn:aws:connect:us-west-2:\d+:phone-number/\*$": "phone numbers in the replica's Region",
    r"^arn:aws:connect:\*:\d+:phone-number/\*$": "phone numbers of the account",
    r"^arn:aws:connect:\*:\d+:traffic-distribution-group/\*$": "groups of the account",
    r"^arn:aws:connect:us-east-1:\d+:traffic-distribution-group/[0-9a-f-]+$": "each declared group",
    r"^arn:aws:connect:us-east-1:\d+:instance/[0-9a-f-]+$": "each declared instance",
    r"^arn:aws:connect:us-west-2:\d+:instance/[0-9a-f-]+$": "its replica",
    r"^arn:aws:connect:us-east-1:\d+:instance/\*$": "instances of account and Region",
    r"^arn:aws:connect:\*:\d+:instance/\*$": "instances of the account",
    r"^arn:aws:connect:us-east-1:\d+:instance/[0-9a-f-]+/contact-flow/\*$": "flows of each declared instance",
    r"^arn:aws:connect:us-west-2:\d+:instance/[0-9a-f-]+/contact-flow/\*$": "flows of its replica",
    r"^arn:aws:ds:\*:\d+:directory/\*$": "directories of the account",
    r"^arn:aws:dynamodb:us-east-1:\d+:table/ConnectPhoneNumberLedger$": "the ledger",
    r"^arn:aws:iam::\d+:role/aws-service-role/": "the service-linked roles of Amazon Connect",
    r"^arn:aws:logs:\*:\d+:log-group:/aws/connect/\*$": "log groups of Amazon Connect",
    r"^arn:aws:sms-voice:us-east-1:\d+:phone-number/": "each declared source of an import",
    r"^arn:aws:servicequotas:us-east-1:\d+:connect/L-8F812903$": "the quota of phone numbers per instance",
    r"^<\w*ProviderFunction\w*\.Arn>$": "the function itself",
    r"^<\w*ProviderLogs\w*\.Arn>$": "its own log group",
    r"^<\w*ProviderStateMachine\w*>$": "its state machine",
    r"^\*$": "`*`",
}


def function_permissions() -> str:
    """The actions of a provider's role, and the resources on which each is allowed."""
    return _table(_allowed(THE_FUNCTION))


def replication_permissions() -> str:
    """The actions that a provider's role has in addition if it serves a replicated instance."""
    of_every_provider = _allowed(THE_FUNCTION)
    more = {
        action: names - of_every_provider.get(action, set())
        for action, names in _allowed(THE_REPLICATING_FUNCTION).items()
    }
    return _table({action: names for action, names in more.items() if names})


def deployed_types_table() -> str:
    """The types of the resources that CloudFormation makes for a stack's first number, with their numbers."""
    shared, numbers, *_ = _stacks()
    counts = Counter(
        resource["Type"]
        for stack in (shared, numbers)
        for resource in Template.from_stack(stack).to_json()["Resources"].values()
    )
    shown = {name: count for name, count in sorted(counts.items()) if not name.startswith(("AWS::CDK::", "Custom::"))}
    return "\n".join(["| Type | Number |", "|---|---|", *(f"| `{name}` | {count} |" for name, count in shown.items())])


@cache
def _stacks() -> list[Stack]:
    return app_of_everything()[1]


@cache
def _permissions() -> list[Permission]:
    return [each for stack in _stacks() for each in permissions_in(Template.from_stack(stack))]


def _allowed(role: str) -> dict[str, set[str]]:
    """The permissions of the roles whose names match: the names of the resources, by action."""
    found = [each for each in _permissions() if re.search(role, each.role)]
    if not found:
        raise ValueError(f"No role is like {role}.")
    allowed: dict[str, set[str]] = {}
    for permission in found:
        suffix = " with the stack's tag" if "aws:ResourceTag" in str(permission.condition) else ""
        allowed.setdefault(permission.action, set()).add(_name(permission.resource) + suffix)
    return allowed


def _table(allowed: dict[str, set[str]]) -> str:
    rows = (f"| `{action}` | {'; '.join(sorted(names))} |" for action, names in sorted(allowed.items()))
    return "\n".join(["| Action | On |", "|---|---|", *rows])


def _name(resource: str) -> str:
    for pattern, name in _NAMES.items():
        if re.search(pattern, resource):
            return name
    raise ValueError(f"{resource} has no name in the documentation: give it one in docs/tools/permissions.py.")
