"""Intrinsic functions, worked out from what is deployed."""

from typing import Any

import pytest

from connect_numbers.templates.intrinsics import resolve
from connect_numbers.templates.scope import Scope
from connect_numbers.templates.unknown import Unknown

INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"
SCOPE = Scope(
    "sales",
    "arn:aws:cloudformation:us-east-1:123456789012:stack/sales/uuid",
    "123456789012",
    "us-east-1",
    {
        "Parameters": {
            "Target": {"Type": "String"},
            "Open": {"Type": "String"},
            "Country": {"Type": "String", "Default": "US"},
            "Secret": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/name"},
        },
        "Resources": {
            "Instance": {"Type": "AWS::Connect::Instance"},
            "New": {"Type": "AWS::Connect::Instance"},
            "OnEvent": {"Type": "AWS::Lambda::Function"},
        },
        "Conditions": {
            "IsUs": {"Fn::Equals": [{"Ref": "Country"}, "US"]},
            "IsOpen": {"Fn::Equals": [{"Ref": "Open"}, ""]},
        },
        "Mappings": {"Numbers": {"us-east-1": {"Sales": "+12065550100"}}},
    },
    {"Instance": INSTANCE, "OnEvent": "sales-on-event"},
    {"Target": INSTANCE},
    {"shared:Arn": "arn:aws:lambda:us-east-1:123456789012:function:shared"},
)


@pytest.mark.parametrize(
    ("value", "resolved"),
    [
        ("text", "text"),
        ({"Ref": "Target"}, INSTANCE),
        ({"Ref": "Country"}, "US"),
        ({"Ref": "AWS::Region"}, "us-east-1"),
        ({"Ref": "Instance"}, INSTANCE),
        ({"Fn::GetAtt": ["Instance", "Arn"]}, INSTANCE),
        ({"Fn::GetAtt": "Instance.Id"}, INSTANCE[-36:]),
        ({"Fn::GetAtt": ["OnEvent", "Arn"]}, "arn:aws:lambda:us-east-1:123456789012:function:sales-on-event"),
        ({"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":connect"]]}, "arn:aws:connect"),
        ({"Fn::Select": [1, {"Fn::Split": ["/", {"Ref": "Target"}]}]}, INSTANCE[-36:]),
        ({"Fn::Sub": "arn:${AWS::Partition}:${!literal}:${Instance.Arn}"}, f"arn:aws:${{literal}}:{INSTANCE}"),
        ({"Fn::Sub": ["${A}/${Country}", {"A": {"Ref": "AWS::AccountId"}}]}, "123456789012/US"),
        ({"Fn::ImportValue": "shared:Arn"}, "arn:aws:lambda:us-east-1:123456789012:function:shared"),
        ({"Fn::If": ["IsUs", "yes", "no"]}, "yes"),
        ({"Fn::If": [{"Fn::Not": [{"Condition": "IsUs"}]}, "yes", "no"]}, "no"),
        ({"Fn::FindInMap": ["Numbers", {"Ref": "AWS::Region"}, "Sales"]}, "+12065550100"),
        ({"A": {"Ref": "AWS::NoValue"}, "B": [1, {"Ref": "AWS::NoValue"}]}, {"B": [1]}),
    ],
)
def test_what_is_known_is_worked_out(value: Any, resolved: Any) -> None:
    assert resolve(value, SCOPE) == resolved


@pytest.mark.parametrize(
    ("value", "what", "is_made"),
    [
        ({"Ref": "Open"}, "the parameter Open", False),
        ({"Ref": "Secret"}, "the parameter Secret", False),
        ({"Ref": "New"}, "New (AWS::Connect::Instance), which the deployment makes", True),
        ({"Fn::GetAtt": ["New", "Arn"]}, "New (AWS::Connect::Instance), which the deployment makes", True),
        ({"Fn::Join": ["/", ["a", {"Ref": "Open"}]]}, "the parameter Open", False),
        ({"Fn::Sub": "${Open}"}, "the parameter Open", False),
        ({"Fn::Select": [5, ["a"]]}, "part 5 of ['a']", False),
        ({"Fn::ImportValue": "other"}, "the export other, which is not there yet", True),
        ({"Fn::If": ["IsOpen", "yes", "no"]}, "the parameter Open", False),
        ({"Fn::Cidr": ["10.0.0.0/8"]}, "Fn::Cidr", False),
        ("{{resolve:ssm:/name}}", "the dynamic reference {{resolve:ssm:/name}}", False),
    ],
)
def test_what_is_not_known_says_what_it_is(value: Any, what: str, is_made: bool) -> None:
    assert resolve(value, SCOPE) == Unknown(what, is_made)
