"""Warnings about searches that are allowed."""

from __future__ import annotations

import pytest
from aws_cdk import Aws
from aws_cdk.assertions import Annotations, Match

from constructs_lib import ClaimedPhoneNumber, PhoneNumberSearch, PhoneNumberType
from constructs_lib.private.advice import search_advice

from .support import INSTANCE_ARN, new_stack


def search(country_code: str, *prefixes: str) -> PhoneNumberSearch:
    return PhoneNumberSearch(country_code=country_code, type=PhoneNumberType.DID, prefixes=prefixes)


def test_an_area_code_of_another_country_is_warned_of() -> None:
    stack = new_stack()
    ClaimedPhoneNumber(stack, "Toronto", target=INSTANCE_ARN, search=search("US", "+1206", "+1416"))
    [warning] = Annotations.from_stack(stack).find_warning("/ContactCenter/Toronto", Match.any_value())
    assert "'+1416', which is in CA and not in US" in str(warning.entry.data)


@pytest.mark.parametrize(
    "allowed",
    [
        search("US", "+1206", "+12065550100", "+1"),
        search("CA", "+1416"),
        search("US", "+1800"),
        search("US", "+1999"),
        search("GB", "+4420"),
        search(Aws.NO_VALUE, "+1416"),
        search("US", Aws.NO_VALUE),
    ],
)
def test_nothing_else_is(allowed: PhoneNumberSearch) -> None:
    assert search_advice(allowed) == []
