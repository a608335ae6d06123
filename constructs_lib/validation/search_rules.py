"""Rules about a search: its country, type and prefixes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import phonenumbers

from ..phone_number_search import PHONE_NUMBER_COUNTRY_CODES, PhoneNumberSearch, PhoneNumberType
from ..private.tokens import is_token
from .finding import Finding
from .rule import Rule, evaluate

# Connect service model 2017-08-08, PhoneNumberPrefix: at most 11 digits; its text asks for + and the calling code.
_PREFIX = re.compile(r"\+[1-9][0-9]{0,10}")
# What people write for a country whose code is another.
_USUAL_MISTAKES = {"UK": "GB", "USA": "US", "EN": "GB", "JA": "JP"}

_PREFIX_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidPrefix",
        lambda value: not isinstance(value, str) or _PREFIX.fullmatch(value) is None,
        lambda value: (
            f"search.prefixes has {value!r}: give + and 1 to 11 digits, the country's calling code first, "
            "for example '+1206' for the area code 206 in the US."
        ),
    ),
)


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
        *_prefix_findings(search),
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


def calling_code(country_code: str) -> str | None:
    """+ and the calling code of a country, for example +1 of US; None where libphonenumber knows none (AN, AQ, PN)."""
    code = phonenumbers.country_code_for_region(country_code)
    return f"+{code}" if code else None


def _prefix_findings(search: PhoneNumberSearch) -> list[Finding]:
    if isinstance(search.prefixes, list) and is_token(search.prefixes):
        return []
    if isinstance(search.prefixes, str) or not isinstance(search.prefixes, Sequence):
        return [
            Finding(
                "InvalidPrefixes",
                f"search.prefixes is {search.prefixes!r}: give a list, in order of preference, for example ['+1206'].",
            )
        ]
    prefixes = [prefix for prefix in search.prefixes if not (isinstance(prefix, str) and is_token(prefix))]
    findings = [finding for prefix in prefixes for finding in _one_prefix(search, prefix)]
    findings.extend(
        Finding("DuplicatePrefix", f"search.prefixes has {prefix!r} {count} times: give it once, at its best place.")
        for prefix, count in Counter(prefix for prefix in prefixes if isinstance(prefix, str)).items()
        if count > 1
    )
    return findings


def _one_prefix(search: PhoneNumberSearch, prefix: str) -> list[Finding]:
    findings = evaluate(_PREFIX_RULES, prefix)
    # A UIFN has the calling code +800, of no country.
    may_be_of_no_country = search.type == PhoneNumberType.UIFN or is_token(search.type)
    if findings or may_be_of_no_country or not isinstance(search.country_code, str):
        return findings
    code = calling_code(search.country_code) if search.country_code in PHONE_NUMBER_COUNTRY_CODES else None
    if code is None or prefix.startswith(code):
        return []
    return [
        Finding(
            "PrefixOfAnotherCountry",
            f"search.prefixes has {prefix!r}, but numbers of {search.country_code!r} start with {code!r}: "
            "start the prefix with it, or change search.country_code.",
        )
    ]
