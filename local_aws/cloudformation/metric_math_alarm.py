"""Alarms on metric math, which ministack's AWS::CloudWatch::Alarm refuses."""

from typing import Any

from ministack.services import cloudwatch
from ministack.services.cloudformation import provisioners

TYPE = "AWS::CloudWatch::Alarm"


def create(logical_resource_id: str, properties: dict[str, Any], stack_name: str) -> tuple[str, dict[str, Any]]:
    """Create an alarm. An alarm on metric math stays INSUFFICIENT_DATA: nothing evaluates it here."""
    metrics = properties.get("Metrics")
    if not metrics:
        created: tuple[str, dict[str, Any]] = provisioners._cw_metric_alarm_create(
            logical_resource_id, properties, stack_name
        )
        return created
    others = {name: value for name, value in properties.items() if name != "Metrics"}
    # ministack requires a metric's name, and evaluates only alarms that have one.
    stand_in = {"MetricName": "-", "Namespace": "-"}
    created = provisioners._cw_metric_alarm_create(logical_resource_id, {**others, **stand_in}, stack_name)
    cloudwatch._alarms[created[0]].update({**dict.fromkeys(stand_in), "Metrics": metrics})
    return created
