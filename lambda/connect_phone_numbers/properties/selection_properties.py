"""The properties that say which number: PhoneNumber, SourcePhoneNumberArn, or PhoneNumberCountryCode and more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..model.message import shown
from ..model.selection import ExactPhoneNumber, ImportedPhoneNumber, PhoneNumberSearch, Selection
from .checks import first_problems, given_properties

PHONE_NUMBER_TYPES = ("DID", "SHARED", "SHORT_CODE", "THIRD_PARTY_DID", "THIRD_PARTY_TF", "TOLL_FREE", "UIFN")

# Connect service model 2017-08-08: PhoneNumber, PhoneNumberPrefix.
_PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{1,14}")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_PREFIX = re.compile(r"\+[0-9]{1,11}")
# AWS::Connect::PhoneNumber also takes WhatsApp ARNs in this property. Nobody can call such a number.
_SOURCE = re.compile(r"arn:aws[a-z-]{0,20}:sms-voice:[a-z0-9-]{1,40}:[0-9]{12}:phone-number/[A-Za-z0-9_-]{1,100}")
_WAYS = ("PhoneNumber", "SourcePhoneNumberArn", "PhoneNumberCountryCode")
_OF_A_SEARCH = ("PhoneNumberType", "PhoneNumberPrefixes")


def selection_of(properties: Mapping[str, Any]) -> Selection | None:
    """The selection in properties of any age or shape, or None where they have no valid one.

    It is for the properties of the past, which are never refused: OldResourceProperties, and those of a Delete.
    """
    return read_selection(given_properties(properties), [])


def read_selection(properties: Mapping[str, Any], problems: list[str]) -> Selection | None:
    """The selection in the given properties, or None. What is wrong with it is added to the problems."""
    given = [name for name in _WAYS if name in properties]
    if len(given) != 1:
        problems.append(
            "give one of PhoneNumber, SourcePhoneNumberArn and PhoneNumberCountryCode (with PhoneNumberType)"
        )
        return None
    if given == ["PhoneNumberCountryCode"]:
        return _search(properties, problems)
    problems += [
        f"{name} goes with PhoneNumberCountryCode, and not with {given[0]}"
        for name in _OF_A_SEARCH
        if name in properties
    ]
    if given == ["SourcePhoneNumberArn"]:
        return _import(properties["SourcePhoneNumberArn"], problems)
    phone_number = properties["PhoneNumber"]
    if not isinstance(phone_number, str) or not _PHONE_NUMBER.fullmatch(phone_number):
        problems.append(f"PhoneNumber {shown(phone_number)} is not in E.164, for example +12065550100")
        return None
    return ExactPhoneNumber(phone_number)


def _import(given: object, problems: list[str]) -> ImportedPhoneNumber | None:
    if not isinstance(given, str) or not _SOURCE.fullmatch(given):
        problems.append(
            f"SourcePhoneNumberArn {shown(given)} is not the ARN of a phone number of AWS End User Messaging "
            "(arn:aws:sms-voice:<Region>:<account>:phone-number/<id>)"
        )
        return None
    return ImportedPhoneNumber(given)


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
