"""The attributes of an imported phone number."""

from __future__ import annotations

from ..calling_code import calling_code
from ..connect_arn import ConnectArn
from ..is_token import is_token
from ..phone_number_attributes import PhoneNumberAttributes
from ..phone_number_target import PhoneNumberTarget
from .finding import Finding
from .phone_number_rules import phone_number_findings
from .rule import Rule, evaluate
from .search_rules import country_code_findings, type_findings
from .target_rules import target_arn_findings

_ARN_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidPhoneNumberArn",
        lambda value: not isinstance(value, str) or not ((arn := ConnectArn.parse(value)) and arn.is_phone_number),
        lambda value: (
            f"phone_number_arn is {value!r}: give the ARN that DescribePhoneNumber answers, for example "
            "'arn:aws:connect:us-east-1:123456789012:phone-number/<id>'."
        ),
    ),
)


def attributes_findings(attributes: PhoneNumberAttributes) -> list[Finding]:
    """Everything that is wrong with the attributes."""
    findings = evaluate(_ARN_RULES, attributes.phone_number_arn)
    if attributes.phone_number is not None:
        findings += phone_number_findings(attributes.phone_number)
    if attributes.phone_number_country_code is not None:
        findings += country_code_findings("phone_number_country_code", attributes.phone_number_country_code)
    if attributes.phone_number_type is not None:
        findings += type_findings("phone_number_type", attributes.phone_number_type)
    if attributes.target_arn is not None:
        findings += _target_findings(attributes.target_arn)
    return findings or _country_findings(attributes)


def _target_findings(target_arn: str) -> list[Finding]:
    if isinstance(target_arn, str):
        return target_arn_findings("target_arn", PhoneNumberTarget.of(target_arn))
    message = f"target_arn is {target_arn!r}: give the ARN of an instance or a traffic distribution group."
    return [Finding("InvalidTarget", message)]


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
