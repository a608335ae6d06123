"""Rules about a group's traffic distribution, and about its users."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..private.connect_arn import ConnectArn
from ..private.environment import Environment
from ..private.tokens import is_token
from .finding import Finding
from .rule import Rule, evaluate

_PERCENTAGES = range(0, 101, 10)
_USER = re.compile(r"[^/]+/agent/[^/]+")

_GROUP_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidTrafficDistributionGroup",
        lambda value: not ((arn := ConnectArn.parse(value)) and arn.is_traffic_distribution_group),
        lambda value: (
            f"traffic_distribution_group is {value!r}: give a group (ITrafficDistributionGroupRef) or its ARN, for "
            "example 'arn:aws:connect:us-east-1:123456789012:traffic-distribution-group/<id>'."
        ),
    ),
)
_USER_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidUser",
        lambda value: not ((arn := ConnectArn.parse(value)) and _USER.fullmatch(arn.resource_id)),
        lambda value: (
            f"user is {value!r}: give a user (IUserRef) or its ARN, for example "
            "'arn:aws:connect:us-east-1:123456789012:instance/<id>/agent/<id>'."
        ),
    ),
)


def group_findings(group_arn: str, environment: Environment) -> list[Finding]:
    """What is wrong with a group, for a stack in this environment."""
    findings = evaluate(_GROUP_RULES, group_arn)
    return findings or _environment_findings("traffic_distribution_group", group_arn, environment)


def user_findings(user_arn: str, environment: Environment) -> list[Finding]:
    """What is wrong with a user, for a stack in this environment."""
    return evaluate(_USER_RULES, user_arn) or _environment_findings("user", user_arn, environment)


def distribution_findings(telephony: object, agents: object, sign_in: object, home_region: str | None) -> list[Finding]:
    """What is wrong with a distribution.

    Args:
        telephony: the percentages of calls by Region.
        agents: the percentages of agents by Region; None if they are not given.
        sign_in: whether agents may sign in, by Region; None if that is not given.
        home_region: the group's Region; None if it is not known.
    """
    findings = _percentage_findings("TelephonyConfig", "telephony_config", telephony)
    if agents is not None:
        findings += _percentage_findings("AgentConfig", "agent_config", agents)
    if sign_in is not None:
        findings += _sign_in_findings(sign_in)
    return findings or _region_findings([telephony, agents, sign_in], home_region)


def _percentage_findings(code: str, name: str, given: object) -> list[Finding]:
    shares = [share for share in _of_two_regions(given) if type(share) is int and share in _PERCENTAGES]
    if len(shares) == 2 and sum(shares) == 100:
        return []
    return [
        Finding(
            f"Invalid{code}",
            f"{name} is {given!r}: give the percentage of each of the two Regions, in steps of 10, 100 together, for "
            "example {'us-east-1': 70, 'us-west-2': 30}.",
        )
    ]


def _sign_in_findings(given: object) -> list[Finding]:
    shares = _of_two_regions(given)
    if True in shares and all(isinstance(share, bool) for share in shares):
        return []
    return [
        Finding(
            "InvalidSignInConfig",
            f"sign_in_config is {given!r}: say of each of the two Regions whether agents may sign in there, in one at "
            "least, for example {'us-east-1': True, 'us-west-2': True}.",
        )
    ]


def _of_two_regions(given: object) -> Sequence[object]:
    """The values of the two Regions; empty if the value is no mapping with two Regions."""
    is_pair = isinstance(given, Mapping) and len(given) == 2 and all(isinstance(region, str) for region in given)
    return list(given.values()) if is_pair and isinstance(given, Mapping) else []


def _region_findings(configs: Sequence[object], home_region: str | None) -> list[Finding]:
    regions = [set(config) for config in configs if isinstance(config, Mapping)]
    if any(is_token(region) for each in regions for region in each):
        return []
    if any(each != regions[0] for each in regions):
        shown = "; ".join(", ".join(sorted(each)) for each in regions)
        return [
            Finding("DifferentRegions", f"The configs name different Regions ({shown}): name a group's two in each.")
        ]
    if home_region is None or home_region in regions[0]:
        return []
    return [
        Finding(
            "HomeRegionMissing",
            f"telephony_config names {' and '.join(sorted(regions[0]))}, and the group is in {home_region}: give a "
            "percentage of each of the group's Regions.",
        )
    ]


def _environment_findings(name: str, given: str, environment: Environment) -> list[Finding]:
    arn = ConnectArn.parse(given)
    if arn is None or Environment(arn.partition, arn.region, arn.account).may_be(environment):
        return []
    return [
        Finding(
            "UserInAnotherEnvironment" if name == "user" else "GroupInAnotherEnvironment",
            f"{name} is {given!r}, and the stack is in {environment}: calls and agents are distributed from where the "
            "group was created; deploy the stack there.",
        )
    ]
