"""What is suspicious about a search, and yet allowed."""

from __future__ import annotations

import re

import phonenumbers

from .is_token import is_token
from .phone_number_search import PhoneNumberSearch

_AREA_CODE = re.compile(r"\+1[0-9]{3}")
_AREA_TYPES = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


def search_advice(search: PhoneNumberSearch) -> list[str]:
    """Warnings about prefixes of +1, the calling code of two dozen countries, whose area code is another country's.

    Not errors: area codes are added, and libphonenumber's data may be older.
    """
    if is_token(search.country_code):
        return []
    return [
        f"search.prefixes has {prefix!r}, which is in {country} and not in {search.country_code}: "
        "Amazon Connect will probably find no number."
        for prefix in search.prefixes
        if not is_token(prefix)
        and (country := _country_of_area_code(prefix)) is not None
        and country != search.country_code
    ]


def _country_of_area_code(prefix: str) -> str | None:
    area_code = _AREA_CODE.match(prefix)
    if area_code is None:
        return None
    number = phonenumbers.parse(f"{area_code.group()}5550100")
    # Toll-free area codes are no country's.
    if phonenumbers.number_type(number) not in _AREA_TYPES:
        return None
    country_code: str | None = phonenumbers.region_code_for_number(number)
    return country_code
