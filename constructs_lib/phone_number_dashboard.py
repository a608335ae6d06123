"""A dashboard of instances' phone-number quotas."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk.interfaces.aws_connect import IInstanceRef
from constructs import Construct

from .phone_number_metrics import PhoneNumberMetrics
from .private.environment import construct_path
from .validation.finding import raise_findings
from .validation.monitoring_rules import dashboard_name_findings
from .validation.target_rules import instances_findings


class PhoneNumberDashboard(cloudwatch.Dashboard):
    """For each instance: its numbers and quota, its claims and releases, how many are left, and its parked numbers.

    It shows the 180 days in which claims and releases count.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instances: Sequence[IInstanceRef | str],
        dashboard_name: str | None = None,
    ) -> None:
        """Create the dashboard.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            instances: the instances, or their ARNs, at least one; in the account and Region of the dashboard's stack.
            dashboard_name: letters, digits, - and _. Default: a name that CloudFormation makes.

        Raises:
            PhoneNumberValidationError: no instance is given, an instance's ARN is known to be wrong, or the name is
                wrong; nothing was added to the construct tree.
        """
        raise_findings(
            construct_path(scope, id), instances_findings(instances) + dashboard_name_findings(dashboard_name)
        )
        widgets = [_row(PhoneNumberMetrics(instance)) for instance in instances]
        super().__init__(
            scope,
            id,
            dashboard_name=dashboard_name,
            default_interval=Duration.days(180),
            period_override=cloudwatch.PeriodOverride.AUTO,
            widgets=[row for rows in widgets for row in rows],
        )


def _row(metrics: PhoneNumberMetrics) -> list[list[cloudwatch.IWidget]]:
    title = cloudwatch.TextWidget(markdown=f"## {metrics.instance_arn}", width=24, height=1)
    return [[title], [_numbers(metrics), _operations(metrics), _now(metrics)]]


def _numbers(metrics: PhoneNumberMetrics) -> cloudwatch.IWidget:
    return cloudwatch.GraphWidget(
        title="Phone numbers",
        width=9,
        left=[
            _line("held", metrics.metric_numbers_held(), "Held"),
            _line("parked", metrics.metric_numbers_parked(), "Of these parked"),
            _line("quota", metrics.metric_quota(), "Quota"),
        ],
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
    )


def _operations(metrics: PhoneNumberMetrics) -> cloudwatch.IWidget:
    budget = cloudwatch.MathExpression(
        expression="2 * FILL(quota_of_numbers, REPEAT)",
        using_metrics={"quota_of_numbers": metrics.metric_quota()},
        label="Allowed",
    )
    return cloudwatch.GraphWidget(
        title="Claims and releases in 180 days",
        width=9,
        left=[_line("used", metrics.metric_operations_used(), "Used"), budget],
        left_y_axis=cloudwatch.YAxisProps(min=0, show_units=False),
    )


def _now(metrics: PhoneNumberMetrics) -> cloudwatch.IWidget:
    return cloudwatch.SingleValueWidget(
        title="When last reported",
        width=6,
        height=6,
        metrics=[
            metrics.metric_operations_left(label="Operations left"),
            metrics.metric_numbers_parked(label="Numbers parked"),
            metrics.metric_numbers_not_released(label="Numbers not released"),
        ],
    )


def _line(id: str, metric: cloudwatch.Metric, label: str) -> cloudwatch.IMetric:
    # The function reports only when it works: between operations, the last value holds.
    return cloudwatch.MathExpression(expression=f"FILL({id}, REPEAT)", using_metrics={id: metric}, label=label)
