"""Which number a resource wants: an exact number, any number that a search finds, or a number of another service."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .claim import Claim
from .phone_number import PhoneNumber


@dataclass(frozen=True)
class ExactPhoneNumber:
    """An exact number, in E.164."""

    phone_number: str

    @property
    def identity(self) -> str:
        """The text that tells this selection from any other, for the claim id."""
        return json.dumps(["exact", self.phone_number])

    def is_satisfied_by(self, number: PhoneNumber | Claim) -> bool:
        """Whether a number that is held already is the one that is asked for."""
        return number.phone_number == self.phone_number

    def __str__(self) -> str:
        return self.phone_number


@dataclass(frozen=True)
class PhoneNumberSearch:
    """Any number of a country and type, and of the first prefix that has an available number.

    Attributes:
        country_code: ISO 3166-1 alpha-2, for example `US`.
        number_type: the PhoneNumberType, for example `DID`.
        prefixes: each with + and the country's calling code, in order of preference; empty for any number.
    """

    country_code: str
    number_type: str
    prefixes: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The text that tells this selection from any other, for the claim id."""
        return json.dumps(["search", self.country_code, self.number_type, *self.prefixes])

    def is_satisfied_by(self, number: PhoneNumber | Claim) -> bool:
        """Whether a number that is held already satisfies the search. An imported number does not."""
        return (
            not number.source_phone_number_arn
            and number.country_code == self.country_code
            and number.number_type == self.number_type
            and (not self.prefixes or number.phone_number.startswith(self.prefixes))
        )

    def __str__(self) -> str:
        prefixes = f" with prefix {' or '.join(self.prefixes)}" if self.prefixes else ""
        return f"{self.number_type} number in {self.country_code}{prefixes}"


@dataclass(frozen=True)
class ImportedPhoneNumber:
    """A number of AWS End User Messaging, by its ARN there. Its E.164 number is known once it is imported."""

    source_phone_number_arn: str

    @property
    def identity(self) -> str:
        """The text that tells this selection from any other, for the claim id."""
        return json.dumps(["import", self.source_phone_number_arn])

    def is_satisfied_by(self, number: PhoneNumber | Claim) -> bool:
        """Whether a number that is held already is the one that is asked for."""
        return number.source_phone_number_arn == self.source_phone_number_arn

    def __str__(self) -> str:
        return self.source_phone_number_arn


Selection = ExactPhoneNumber | PhoneNumberSearch | ImportedPhoneNumber
