"""Rules about alarms and the dashboard."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from aws_cdk import Token

from .finding import Finding
from .rule import Rule, evaluate

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
_DASHBOARD_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")

_DASHBOARD_NAME_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidDashboardName",
        lambda value: not isinstance(value, str) or _DASHBOARD_NAME.fullmatch(value) is None,
        lambda value: f"dashboard_name is {value!r}: give 1 to 255 letters, digits, - and _, or leave it out.",
    ),
)

_HIGHEST = 2**31 - 1


def dashboard_name_findings(dashboard_name: str | None) -> list[Finding]:
    """What is wrong with a dashboard's name."""
    return [] if dashboard_name is None else evaluate(_DASHBOARD_NAME_RULES, dashboard_name)


def threshold_findings(name: str, threshold: int) -> list[Finding]:
    """What is wrong with a threshold, called by this name where it was given."""
    # Python sees a number that is known only at deployment as a float. An infinite number would end jsii's process.
    if isinstance(threshold, float) and math.isfinite(threshold) and Token.is_unresolved(threshold):
        return []
    if isinstance(threshold, int) and not isinstance(threshold, bool) and 0 <= threshold <= _HIGHEST:
        return []
    return [Finding("InvalidThreshold", f"{name} is {threshold!r}: give a whole number from 0 to {_HIGHEST}.")]


def alarm_action_findings(alarm_actions: object) -> list[Finding]:
    """What is wrong with the actions of alarms."""
    if not isinstance(alarm_actions, Sequence) or isinstance(alarm_actions, str):
        return [_action_finding(f"alarm_actions is {alarm_actions!r}")]
    # Whatever has the method of an IAlarmAction is one.
    return [_action_finding(f"alarm_actions has {action!r}") for action in alarm_actions if not hasattr(action, "bind")]


def _action_finding(what: str) -> Finding:
    return Finding("InvalidAlarmActions", f"{what}: give a list of IAlarmAction, for example [SnsAction(topic)].")
