"""A search for an available phone number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# fmt: off
PHONE_NUMBER_COUNTRY_CODES = frozenset({
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AN", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AZ", "BA",
    "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BR", "BS", "BT", "BW", "BY",
    "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW",
    "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI",
    "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GG", "GH", "GI", "GL", "GM", "GN", "GQ", "GR",
    "GT", "GU", "GW", "GY", "HK", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR",
    "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ",
    "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG",
    "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK",
    "PL", "PM", "PN", "PR", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW", "SA", "SB", "SC", "SD",
    "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "ST", "SV", "SX", "SY", "SZ", "TC",
    "TD", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "US",
    "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
})
# fmt: on
"""ISO 3166-1 alpha-2 codes, and AN, which ISO has withdrawn: PhoneNumberCountryCode of the Connect service model
2017-08-08."""


class PhoneNumberType(StrEnum):
    """PhoneNumberType of the Connect service model 2017-08-08."""

    TOLL_FREE = "TOLL_FREE"
    DID = "DID"
    """Direct inward dialing: a local number."""
    UIFN = "UIFN"
    """Universal international freephone number, +800: free for callers of many countries."""
    SHARED = "SHARED"
    """Shared cost: the caller and the owner of the number share the cost of a call."""
    THIRD_PARTY_TF = "THIRD_PARTY_TF"
    THIRD_PARTY_DID = "THIRD_PARTY_DID"
    SHORT_CODE = "SHORT_CODE"


@dataclass(frozen=True, kw_only=True)
class PhoneNumberSearch:
    """Any available number of a country and type.

    Attributes:
        country_code: ISO 3166-1 alpha-2 in upper case, for example `US`; one of `PHONE_NUMBER_COUNTRY_CODES`.
        type: a `PhoneNumberType`, or a token that becomes the value of one.
        prefixes: the number starts with one of these, in order of preference. Each begins with + and the country's
            calling code, and has 11 digits at most, for example `+1206`. A prefix is tried only if no number is left
            for the prefixes before it. Default: any number of the country and type.
    """

    country_code: str
    type: PhoneNumberType | str
    prefixes: Sequence[str] = ()
