"""The prefixes of a search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..calling_code import calling_code
from ..is_token import is_token
from ..phone_number_country_codes import PHONE_NUMBER_COUNTRY_CODES
from ..phone_number_search import PhoneNumberSearch
from ..phone_number_type import PhoneNumberType
from .finding import Finding
from .rule import Rule, evaluate

# Connect service model 2017-08-08, PhoneNumberPrefix: at most 11 digits; its text asks for + and the calling code.
_PREFIX = re.compile(r"\+[1-9][0-9]{0,10}")

_RULES: tuple[Rule[str], ...] = (
    Rule(
        "InvalidPrefix",
        lambda value: not isinstance(value, str) or _PREFIX.fullmatch(value) is None,
        lambda value: (
            f"search.prefixes has {value!r}: give + and 1 to 11 digits, the country's calling code first, "
            "for example '+1206' for the area code 206 in the US."
        ),
    ),
)


def prefix_findings(search: PhoneNumberSearch) -> list[Finding]:
    """What is wrong with a search's prefixes."""
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
    findings = evaluate(_RULES, prefix)
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
