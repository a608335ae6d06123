"""The name of a dashboard."""

from __future__ import annotations

import re

from .finding import Finding
from .rule import Rule, evaluate

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")

_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidDashboardName",
        lambda value: not isinstance(value, str) or _NAME.fullmatch(value) is None,
        lambda value: f"dashboard_name is {value!r}: give 1 to 255 letters, digits, - and _, or leave it out.",
    ),
)


def dashboard_name_findings(dashboard_name: str | None) -> list[Finding]:
    """What is wrong with a dashboard's name."""
    return [] if dashboard_name is None else evaluate(_RULES, dashboard_name)
