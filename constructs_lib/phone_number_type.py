"""The types of phone numbers."""

from __future__ import annotations

from enum import StrEnum


class PhoneNumberType(StrEnum):
    """PhoneNumberType of the Connect service model 2017-08-08."""

    TOLL_FREE = "TOLL_FREE"
    DID = "DID"
    """Direct inward dialing: a local number."""
    UIFN = "UIFN"
    """Universal international freephone number, +800: free for callers of many countries."""
    SHARED = "SHARED"
    """Shared cost: caller and called share it."""
    THIRD_PARTY_TF = "THIRD_PARTY_TF"
    THIRD_PARTY_DID = "THIRD_PARTY_DID"
    SHORT_CODE = "SHORT_CODE"
