"""A search for a phone number."""

from __future__ import annotations

from ..phone_number_country_codes import PHONE_NUMBER_COUNTRY_CODES
from ..phone_number_search import PhoneNumberSearch
from ..phone_number_type import PhoneNumberType
from .finding import Finding
from .prefix_rules import prefix_findings
from .rule import Rule, evaluate

# What people write for a country whose code is another.
_USUAL_MISTAKES = {"UK": "GB", "USA": "US", "EN": "GB", "JA": "JP"}


def search_findings(search: PhoneNumberSearch) -> list[Finding]:
    """What is wrong with a search."""
    if not isinstance(search, PhoneNumberSearch):
        return [
            Finding(
                "InvalidSearch",
                f"search is {search!r}: give a PhoneNumberSearch, for example PhoneNumberSearch(country_code='US', "
                "type=PhoneNumberType.DID).",
            )
        ]
    return [
        *country_code_findings("search.country_code", search.country_code),
        *type_findings("search.type", search.type),
        *prefix_findings(search),
    ]


def country_code_findings(name: str, country_code: str) -> list[Finding]:
    """What is wrong with a country code, called by this name where it was given."""
    rule: Rule[str] = Rule(
        "InvalidCountryCode",
        lambda value: not isinstance(value, str) or value not in PHONE_NUMBER_COUNTRY_CODES,
        lambda value: (
            f"{name} is {value!r}: give an ISO 3166-1 alpha-2 code in upper case that Amazon Connect knows, for "
            f"example {_country_code_meant(value)!r}; PHONE_NUMBER_COUNTRY_CODES has them all."
        ),
    )
    return evaluate([rule], country_code)


def _country_code_meant(country_code: str) -> str:
    upper_case = country_code.strip().upper() if isinstance(country_code, str) else ""
    meant = _USUAL_MISTAKES.get(upper_case, upper_case)
    return meant if meant in PHONE_NUMBER_COUNTRY_CODES else "US"


def type_findings(name: str, phone_number_type: str) -> list[Finding]:
    """What is wrong with a type, called by this name where it was given."""
    rule: Rule[str] = Rule(
        "InvalidPhoneNumberType",
        lambda value: not isinstance(value, str) or value not in list(PhoneNumberType),
        lambda value: f"{name} is {value!r}: give a PhoneNumberType, one of {', '.join(PhoneNumberType)}.",
    )
    return evaluate([rule], phone_number_type)
