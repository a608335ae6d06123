"""Which number a resource wants: an exact one, or any that a search finds."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class ExactPhoneNumber:
    """One number, in E.164."""

    phone_number: str

    @property
    def identity(self) -> str:
        """The part of the claim id that tells selections apart."""
        return json.dumps(["exact", self.phone_number])

    def is_satisfied_by(self, phone_number: str, country_code: str, number_type: str) -> bool:
        """Whether a number that is already held is what this asks for."""
        return phone_number == self.phone_number

    def __str__(self) -> str:
        return self.phone_number


@dataclass(frozen=True)
class PhoneNumberSearch:
    """Any number of a country and type; of the first prefix, in order of preference, that has one.

    Attributes:
        country_code: ISO 3166-1 alpha-2, as the service's model enumerates them.
        number_type: the service's PhoneNumberType, for example `DID`.
        prefixes: each with + and the country's calling code, most preferred first; empty for any.
    """

    country_code: str
    number_type: str
    prefixes: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The part of the claim id that tells selections apart."""
        return json.dumps(["search", self.country_code, self.number_type, *self.prefixes])

    def is_satisfied_by(self, phone_number: str, country_code: str, number_type: str) -> bool:
        """Whether a number that is already held is what this asks for."""
        return (
            country_code == self.country_code
            and number_type == self.number_type
            and (not self.prefixes or phone_number.startswith(self.prefixes))
        )

    def __str__(self) -> str:
        prefixes = f" with prefix {' or '.join(self.prefixes)}" if self.prefixes else ""
        return f"{self.number_type} number in {self.country_code}{prefixes}"


Selection = ExactPhoneNumber | PhoneNumberSearch
