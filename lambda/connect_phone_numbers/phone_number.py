"""A phone number as the service describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class PhoneNumber:
    """A ClaimedPhoneNumberSummary.

    Attributes:
        status: `CLAIMED`, `IN_PROGRESS` or `FAILED`: of the last claim, move or change of description.
        status_message: why it FAILED, else "".
    """

    phone_number: str
    phone_number_id: str
    phone_number_arn: str
    country_code: str
    number_type: str
    description: str
    target_arn: str
    tags: dict[str, str]
    status: str
    status_message: str

    @classmethod
    def from_summary(cls, summary: Mapping[str, Any]) -> Self:
        """Read DescribePhoneNumber's ClaimedPhoneNumberSummary."""
        status = summary.get("PhoneNumberStatus", {})
        return cls(
            summary["PhoneNumber"],
            summary["PhoneNumberId"],
            summary["PhoneNumberArn"],
            summary["PhoneNumberCountryCode"],
            summary["PhoneNumberType"],
            summary.get("PhoneNumberDescription", ""),
            summary["TargetArn"],
            dict(summary.get("Tags", {})),
            status.get("Status", ""),
            status.get("Message", ""),
        )
