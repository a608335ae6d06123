"""Alarms before an instance's quotas stop a deployment."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk.interfaces.aws_connect import IInstanceRef
from constructs import Construct

from .phone_number_metrics import PhoneNumberMetrics
from .private.connect_arn import instance_arn
from .private.environment import construct_path
from .validation.finding import raise_findings
from .validation.monitoring_rules import alarm_action_findings, threshold_findings
from .validation.target_rules import instance_findings


class PhoneNumberQuotaAlarms(Construct):
    """Alarms on an instance's quotas, in the account and Region of the provider that reports the metrics."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance: IInstanceRef | str,
        operations_left_threshold: int = 2,
        numbers_left_threshold: int = 1,
        alarm_actions: Sequence[cloudwatch.IAlarmAction] = (),
    ) -> None:
        """Create the alarms.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            instance: the instance, or its ARN.
            operations_left_threshold: alarm when at most this many claims and releases are left.
                Default: 2, which one replaced number needs.
            numbers_left_threshold: alarm when the instance has room for at most this many more numbers.
                Default: 1, which a replaced number needs until the old one is released.
            alarm_actions: the actions of each alarm except that of parked numbers. Default: none.

        Raises:
            PhoneNumberValidationError: a threshold or an action is wrong, or the instance's ARN is known to be wrong;
                nothing was added to the construct tree.
        """
        raise_findings(
            construct_path(scope, id),
            instance_findings(instance_arn(instance))
            + threshold_findings("operations_left_threshold", operations_left_threshold)
            + threshold_findings("numbers_left_threshold", numbers_left_threshold)
            + alarm_action_findings(alarm_actions),
        )
        self._metrics = PhoneNumberMetrics(instance)
        super().__init__(scope, id)
        self._operations_left = self._operations_left_alarm(operations_left_threshold)
        self._numbers_left = self._numbers_left_alarm(numbers_left_threshold)
        self._numbers_not_released = self._numbers_not_released_alarm()
        self._numbers_parked = self._numbers_parked_alarm()
        for alarm in (self._operations_left, self._numbers_left, self._numbers_not_released):
            alarm.add_alarm_action(*alarm_actions)

    @property
    def metrics(self) -> PhoneNumberMetrics:
        """The metrics that the alarms watch."""
        return self._metrics

    @property
    def operations_left_alarm(self) -> cloudwatch.Alarm:
        """Few claims and releases are left. The alarm stays until the next operation reports that more are left."""
        return self._operations_left

    @property
    def numbers_left_alarm(self) -> cloudwatch.Alarm:
        """The instance holds about as many numbers as it may. The alarm stays until an operation reports otherwise."""
        return self._numbers_left

    @property
    def numbers_not_released_alarm(self) -> cloudwatch.Alarm:
        """A number was parked because its release was not allowed. The alarm ends with the next 5 minutes."""
        return self._numbers_not_released

    @property
    def numbers_parked_alarm(self) -> cloudwatch.Alarm:
        """Numbers are parked, and billed. For information: the alarm has no action."""
        return self._numbers_parked

    def _operations_left_alarm(self, threshold: int) -> cloudwatch.Alarm:
        return self._alarm(
            "OperationsLeft",
            self._metrics.metric_operations_left(),
            cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
            threshold,
            "Few claims and releases of Amazon Connect phone numbers are left of those allowed in 180 days. When none "
            "is, creates fail, and numbers are parked instead of released. Ask AWS Support for a higher quota, or park "
            "numbers that will be needed again (release_policy).",
        )

    def _numbers_left_alarm(self, threshold: int) -> cloudwatch.Alarm:
        numbers_left = cloudwatch.MathExpression(
            expression="quota - held",
            using_metrics={"quota": self._metrics.metric_quota(), "held": self._metrics.metric_numbers_held()},
            label="Numbers left",
            period=self._metrics.metric_quota().period,
        )
        return self._alarm(
            "NumbersLeft",
            numbers_left,
            cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
            threshold,
            "An Amazon Connect instance holds about as many phone numbers as its quota allows. When it holds as many, "
            "creates fail. Request a higher quota (Service Quotas: connect, L-8F812903).",
        )

    def _numbers_not_released_alarm(self) -> cloudwatch.Alarm:
        return self._alarm(
            "NumbersNotReleased",
            self._metrics.metric_numbers_not_released(),
            cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            0,
            "An Amazon Connect phone number was parked, as no release is left of those allowed in 180 days. It stays "
            "billed until a create takes it or it is released.",
            # Each parked number is news, and nothing is reported when no number is parked.
            missing=cloudwatch.TreatMissingData.NOT_BREACHING,
        )

    def _numbers_parked_alarm(self) -> cloudwatch.Alarm:
        return self._alarm(
            "NumbersParked",
            self._metrics.metric_numbers_parked(),
            cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            0,
            "For information: Amazon Connect phone numbers are parked. They are billed, count to the quota, and wait "
            "for a claim that they fit.",
        )

    def _alarm(
        self,
        id: str,
        metric: cloudwatch.IMetric,
        comparison_operator: cloudwatch.ComparisonOperator,
        threshold: int,
        description: str,
        *,
        # The function reports only when it works: between operations, the last value holds.
        missing: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.IGNORE,
    ) -> cloudwatch.Alarm:
        return cloudwatch.Alarm(
            self,
            id,
            metric=metric,
            comparison_operator=comparison_operator,
            threshold=threshold,
            evaluation_periods=1,
            treat_missing_data=missing,
            alarm_description=f"{description} Instance: {self._metrics.instance_arn}",
        )
