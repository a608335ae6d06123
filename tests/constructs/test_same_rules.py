"""The constructs and the function have the same limits: neither refuses what the other lets through.

Both need them. A mistake shows at synth where it can, and the function can't know which constructs sent an event.
"""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import Stack
from aws_cdk.assertions import Template

from connect_phone_numbers.properties.properties import Properties
from constructs_lib import (
    ClaimedPhoneNumber,
    PhoneNumberSearch,
    PhoneNumberType,
    PhoneNumberValidationError,
    PhoneNumberWarning,
)

from .support import INSTANCE_ARN, new_stack, number

STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/ContactCenter/11111111-1111-4111-8111-111111111111"
RIGHT = {
    "TargetArn": INSTANCE_ARN,
    "PhoneNumberCountryCode": "US",
    "PhoneNumberType": "DID",
    "PhoneNumberPrefixes": ["+1206"],
}
RIGHT_EXACTLY = {"TargetArn": INSTANCE_ARN, "PhoneNumber": "+12065550142"}


def by_construct(stack: Stack, arguments: dict[str, Any]) -> None:
    """Declare a number. PhoneNumberValidationError where the construct refuses it."""
    search = {"country_code": "US", "type": PhoneNumberType.DID, **arguments.get("search", {})}
    selection = {} if "phone_number" in arguments else {"search": PhoneNumberSearch(**search)}
    ClaimedPhoneNumber(stack, "Number", **{"target": INSTANCE_ARN, **arguments, **selection})


def by_function(properties: dict[str, Any]) -> bool:
    """Whether the function takes them."""
    try:
        Properties.parse(properties, STACK_ID)
    except ValueError:
        return False
    return True


def tags(size: int, key_length: int = 8, value: str = "v") -> dict[str, str]:
    return {f"{index:0{key_length}}": value for index in range(size)}


ARABIC = "+1\u0662\u0660\u06665550142"
"""+1206… in digits that int() takes as well."""
AT_THE_LIMIT: dict[str, dict[str, Any]] = {
    "description": {"description": "d" * 500},
    "tags": {"tags": tags(47)},
    "tag's key": {"tags": tags(1, key_length=128)},
    "tag's value": {"tags": tags(1, value="v" * 256)},
    "prefix": {"search": {"prefixes": ["+12065550142"]}},
}
BEYOND_IT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "description": ({"description": "d" * 501}, {"PhoneNumberDescription": "d" * 501}),
    "surrogate": ({"description": "\ud800"}, {"PhoneNumberDescription": "\ud800"}),
    "tags": ({"tags": tags(48)}, {"Tags": [{"Key": key, "Value": "v"} for key in tags(48)]}),
    "tag's key": ({"tags": tags(1, 129)}, {"Tags": [{"Key": "0" * 129, "Value": "v"}]}),
    "tag's value": ({"tags": tags(1, value="v" * 257)}, {"Tags": [{"Key": "k", "Value": "v" * 257}]}),
    "AWS's tag": ({"tags": {"aws:k": "v"}}, {"Tags": [{"Key": "aws:k", "Value": "v"}]}),
    "owner's tag": (
        {"tags": {"connect-phone-number:stack-id": "v"}},
        {"Tags": [{"Key": "connect-phone-number:stack-id", "Value": "v"}]},
    ),
    "prefix": ({"search": {"prefixes": ["+120655501421"]}}, {"PhoneNumberPrefixes": ["+120655501421"]}),
    "prefix without +": ({"search": {"prefixes": ["1206"]}}, {"PhoneNumberPrefixes": ["1206"]}),
    "country": ({"search": {"country_code": "us"}}, {"PhoneNumberCountryCode": "us"}),
    "digits of another script": ({"phone_number": ARABIC}, {"PhoneNumber": ARABIC}),
    "no E.164": ({"phone_number": "12065550142"}, {"PhoneNumber": "12065550142"}),
    "16 digits": ({"phone_number": "+1234567890123456"}, {"PhoneNumber": "+1234567890123456"}),
    "target": ({"target": f"{INSTANCE_ARN}/agent/x"}, {"TargetArn": f"{INSTANCE_ARN}/agent/x"}),
    "target's Region": (
        {"target": INSTANCE_ARN.replace("us-east-1", "eu-west-2")},
        {"TargetArn": INSTANCE_ARN.replace("us-east-1", "eu-west-2")},
    ),
}


@pytest.mark.parametrize("limit", AT_THE_LIMIT)
def test_both_take_what_is_at_the_limit(limit: str) -> None:
    stack = new_stack()
    by_construct(stack, AT_THE_LIMIT[limit])
    assert by_function(number(Template.from_stack(stack), "Number")["Properties"])


@pytest.mark.parametrize("limit", BEYOND_IT)
def test_both_refuse_what_is_beyond_it(limit: str) -> None:
    arguments, changed = BEYOND_IT[limit]
    with pytest.raises(PhoneNumberValidationError):
        by_construct(new_stack(), arguments)
    right = RIGHT_EXACTLY if "PhoneNumber" in changed else RIGHT
    assert by_function(right)
    assert not by_function({**right, **changed})


def test_every_warning_begins_with_the_name_of_the_package() -> None:
    assert {warning.partition(":")[0] for warning in PhoneNumberWarning} == {"cdk-connect-phone-numbers"}
