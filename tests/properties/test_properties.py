"""What CloudFormation sends, read and checked."""

import re
from typing import Any

import botocore.loaders
import pytest

from connect_phone_numbers.model.selection import ExactPhoneNumber, PhoneNumberSearch
from connect_phone_numbers.properties.properties import PHONE_NUMBER_TYPES, Properties, selection_of

STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/contact-center/5d3a1c60"
INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/0b1c"
FLOW = f"{INSTANCE}/contact-flow/77aa"
SEARCH: dict[str, Any] = {
    "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:framework",
    "TargetArn": INSTANCE,
    "PhoneNumberCountryCode": "US",
    "PhoneNumberType": "DID",
    "PhoneNumberPrefixes": ["+1206", "+1425"],
    "PhoneNumberDescription": "Support line",
    "Tags": [{"Key": "team", "Value": "support"}],
    "ContactFlowArns": [FLOW],
}
EXACT = {"TargetArn": INSTANCE, "PhoneNumber": "+12065550100"}


def test_a_search() -> None:
    properties = Properties.parse(SEARCH, STACK_ID)
    assert properties.target.value == INSTANCE
    assert properties.selection == PhoneNumberSearch("US", "DID", ("+1206", "+1425"))
    assert properties.description == "Support line"
    assert properties.tags == {"team": "support"}
    assert [(flow.region, flow.instance_id, flow.contact_flow_id) for flow in properties.contact_flows] == [
        ("us-east-1", "0b1c", "77aa")
    ]


def test_an_exact_number() -> None:
    properties = Properties.parse(EXACT, STACK_ID)
    assert properties.selection == ExactPhoneNumber("+12065550100")
    assert (properties.description, properties.tags, properties.contact_flows) == ("", {}, ())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"TargetArn": None}, "TargetArn is missing"),
        ({"TargetArn": "instance/0b1c"}, "'instance/0b1c' is not an Amazon Connect ARN"),
        ({"TargetArn": FLOW}, "neither an instance nor a traffic distribution group"),
        ({"TargetArn": INSTANCE.replace("us-east-1", "eu-west-2")}, "is in eu-west-2, account 123456789012"),
        ({"TargetArn": INSTANCE.replace("123456789012", "210987654321")}, "account 210987654321"),
        ({"PhoneNumber": "+12065550100"}, "give one of PhoneNumber, SourcePhoneNumberArn and PhoneNumberCountryCode"),
        ({"PhoneNumberCountryCode": ""}, "give one of PhoneNumber, SourcePhoneNumberArn and PhoneNumberCountryCode"),
        ({"PhoneNumberCountryCode": "USA"}, "'USA' is not an ISO country code"),
        ({"PhoneNumberType": "MOBILE"}, "'MOBILE' is none of DID"),
        ({"PhoneNumberPrefixes": ["972"]}, "'972' is not + and 1 to 11 digits"),
        ({"PhoneNumberPrefixes": "+1206"}, "PhoneNumberPrefixes '+1206' is not a list"),
        ({"PhoneNumberDescription": "x" * 501}, "has 501 characters, 500 are allowed"),
        ({"PhoneNumberDescription": ["x"]}, "is not a string"),
        ({"Tags": {"team": "support"}}, "Tags is not a list"),
        ({"Tags": [{"Key": "aws:x", "Value": ""}]}, "the key 'aws:x' is not allowed"),
        ({"Tags": [{"Key": "connect-phone-number:stack-id", "Value": ""}]}, "is not allowed"),
        ({"Tags": [{"Key": "k", "Value": "v" * 257}]}, "has 257 characters"),
        ({"Tags": [{"Key": f"k{n}", "Value": ""} for n in range(48)]}, "48 given, 47 are allowed"),
        ({"ContactFlowArns": [INSTANCE]}, "is not the ARN of a contact flow"),
        ({"ContactFlowArns": FLOW}, "is not a list"),
        ({"ContactFlowArns": [FLOW, FLOW + "b"]}, "instance 0b1c in us-east-1 is given two flows"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        Properties.parse({**SEARCH, **change}, STACK_ID)


@pytest.mark.parametrize(
    "phone_number", ["12065550100", "+02065550100", "+1206555010012345", "+1206 555 0100", "+1\u0662\u0663\u0664\u0665"]
)
def test_an_exact_number_not_in_e164(phone_number: str) -> None:
    with pytest.raises(ValueError, match=r"is not in E\.164"):
        Properties.parse({**EXACT, "PhoneNumber": phone_number}, STACK_ID)


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = {"TargetArn": "x", "PhoneNumberCountryCode": "usa", "PhoneNumberType": "x", "Tags": "x"}
    with pytest.raises(ValueError, match=r"TargetArn.*CountryCode.*Type.*Tags"):
        Properties.parse(wrong, STACK_ID)


@pytest.mark.parametrize(
    "properties",
    [{}, {"PhoneNumber": 7}, {"PhoneNumberCountryCode": {}, "PhoneNumberType": []}, {"Unknown": "shape"}],
)
def test_properties_of_the_past_are_never_refused(properties: dict[str, Any]) -> None:
    assert selection_of(properties) is None


@pytest.mark.parametrize("given", ["true", "false"])
def test_constructs_of_an_older_version_give_properties_by_their_old_names(given: str) -> None:
    assert Properties.parse({**SEARCH, "AdoptParked": given}, STACK_ID).take_parked is (given == "true")


def test_the_types_are_the_models() -> None:
    model = botocore.loaders.Loader().load_service_model("connect", "service-2")
    assert sorted(model["shapes"]["PhoneNumberType"]["enum"]) == sorted(PHONE_NUMBER_TYPES)
