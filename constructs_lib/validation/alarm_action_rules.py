"""What an alarm does."""

from __future__ import annotations

from collections.abc import Sequence

from .finding import Finding


def alarm_action_findings(alarm_actions: object) -> list[Finding]:
    """What is wrong with the actions of alarms."""
    if not isinstance(alarm_actions, Sequence) or isinstance(alarm_actions, str):
        return [_finding(f"alarm_actions is {alarm_actions!r}")]
    # Whatever has the method of an IAlarmAction is one.
    return [_finding(f"alarm_actions has {action!r}") for action in alarm_actions if not hasattr(action, "bind")]


def _finding(what: str) -> Finding:
    return Finding("InvalidAlarmActions", f"{what}: give a list of IAlarmAction, for example [SnsAction(topic)].")
