"""libphonenumber's own examples, and the countries that Connect knows."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import botocore
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib import PHONE_NUMBER_COUNTRY_CODES, PhoneNumberSearch, PhoneNumberType
from constructs_lib.validation.phone_number_rules import phone_number_findings
from constructs_lib.validation.search_rules import search_findings


def example_numbers() -> list[tuple[str, str]]:
    kinds = (
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOIP,
    )
    return [
        (country_code, phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164))
        for country_code in sorted(PHONE_NUMBER_COUNTRY_CODES & phonenumbers.SUPPORTED_REGIONS)
        for kind in kinds
        if (example := phonenumbers.example_number_for_type(country_code, kind)) is not None
    ]


def model() -> Any:
    path = Path(botocore.__file__).parent / "data/connect/2017-08-08/service-2.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))["shapes"]


def test_country_codes_are_the_models() -> None:
    assert set(model()["PhoneNumberCountryCode"]["enum"]) == PHONE_NUMBER_COUNTRY_CODES


def test_types_are_the_models() -> None:
    assert model()["PhoneNumberType"]["enum"] == [str(value) for value in PhoneNumberType]


def test_examples_of_every_country_pass() -> None:
    examples = example_numbers()
    assert len(examples) > 800
    assert [(country, number) for country, number in examples if phone_number_findings(number)] == []


def test_prefixes_of_the_examples_pass_as_searches_of_their_country() -> None:
    refused = [
        (country_code, number)
        for country_code, number in example_numbers()
        if search_findings(
            PhoneNumberSearch(country_code=country_code, type=PhoneNumberType.DID, prefixes=[number[:7]])
        )
    ]
    assert refused == []


@pytest.mark.parametrize(
    "phone_number", ["+12065550100", "+12065550142", "+18005550100", "+80012345678", "+442079460000"]
)
def test_fictional_and_free_numbers_pass(phone_number: str) -> None:
    assert phone_number_findings(phone_number) == []


@pytest.mark.parametrize(
    ("country_code", "type", "prefix"),
    [
        ("US", PhoneNumberType.TOLL_FREE, "+1800"),
        ("CA", PhoneNumberType.TOLL_FREE, "+1833"),
        ("GB", PhoneNumberType.UIFN, "+800"),
        ("AQ", PhoneNumberType.DID, "+672"),
        ("US", PhoneNumberType.DID, "+1"),
        ("US", PhoneNumberType.DID, "+12065550100"),
    ],
)
def test_prefixes_that_no_region_owns_pass(country_code: str, type: PhoneNumberType, prefix: str) -> None:
    assert search_findings(PhoneNumberSearch(country_code=country_code, type=type, prefixes=[prefix])) == []


@given(st.text(alphabet="+0123456789 -()x\u0663", max_size=18))
def test_only_e164_passes(text: str) -> None:
    if not phone_number_findings(text):
        assert re.fullmatch(r"\+[1-9][0-9]{1,14}", text)
