"""The properties that say which number: PhoneNumber, or PhoneNumberCountryCode with what goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..model.message import shown
from ..model.selection import ExactPhoneNumber, PhoneNumberSearch, Selection
from .checks import first_problems, given_properties

PHONE_NUMBER_TYPES = ("DID", "SHARED", "SHORT_CODE", "THIRD_PARTY_DID", "THIRD_PARTY_TF", "TOLL_FREE", "UIFN")

# Connect service model 2017-08-08: PhoneNumber, PhoneNumberPrefix.
_PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{1,14}")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_PREFIX = re.compile(r"\+[0-9]{1,11}")
_OF_A_SEARCH = ("PhoneNumberType", "PhoneNumberPrefixes")


def selection_of(properties: Mapping[str, Any]) -> Selection | None:
    """The selection in properties that may be of any age or shape; None where there is none to be read.

    For the properties of the past (OldResourceProperties, a Delete's), which are never refused.
    """
    return read_selection(given_properties(properties), [])


def read_selection(properties: Mapping[str, Any], problems: list[str]) -> Selection | None:
    """The selection in the properties that are given, or None; what is wrong with it is added to the problems."""
    phone_number = properties.get("PhoneNumber")
    if (phone_number is None) == ("PhoneNumberCountryCode" not in properties):
        problems.append("give either PhoneNumber or PhoneNumberCountryCode and PhoneNumberType")
        return None
    if phone_number is None:
        return _search(properties, problems)
    problems += [
        f"{name} goes with PhoneNumberCountryCode, and not with PhoneNumber"
        for name in _OF_A_SEARCH
        if name in properties
    ]
    if not isinstance(phone_number, str) or not _PHONE_NUMBER.fullmatch(phone_number):
        problems.append(f"PhoneNumber {shown(phone_number)} is not in E.164, for example +12065550100")
        return None
    return ExactPhoneNumber(phone_number)


def _search(properties: Mapping[str, Any], problems: list[str]) -> PhoneNumberSearch | None:
    country_code, number_type = properties.get("PhoneNumberCountryCode"), properties.get("PhoneNumberType")
    found = []
    if not isinstance(country_code, str) or not _COUNTRY_CODE.fullmatch(country_code):
        found.append(f"PhoneNumberCountryCode {shown(country_code)} is not an ISO country code, for example US")
    if number_type not in PHONE_NUMBER_TYPES:
        found.append(f"PhoneNumberType {shown(number_type)} is none of {', '.join(PHONE_NUMBER_TYPES)}")
    prefixes = _prefixes(properties.get("PhoneNumberPrefixes", []), found)
    problems += found
    return None if found else PhoneNumberSearch(str(country_code), str(number_type), prefixes)


def _prefixes(given: object, problems: list[str]) -> tuple[str, ...]:
    if not isinstance(given, list):
        problems.append(f"PhoneNumberPrefixes {shown(given)} is not a list")
        return ()
    wrong = [prefix for prefix in given if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix)]
    problems += first_problems(
        [f"PhoneNumberPrefixes: {shown(prefix)} is not + and 1 to 11 digits, for example +1206" for prefix in wrong],
        "PhoneNumberPrefixes",
    )
    return tuple(given)
