"""The stack of the call-back function, as its template has it."""

from aws_cdk import App, Environment
from aws_cdk.assertions import Match, Template

from infrastructure.call_back import CallBack

ENV = Environment(account="123456789012", region="us-east-1")
INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"


def test_the_function_knows_the_number_that_customers_see() -> None:
    template = Template.from_stack(CallBack(App(), "CallBack", instance_arn=INSTANCE_ARN, env=ENV))
    [number] = template.find_resources("Custom::ConnectPhoneNumber")
    template.has_resource_properties(
        "AWS::Lambda::Function",
        {"Environment": {"Variables": {"CALLER_ID": {"Fn::GetAtt": [number, "PhoneNumber"]}}}},
    )


def test_the_number_outlives_the_stack() -> None:
    template = Template.from_stack(CallBack(App(), "CallBack", instance_arn=INSTANCE_ARN, env=ENV))
    template.has_resource(
        "Custom::ConnectPhoneNumber",
        {"Properties": Match.object_like({"TargetArn": INSTANCE_ARN}), "DeletionPolicy": "RetainExceptOnCreate"},
    )
