"""What is allowed to whom, from a synthesised app."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from aws_cdk import Stack
from aws_cdk.assertions import Template

from tests.security.policies import Permission, app_of_everything, by_action, permissions_in

ROLES = {
    "`is_complete`: claims, changes, releases": r"^<?(Shared:\w*)?ProviderIsCompleteRole",
    "`on_event`: checks, and notes that an operation has begun": r"^<ProviderOnEventRole",
    "Rebuilds the ledger (`connect-numbers reconcile`)": r"^<ProviderReconcileRole",
    "`ReplicatedInstance`, where there is one": r"^<ConnectReplicatedInstanceProviderIsCompleteRole",
}
"""The functions whose permissions are listed, and the patterns of their roles."""
_NAMES = {
    r"^arn:aws:connect:us-east-1:\d+:phone-number/\*$": "phone numbers of account and Region",
    r"^arn:aws:connect:us-west-2:\d+:phone-number/\*$": "phone numbers in the replica's Region",
    r"^arn:aws:connect:\*:\d+:phone-number/\*$": "phone numbers of the account",
    r"^arn:aws:connect:us-east-1:\d+:traffic-distribution-group/\*$": "groups of account and Region",
    r"^arn:aws:connect:us-east-1:\d+:traffic-distribution-group/[0-9a-f-]+$": "each declared group",
    r"^arn:aws:connect:us-east-1:\d+:instance/[0-9a-f-]+$": "each declared instance",
    r"^arn:aws:connect:us-west-2:\d+:instance/[0-9a-f-]+$": "its replica",
    r"^arn:aws:connect:us-east-1:\d+:instance/[0-9a-f-]+/contact-flow/\*$": "flows of each declared instance",
    r"^arn:aws:connect:us-west-2:\d+:instance/[0-9a-f-]+/contact-flow/\*$": "flows of its replica",
    r"^arn:aws:connect:\*:\d+:instance/\*/contact-flow/\*$": "flows of the account",
    r"^arn:aws:ds:\*:\d+:directory/\*$": "directories of the account",
    r"^arn:aws:logs:\*:\d+:log-group:/aws/connect/\*$": "log groups of Amazon Connect",
    r"^arn:aws:iam::\d+:role/aws-service-role/": "the service-linked roles of Amazon Connect",
    r"^<\w*Ledger\w*\.Arn>$": "the ledger",
    r"^<\w*Logs\w*\.Arn>$": "its own log group",
    r"^\*$": "`*`",
}


def function_permissions() -> str:
    """For each function, a table of its actions and what they are allowed on."""
    permissions = [each for stack in _stacks() for each in permissions_in(Template.from_stack(stack))]
    return "\n\n".join(_table(title, pattern, permissions) for title, pattern in ROLES.items())


def deployed_types_table() -> str:
    """The types of the resources that CloudFormation makes for one number and its provider, with their numbers."""
    _, (shared, numbers, _) = _app()
    counts = Counter(
        resource["Type"]
        for stack in (shared, numbers)
        for resource in Template.from_stack(stack).to_json()["Resources"].values()
    )
    shown = {name: count for name, count in sorted(counts.items()) if not name.startswith(("AWS::CDK::", "Custom::"))}
    return "\n".join(["| Type | Number |", "|---|---|", *(f"| `{name}` | {count} |" for name, count in shown.items())])


def _stacks() -> list[Stack]:
    return _app()[1]


def _app() -> tuple[object, list[Stack]]:
    return app_of_everything()


def _table(title: str, pattern: str, permissions: Iterable[Permission]) -> str:
    actions = by_action(each for each in permissions if re.search(pattern, each.role))
    if not actions:
        raise ValueError(f"No role is like {pattern}.")
    rows = [
        f"| `{action}` | {'; '.join(sorted({_name(resource) for resource in resources}))} |"
        for action, resources in sorted(actions.items())
    ]
    return "\n".join([f"### {title}", "", "| Action | On |", "|---|---|", *rows])


def _name(resource: str) -> str:
    for pattern, name in _NAMES.items():
        if re.search(pattern, resource):
            return name
    raise ValueError(f"{resource} has no name in the documentation: give it one in docs/tools/permissions.py.")
