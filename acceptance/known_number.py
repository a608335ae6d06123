"""A number that a run of the acceptance holds or has left behind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownNumber:
    """A number's two names.

    Attributes:
        phone_number: in E.164.
        phone_number_arn: its ARN.
    """

    phone_number: str
    phone_number_arn: str

    def __str__(self) -> str:
        return self.phone_number
