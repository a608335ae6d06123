"""The scheduled look for drift: its rule, what it may do, and the alarm on what it finds."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import Duration
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_events as events
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from connect_phone_numbers.drift import reporting
from constructs_lib import PhoneNumberDriftAlarm, PhoneNumberProvider, PhoneNumberValidationError
from constructs_lib.private import drift_schedule
from tests.security.policies import permissions_in

from .support import ACCOUNT, GROUP_ARN, INSTANCE_ARN, new_stack, resources

DAILY = events.Schedule.rate(Duration.days(1))


@pytest.fixture(scope="module")
def template() -> Template:
    stack = new_stack()
    PhoneNumberProvider(stack, "Provider", drift_schedule=DAILY)
    topic = sns.Topic(stack, "Topic")
    PhoneNumberDriftAlarm(stack, "Drift", instance=INSTANCE_ARN, alarm_actions=[actions.SnsAction(topic)])
    return Template.from_stack(stack)


def test_a_rule_invokes_the_function(template: Template) -> None:
    [rule] = resources(template, "AWS::Events::Rule").values()
    [target] = rule["Properties"]["Targets"]
    [function] = resources(template, "AWS::Lambda::Function")
    assert rule["Properties"]["ScheduleExpression"] == "rate(1 day)"
    assert target["Arn"] == {"Fn::GetAtt": [function, "Arn"]}
    assert target["InputTransformer"] == {
        "InputPathsMap": {"time": "$.time"},
        "InputTemplate": '{"Drift":{"Time":<time>}}',
    }
    [permission] = resources(template, "AWS::Lambda::Permission").values()
    assert permission["Properties"]["Principal"] == "events.amazonaws.com"


def test_what_it_may_do_more(template: Template) -> None:
    without = new_stack()
    PhoneNumberProvider(without, "Provider")
    before = {(each.action, each.resource) for each in permissions_in(Template.from_stack(without))}
    more = [each for each in permissions_in(template) if (each.action, each.resource) not in before]
    assert {(each.action, each.resource) for each in more} == {
        ("cloudformation:DescribeStackResource", f"arn:aws:cloudformation:us-east-1:{ACCOUNT}:stack/*"),
        ("events:PutEvents", f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default"),
    }
    [put] = [each for each in more if each.action == "events:PutEvents"]
    assert put.condition == {
        "StringEquals": {
            "events:source": reporting.EVENT_SOURCE,
            "events:detail-type": reporting.EVENT_DETAIL_TYPE,
        }
    }
    assert (reporting.EVENT_SOURCE, reporting.EVENT_DETAIL_TYPE) == (
        drift_schedule.EVENT_SOURCE,
        drift_schedule.EVENT_DETAIL_TYPE,
    )


def test_without_a_schedule_there_is_no_rule() -> None:
    stack = new_stack()
    PhoneNumberProvider(stack, "Provider")
    Template.from_stack(stack).resource_count_is("AWS::Events::Rule", 0)


def test_the_alarm_holds_what_the_last_look_found(template: Template) -> None:
    [alarm] = [each["Properties"] for each in resources(template, "AWS::CloudWatch::Alarm").values()]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("ConnectPhoneNumbers", reporting.METRIC)
    assert alarm["Dimensions"] == [{"Name": "InstanceArn", "Value": INSTANCE_ARN}]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    assert alarm["TreatMissingData"] == "ignore"
    assert len(alarm["AlarmActions"]) == 1


@pytest.mark.parametrize("schedule", ["rate(1 day)", 1, Duration.days(1)])
def test_schedules_refused(schedule: Any) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError, match=r"give an aws_events\.Schedule") as caught:
        PhoneNumberProvider(stack, "Provider", drift_schedule=schedule)
    assert caught.value.codes == ("InvalidDriftSchedule",)
    assert stack.node.children == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [({"instance": GROUP_ARN}, "InvalidInstance"), ({"alarm_actions": ["sns"]}, "InvalidAlarmActions")],
)
def test_alarms_refused(arguments: dict[str, Any], code: str) -> None:
    stack = new_stack()
    with pytest.raises(PhoneNumberValidationError) as caught:
        PhoneNumberDriftAlarm(stack, "Drift", **{"instance": INSTANCE_ARN, **arguments})
    assert caught.value.codes == (code,)
    assert stack.node.children == []
