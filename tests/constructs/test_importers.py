"""Numbers that something else owns."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import CfnElement, Fn, Stack

from constructs_lib import ClaimedPhoneNumber, PhoneNumberType, PhoneNumberValidationError

from .support import ACCOUNT, INSTANCE_ARN, PHONE_NUMBER_ARN, new_stack

ATTRIBUTES: dict[str, Any] = {
    "phone_number": "+12065550100",
    "phone_number_country_code": "US",
    "phone_number_type": PhoneNumberType.DID,
    "target_arn": INSTANCE_ARN,
}


@pytest.fixture(scope="module")
def stack() -> Stack:
    return new_stack()


def test_by_arn(stack: Stack) -> None:
    phone_number = ClaimedPhoneNumber.from_phone_number_arn(stack, "ByArn", PHONE_NUMBER_ARN)
    assert phone_number.phone_number_arn == phone_number.phone_number_ref.phone_number_arn == PHONE_NUMBER_ARN
    assert phone_number.phone_number_id == PHONE_NUMBER_ARN.split("/")[1]
    assert (phone_number.env.account, phone_number.env.region) == (ACCOUNT, "us-east-1")


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_what_is_not_known_cannot_be_asked_for(stack: Stack, attribute: str) -> None:
    phone_number = ClaimedPhoneNumber.from_phone_number_arn(stack, f"Without{attribute}", PHONE_NUMBER_ARN)
    with pytest.raises(ValueError, match=rf"Without{attribute}: {attribute} is not known.*{attribute}="):
        getattr(phone_number, attribute)


def test_by_attributes(stack: Stack) -> None:
    phone_number = ClaimedPhoneNumber.from_phone_number_attributes(
        stack, "ByAttributes", phone_number_arn=PHONE_NUMBER_ARN, **ATTRIBUTES
    )
    assert {attribute: getattr(phone_number, attribute) for attribute in ATTRIBUTES} == ATTRIBUTES


def test_an_import_declares_nothing() -> None:
    stack = new_stack()
    ClaimedPhoneNumber.from_phone_number_arn(stack, "Number", PHONE_NUMBER_ARN)
    assert [construct for construct in stack.node.find_all() if CfnElement.is_cfn_element(construct)] == []


def test_tokens_pass(stack: Stack) -> None:
    token = Fn.import_value("Number")
    phone_number = ClaimedPhoneNumber.from_phone_number_attributes(
        stack,
        "Tokens",
        phone_number_arn=token,
        phone_number=token,
        phone_number_country_code=token,
        phone_number_type=token,
        target_arn=token,
    )
    assert stack.resolve(phone_number.phone_number_id) == {
        "Fn::Select": [
            1,
            {"Fn::Split": ["/", {"Fn::Select": [5, {"Fn::Split": [":", {"Fn::ImportValue": "Number"}]}]}]},
        ]
    }


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("InvalidPhoneNumberArn", {"phone_number_arn": INSTANCE_ARN}),
        ("InvalidPhoneNumberArn", {"phone_number_arn": "+12065550100"}),
        ("InvalidPhoneNumber", {"phone_number": "206"}),
        ("InvalidCountryCode", {"phone_number_country_code": "USA"}),
        ("InvalidPhoneNumberType", {"phone_number_type": "LOCAL"}),
        ("InvalidTarget", {"target_arn": PHONE_NUMBER_ARN}),
        ("PhoneNumberOfAnotherCountry", {"phone_number_country_code": "GB"}),
    ],
)
def test_wrong_attributes(stack: Stack, code: str, wrong: dict[str, str]) -> None:
    with pytest.raises(PhoneNumberValidationError) as caught:
        ClaimedPhoneNumber.from_phone_number_attributes(
            stack, "Wrong", **{"phone_number_arn": PHONE_NUMBER_ARN, **ATTRIBUTES, **wrong}
        )
    assert caught.value.codes == (code,)
    assert stack.node.try_find_child("Wrong") is None
