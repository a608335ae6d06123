"""Which number a resource wants: an exact one, any that a search finds, or one of another service."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol


class NumberFacts(Protocol):
    """What a selection is about; `source_phone_number_arn` is "" for a number that was not imported."""

    @property
    def phone_number(self) -> str: ...  # noqa: D102 - as in PhoneNumber
    @property
    def country_code(self) -> str: ...  # noqa: D102
    @property
    def number_type(self) -> str: ...  # noqa: D102
    @property
    def source_phone_number_arn(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class ExactPhoneNumber:
    """One number, in E.164."""

    phone_number: str

    @property
    def identity(self) -> str:
        """The part of the claim id that tells selections apart."""
        return json.dumps(["exact", self.phone_number])

    def is_satisfied_by(self, number: NumberFacts) -> bool:
        """Whether a number that is already held is what this asks for."""
        return number.phone_number == self.phone_number

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

    def is_satisfied_by(self, number: NumberFacts) -> bool:
        """Whether a number that is already held is what this asks for. One that was imported is for who names it."""
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
    """A number of another service, AWS End User Messaging, by its ARN there. Which one it is, Amazon Connect tells."""

    source_phone_number_arn: str

    @property
    def identity(self) -> str:
        """The part of the claim id that tells selections apart."""
        return json.dumps(["import", self.source_phone_number_arn])

    def is_satisfied_by(self, number: NumberFacts) -> bool:
        """Whether a number that is already held is what this asks for."""
        return number.source_phone_number_arn == self.source_phone_number_arn

    def __str__(self) -> str:
        return self.source_phone_number_arn


Selection = ExactPhoneNumber | PhoneNumberSearch | ImportedPhoneNumber
