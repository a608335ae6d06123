"""The scheduled look for drift."""

from __future__ import annotations

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from .iam_actions import DRIFT_EVENT_ACTIONS, STACK_RESOURCE_ACTIONS

EVENT_SOURCE = "cdk-connect-phone-numbers"
EVENT_DETAIL_TYPE = "Phone Number Drift"
STACKS_WILDCARD = {r":stack/\*$": "Whether a stack still has a number is asked of whatever stack the ledger names."}
"""Why `allow_drift_looks` has a wildcard."""


def schedule_drift_looks(scope: Construct, id: str, schedule: events.Schedule, function: lambda_.IFunction) -> None:
    """Let an EventBridge rule invoke a provider's function for each look."""
    request = events.RuleTargetInput.from_object({"Drift": {"Time": events.EventField.from_path("$.time")}})
    events.Rule(
        scope,
        id,
        description="Amazon Connect phone numbers: look for what was changed by hand",
        schedule=schedule,
        targets=[targets.LambdaFunction(function, event=request)],
    )


def allow_drift_looks(role: iam.Role) -> None:
    """Allow the actions that only a look for drift needs: to ask about stacks, and to send events."""
    stack = Stack.of(role)
    stacks = stack.format_arn(service="cloudformation", resource="stack", resource_name="*")
    bus = stack.format_arn(
        service="events", resource="event-bus", resource_name="default", arn_format=ArnFormat.SLASH_RESOURCE_NAME
    )
    as_ours = {"StringEquals": {"events:source": EVENT_SOURCE, "events:detail-type": EVENT_DETAIL_TYPE}}
    role.add_to_policy(iam.PolicyStatement(actions=list(STACK_RESOURCE_ACTIONS), resources=[stacks]))
    role.add_to_policy(iam.PolicyStatement(actions=list(DRIFT_EVENT_ACTIONS), resources=[bus], conditions=as_ours))
