"""An exact phone number."""

from __future__ import annotations

import re

import phonenumbers

from .finding import Finding
from .rule import Rule, evaluate

# Connect service model 2017-08-08, PhoneNumber. botocore doesn't check it.
_E164 = re.compile(r"\+[1-9][0-9]{1,14}")


def _is_impossible(phone_number: str) -> bool:
    # Possible is enough: valid also asks whether a range is in use, where libphonenumber may lag behind the operators.
    try:
        return not phonenumbers.is_possible_number(phonenumbers.parse(phone_number))
    except phonenumbers.NumberParseException:
        return True


_RULES: tuple[Rule[str], ...] = (
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


def phone_number_findings(phone_number: str) -> list[Finding]:
    """What is wrong with a phone number."""
    return evaluate(_RULES, phone_number)
