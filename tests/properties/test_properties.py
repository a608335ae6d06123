"""What CloudFormation sends, read and checked."""

import re
from typing import Any

import botocore.loaders
import pytest

from connect_phone_numbers.model.selection import ExactPhoneNumber, PhoneNumberSearch
from connect_phone_numbers.properties.properties import Properties
from connect_phone_numbers.properties.selection_properties import PHONE_NUMBER_TYPES, selection_of

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
        ({"ContactFlowArns": [FLOW, FLOW + "b"]}, "two flows for us-east-1, one is allowed"),
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


class TestMirroredFlows:
    """Flows of an instance and its replica, whose association Amazon Connect mirrors."""

    REPLICA_FLOW = FLOW.replace("us-east-1", "us-west-2")
    GROUP = INSTANCE.replace("instance/", "traffic-distribution-group/")

    def parse(self, replica_flow: str, *associated: str, **more: str) -> Properties:
        given = {**SEARCH, "TargetArn": self.GROUP, "ContactFlowArns": [FLOW, replica_flow], **more}
        return Properties.parse(given, STACK_ID, associated)

    def test_two_different_ones_are_refused(self) -> None:
        with pytest.raises(ValueError, match=r"two different flows, '77aa' in us-east-1 and '77aab' in us-west-2"):
            self.parse(self.REPLICA_FLOW + "b")

    def test_the_same_flow_in_both_regions_is_right(self) -> None:
        assert len(self.parse(self.REPLICA_FLOW).contact_flows) == 2

    def test_instances_that_are_apart_have_flows_of_their_own(self) -> None:
        assert len(self.parse(self.REPLICA_FLOW + "b", ContactFlowsMirrored="false").contact_flows) == 2
        other_instance = self.REPLICA_FLOW.replace("0b1c", "9f9f") + "b"
        assert len(self.parse(other_instance).contact_flows) == 2

    def test_two_that_an_older_version_let_pass_are_no_reason_to_refuse_an_update_and_its_rollback(self) -> None:
        different = self.REPLICA_FLOW + "b"
        assert len(self.parse(different, FLOW, different).contact_flows) == 2
        with pytest.raises(ValueError, match="two different flows"):
            self.parse(different, FLOW)


@pytest.mark.parametrize("given", ["true", "false"])
def test_constructs_of_an_older_version_give_properties_by_their_old_names(given: str) -> None:
    assert Properties.parse({**SEARCH, "AdoptParked": given}, STACK_ID).take_parked is (given == "true")


def test_the_types_are_the_models() -> None:
    model = botocore.loaders.Loader().load_service_model("connect", "service-2")
    assert sorted(model["shapes"]["PhoneNumberType"]["enum"]) == sorted(PHONE_NUMBER_TYPES)
