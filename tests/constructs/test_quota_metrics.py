"""Metrics, alarms and the dashboard of instances' quotas."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aws_cdk import App, Duration
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_connect as connect
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from connect_phone_numbers.aws import metrics as reported
from connect_phone_numbers.quota.arithmetic import QuotaUse
from constructs_lib import (
    PhoneNumberDashboard,
    PhoneNumberMetrics,
    PhoneNumberQuotaAlarms,
    PhoneNumberValidationError,
    phone_number_metrics,
)

from .support import CONTEXT, GROUP_ARN, INSTANCE_ARN, OTHER_INSTANCE_ARN, new_stack, resources

NAMES = ("Quota", "NumbersHeld", "OperationsUsed", "OperationsLeft", "NumbersParked", "NumbersNotReleased")
IN_ALARM = {"LessThanOrEqualToThreshold": int.__le__, "GreaterThanThreshold": int.__gt__}


@pytest.fixture(scope="module")
def app() -> App:
    app = App(context=CONTEXT)
    stack = new_stack(app)
    topic = sns.Topic(stack, "Topic")
    PhoneNumberQuotaAlarms(
        stack,
        "Alarms",
        instance=INSTANCE_ARN,
        operations_left_threshold=4,
        numbers_left_threshold=2,
        alarm_actions=[actions.SnsAction(topic)],
    )
    instance = connect.CfnInstance(
        stack,
        "Instance",
        identity_management_type="CONNECT_MANAGED",
        attributes=connect.CfnInstance.AttributesProperty(inbound_calls=True, outbound_calls=True),
    )
    PhoneNumberQuotaAlarms(stack, "Other", instance=instance)
    PhoneNumberDashboard(stack, "Dashboard", instances=[INSTANCE_ARN, OTHER_INSTANCE_ARN, instance])
    return app


@pytest.fixture(scope="module")
def template(app: App) -> Template:
    return Template.from_stack(app.node.find_child("ContactCenter"))  # type: ignore[arg-type]


def alarm(template: Template, id: str, of: str = "Alarms") -> dict[str, Any]:
    [found] = [
        resource["Properties"]
        for logical_id, resource in resources(template, "AWS::CloudWatch::Alarm").items()
        if logical_id.startswith(f"{of}{id}") and len(logical_id) == len(of) + len(id) + 8
    ]
    return dict(found)


def is_in_alarm(properties: dict[str, Any], value: int) -> bool:
    return bool(IN_ALARM[properties["ComparisonOperator"]](value, properties["Threshold"]))


def test_the_handler_reports_where_the_alarms_look() -> None:
    assert (phone_number_metrics.NAMESPACE, phone_number_metrics.DIMENSION) == (reported.NAMESPACE, reported.DIMENSION)
    assert set(QuotaUse(quota=5, held=0, operations=(), now=0).counts()) == set(NAMES) - {
        "NumbersParked",
        "NumbersNotReleased",
    }


@pytest.mark.parametrize(
    ("id", "statistic", "missing", "values"),
    [
        ("OperationsLeft", "Minimum", "ignore", (5, 4)),
        ("NumbersNotReleased", "Sum", "notBreaching", (0, 1)),
        ("NumbersParked", "Maximum", "ignore", (0, 1)),
    ],
)
def test_alarms_on_one_metric(
    template: Template, id: str, statistic: str, missing: str, values: tuple[int, int]
) -> None:
    properties = alarm(template, id)
    assert (properties["Namespace"], properties["MetricName"]) == ("ConnectPhoneNumbers", id)
    assert properties["Dimensions"] == [{"Name": "InstanceArn", "Value": INSTANCE_ARN}]
    assert (properties["Statistic"], properties["Period"]) == (statistic, 300)
    assert (properties["EvaluationPeriods"], properties["TreatMissingData"]) == (1, missing)
    assert [is_in_alarm(properties, value) for value in values] == [False, True]
    assert INSTANCE_ARN in properties["AlarmDescription"]


def test_the_alarm_on_numbers_left(template: Template) -> None:
    properties = alarm(template, "NumbersLeft")
    by_id = {metric["Id"]: metric for metric in properties["Metrics"]}
    [expression] = [metric for metric in by_id.values() if metric.get("Expression")]
    assert expression["Expression"] == "quota - held"
    assert {
        id: (metric["MetricStat"]["Metric"]["MetricName"], metric["MetricStat"]["Stat"], metric["MetricStat"]["Period"])
        for id, metric in by_id.items()
        if "MetricStat" in metric
    } == {"quota": ("Quota", "Minimum", 300), "held": ("NumbersHeld", "Maximum", 300)}
    assert (is_in_alarm(properties, 3), is_in_alarm(properties, 2)) == (False, True)
    assert properties["TreatMissingData"] == "ignore"


def test_what_is_only_information_has_no_action(template: Template) -> None:
    [topic] = resources(template, "AWS::SNS::Topic")
    with_actions = {
        logical_id: resource["Properties"]["AlarmActions"]
        for logical_id, resource in resources(template, "AWS::CloudWatch::Alarm").items()
        if "AlarmActions" in resource["Properties"]
    }
    assert [id[:-8] for id in sorted(with_actions)] == [
        "AlarmsNumbersLeft",
        "AlarmsNumbersNotReleased",
        "AlarmsOperationsLeft",
    ]
    assert list(with_actions.values()) == [[{"Ref": topic}]] * 3


def test_an_instance_of_the_app_and_the_default_thresholds(template: Template) -> None:
    [instance] = resources(template, "AWS::Connect::Instance")
    properties = alarm(template, "OperationsLeft", of="Other")
    assert properties["Dimensions"] == [{"Name": "InstanceArn", "Value": {"Ref": instance}}]
    assert properties["Threshold"] == 2
    assert alarm(template, "NumbersLeft", of="Other")["Threshold"] == 1


def test_metrics_for_other_alarms() -> None:
    metric = PhoneNumberMetrics(INSTANCE_ARN).metric_operations_used(period=Duration.hours(1), label="Used")
    assert (metric.namespace, metric.metric_name, metric.statistic) == (
        "ConnectPhoneNumbers",
        "OperationsUsed",
        "Maximum",
    )
    assert (metric.period.to_seconds(), metric.label) == (3600, "Used")


def dashboard(template: Template) -> dict[str, Any]:
    [found] = resources(template, "AWS::CloudWatch::Dashboard").values()
    body = found["Properties"]["DashboardBody"]["Fn::Join"][1]
    return dict(json.loads("".join(part if isinstance(part, str) else part["Ref"] for part in body)))


def test_the_dashboard_shows_180_days(template: Template) -> None:
    body = dashboard(template)
    assert (body["start"], body["periodOverride"]) == ("-P180D", "auto")


def test_the_dashboard_has_every_metric_of_every_instance(template: Template) -> None:
    shown = {
        (metric[1], metric[3])
        for widget in dashboard(template)["widgets"]
        for metric in widget["properties"].get("metrics", [])
        if metric[0] == "ConnectPhoneNumbers"
    }
    [declared] = resources(template, "AWS::Connect::Instance")
    assert shown == {(name, arn) for name in NAMES for arn in (INSTANCE_ARN, OTHER_INSTANCE_ARN, declared)}


def test_the_dashboard_compares_operations_with_twice_the_quota(template: Template) -> None:
    [first, *_] = [
        widget
        for widget in dashboard(template)["widgets"]
        if widget["properties"].get("title") == "Claims and releases in 180 days"
    ]
    expressions = [metric[0] for metric in first["properties"]["metrics"] if isinstance(metric[0], dict)]
    assert [(expression["label"], expression["expression"]) for expression in expressions] == [
        ("Used", "FILL(used, REPEAT)"),
        ("Allowed", "2 * FILL(quota_of_numbers, REPEAT)"),
    ]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ({"instance": GROUP_ARN}, ("InvalidInstance",)),
        ({"instance": "my-instance"}, ("InvalidInstance",)),
        ({"operations_left_threshold": -1, "numbers_left_threshold": -1}, ("InvalidThreshold",) * 2),
        ({"numbers_left_threshold": 0.5}, ("InvalidThreshold",)),
    ],
)
def test_alarms_refused(arguments: dict[str, Any], codes: tuple[str, ...]) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        PhoneNumberQuotaAlarms(stack, "Alarms", **{"instance": INSTANCE_ARN, **arguments})
    assert caught.value.codes == codes
    assert "ContactCenter/Alarms" in str(caught.value)
    assert stack.node.children == []


@pytest.mark.parametrize(
    ("instances", "code"),
    [([], "InvalidInstances"), (INSTANCE_ARN, "InvalidInstances"), ([INSTANCE_ARN, GROUP_ARN], "InvalidInstance")],
)
def test_dashboards_refused(instances: Any, code: str) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        PhoneNumberDashboard(stack, "Dashboard", instances=instances)
    assert caught.value.codes == (code,)
    assert stack.node.children == []


def test_neither_a_construct_nor_an_arn() -> None:
    with pytest.raises(PhoneNumberValidationError, match="instance is 7"):
        PhoneNumberMetrics(7)  # type: ignore[arg-type]
