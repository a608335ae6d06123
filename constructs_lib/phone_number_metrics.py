"""The metrics of an instance's quotas, which the function writes."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk.interfaces.aws_connect import IInstanceRef

from .private.connect_arn import instance_arn
from .validation.finding import raise_findings
from .validation.target_rules import instance_findings

NAMESPACE = "ConnectPhoneNumbers"
DIMENSION = "InstanceArn"


class PhoneNumberMetrics:
    """CloudWatch metrics of an instance's phone numbers. They include the numbers of its traffic distribution groups.

    The function reports them when it claims, releases or parks a number, in the account and Region of its provider. It
    reports drift at each scheduled look. Between reports the last value holds, except that claims and releases may
    have left the 180 days since then.
    """

    def __init__(self, instance: IInstanceRef | str) -> None:
        """Choose the instance.

        Args:
            instance: the instance, or its ARN.

        Raises:
            PhoneNumberValidationError: the instance's ARN is known to be wrong.
        """
        self.instance_arn = instance_arn(instance)
        raise_findings("PhoneNumberMetrics", instance_findings(self.instance_arn))

    def metric_quota(
        self, *, statistic: str = "Minimum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Numbers that the instance may hold. Default: the lowest in 5 minutes."""
        return self.metric("Quota", statistic=statistic, period=period, label=label)

    def metric_numbers_held(
        self, *, statistic: str = "Maximum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Numbers that the instance holds, whoever claimed them. Default: the highest in 5 minutes."""
        return self.metric("NumbersHeld", statistic=statistic, period=period, label=label)

    def metric_operations_used(
        self, *, statistic: str = "Maximum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Claims and releases of the last 180 days. Default: the highest in 5 minutes."""
        return self.metric("OperationsUsed", statistic=statistic, period=period, label=label)

    def metric_operations_left(
        self, *, statistic: str = "Minimum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Claims and releases still allowed, of twice the quota in 180 days. Default: the lowest in 5 minutes."""
        return self.metric("OperationsLeft", statistic=statistic, period=period, label=label)

    def metric_numbers_parked(
        self, *, statistic: str = "Maximum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Parked numbers, which a later create takes. Default: the highest in 5 minutes."""
        return self.metric("NumbersParked", statistic=statistic, period=period, label=label)

    def metric_numbers_not_released(
        self, *, statistic: str = "Sum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Numbers that were parked because their release was not allowed. Default: the sum of 5 minutes."""
        return self.metric("NumbersNotReleased", statistic=statistic, period=period, label=label)

    def metric_numbers_drifted(
        self, *, statistic: str = "Maximum", period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """Numbers that were changed by hand, from each scheduled look for drift. Default: the highest in 5 minutes."""
        return self.metric("NumbersDrifted", statistic=statistic, period=period, label=label)

    def metric(
        self, metric_name: str, *, statistic: str, period: Duration | None = None, label: str | None = None
    ) -> cloudwatch.Metric:
        """The instance's metric of this name. Default period: 5 minutes."""
        return cloudwatch.Metric(
            namespace=NAMESPACE,
            metric_name=metric_name,
            dimensions_map={DIMENSION: self.instance_arn},
            statistic=statistic,
            period=period or Duration.minutes(5),
            label=label,
        )
