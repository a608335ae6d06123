"""An alarm on numbers that were changed by hand."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk.interfaces.aws_connect import IInstanceRef
from constructs import Construct

from .phone_number_metrics import PhoneNumberMetrics
from .private.connect_arn import instance_arn
from .private.environment import construct_path
from .validation.finding import raise_findings
from .validation.monitoring_rules import alarm_action_findings
from .validation.target_rules import instance_findings


class PhoneNumberDriftAlarm(cloudwatch.Alarm):
    """Goes off when a scheduled look finds drift at an instance, and ends when a look finds none.

    It needs a provider with a `drift_schedule` in the same account and Region.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        instance: IInstanceRef | str,
        alarm_actions: Sequence[cloudwatch.IAlarmAction] = (),
    ) -> None:
        """Create the alarm.

        Args:
            scope: parent in the construct tree.
            id: id within the scope.
            instance: the instance, or its ARN.
            alarm_actions: the alarm's actions. Default: none.

        Raises:
            PhoneNumberValidationError: an action is wrong, or the instance's ARN is known to be wrong; nothing was
                added to the construct tree.
        """
        raise_findings(
            construct_path(scope, id), instance_findings(instance_arn(instance)) + alarm_action_findings(alarm_actions)
        )
        metrics = PhoneNumberMetrics(instance)
        super().__init__(
            scope,
            id,
            metric=metrics.metric_numbers_drifted(),
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            threshold=0,
            evaluation_periods=1,
            # Nothing is reported between two looks: the last look's value still holds.
            treat_missing_data=cloudwatch.TreatMissingData.IGNORE,
            alarm_description=(
                "Amazon Connect phone numbers were changed by hand: connect-numbers drift says which, and the command "
                f"that puts each right. Instance: {metrics.instance_arn}"
            ),
        )
        self.add_alarm_action(*alarm_actions)
