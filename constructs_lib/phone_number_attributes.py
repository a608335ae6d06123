"""What is known of a phone number that something else than this app owns."""

from __future__ import annotations

from dataclasses import dataclass

from .phone_number_type import PhoneNumberType


@dataclass(frozen=True, kw_only=True)
class PhoneNumberAttributes:
    """A number's attributes; those that are None can't be asked for."""

    phone_number_arn: str
    phone_number: str | None = None
    phone_number_country_code: str | None = None
    phone_number_type: PhoneNumberType | str | None = None
    target_arn: str | None = None
