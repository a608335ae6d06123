"""A search for a phone number that nobody holds yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .phone_number_type import PhoneNumberType


@dataclass(frozen=True, kw_only=True)
class PhoneNumberSearch:
    """Any available number of a country and type.

    Attributes:
        country_code: ISO 3166-1 alpha-2 in upper case, for example `US`; one of `PHONE_NUMBER_COUNTRY_CODES`.
        type: a `PhoneNumberType`, or a token that becomes the value of one.
        prefixes: what the number is to start with, in order of preference: each + and the country's calling code, 11
            digits at most, for example `+1206`. A later one is tried when no number of the earlier ones is available.
            Default: any number of the country and type.
    """

    country_code: str
    type: PhoneNumberType | str
    prefixes: Sequence[str] = ()
