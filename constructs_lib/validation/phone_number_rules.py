"""Rules about an exact phone number, and about the attributes of a number that the app does not own."""

from __future__ import annotations

import re

import phonenumbers

from ..private.connect_arn import ConnectArn
from ..private.imported_phone_number import PhoneNumberAttributes
from ..private.phone_number_claim import PhoneNumberTarget
from ..private.tokens import is_token
from .finding import Finding
from .rule import Rule, evaluate
from .search_rules import calling_code, country_code_findings, type_findings
from .target_rules import target_arn_findings

# Connect service model 2017-08-08, PhoneNumber. botocore doesn't check it.
_E164 = re.compile(r"\+[1-9][0-9]{1,14}")


def _is_impossible(phone_number: str) -> bool:
    # Possible is enough: valid also asks whether a range is in use, where libphonenumber may lag behind the operators.
    try:
        return not phonenumbers.is_possible_number(phonenumbers.parse(phone_number))
    except phonenumbers.NumberParseException:
        return True


_NUMBER_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidPhoneNumber",
        lambda value: not isinstance(value, str) or _E164.fullmatch(value) is None,
        lambda value: (
            f"phone_number is {value!r}, which is not in E.164: give + and 2 to 15 digits without spaces, the calling "
            "code first, for example '+12065550100'."
        ),
    ),
    Rule(
        "ImpossiblePhoneNumber",
        _is_impossible,
        lambda value: (
            f"phone_number is {value!r}, which no country's numbering plan allows: check the calling code and the "
            "number of digits, for example '+12065550100'."
        ),
    ),
)
_ARN_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidPhoneNumberArn",
        lambda value: not ((arn := ConnectArn.parse(value)) and arn.is_phone_number),
        lambda value: (
            f"phone_number_arn is {value!r}: give the ARN that DescribePhoneNumber answers, for example "
            "'arn:aws:connect:us-east-1:123456789012:phone-number/<id>'."
        ),
    ),
)


def phone_number_findings(phone_number: str) -> list[Finding]:
    """What is wrong with a phone number."""
    return evaluate(_NUMBER_RULES, phone_number)


def attributes_findings(attributes: PhoneNumberAttributes) -> list[Finding]:
    """Everything that is wrong with the attributes of an imported number."""
    findings = evaluate(_ARN_RULES, attributes.phone_number_arn)
    if attributes.phone_number is not None:
        findings += phone_number_findings(attributes.phone_number)
    if attributes.phone_number_country_code is not None:
        findings += country_code_findings("phone_number_country_code", attributes.phone_number_country_code)
    if attributes.phone_number_type is not None:
        findings += type_findings("phone_number_type", attributes.phone_number_type)
    if attributes.target_arn is not None:
        findings += target_arn_findings("target_arn", PhoneNumberTarget.of(attributes.target_arn))
    return findings or _country_findings(attributes)


def _country_findings(attributes: PhoneNumberAttributes) -> list[Finding]:
    number, country_code = attributes.phone_number, attributes.phone_number_country_code
    if number is None or country_code is None or is_token(number) or is_token(country_code):
        return []
    code = calling_code(country_code)
    # A UIFN has the calling code +800, of no country.
    if code is None or number.startswith((code, "+800")):
        return []
    return [
        Finding(
            "PhoneNumberOfAnotherCountry",
            f"phone_number is {number!r}, but numbers of {country_code!r} start with {code!r}: correct one of them.",
        )
    ]
