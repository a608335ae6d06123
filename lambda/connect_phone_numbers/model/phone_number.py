"""A phone number of the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class PhoneNumber:
    """A number that the account holds, in the service's words.

    Attributes:
        target_arn: of the instance or traffic distribution group that it is claimed to.
        status: `CLAIMED`, `IN_PROGRESS` or `FAILED`: of the last claim, move or change of description.
        status_message: why it FAILED, else "".
    """

    phone_number: str
    phone_number_id: str
    phone_number_arn: str
    country_code: str
    number_type: str
    target_arn: str
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    status: str = "CLAIMED"
    status_message: str = ""

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
            summary["TargetArn"],
            summary.get("PhoneNumberDescription", ""),
            dict(summary.get("Tags", {})),
            status.get("Status", ""),
            status.get("Message", ""),
        )
