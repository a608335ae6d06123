"""Countries' calling codes."""

from __future__ import annotations

import phonenumbers


def calling_code(country_code: str) -> str | None:
    """+ and the calling code of a country, for example +1 of US; None where libphonenumber knows none (AN, AQ, PN)."""
    code = phonenumbers.country_code_for_region(country_code)
    return f"+{code}" if code else None
