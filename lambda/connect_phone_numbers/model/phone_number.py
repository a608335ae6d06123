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
        source_phone_number_arn: what it was imported by, from another service; "" for a number that was claimed.
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
    source_phone_number_arn: str = ""

    @property
    def known_as(self) -> str:
        """See `known_as`."""
        return known_as(self.phone_number, self.source_phone_number_arn)

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
            summary.get("SourcePhoneNumberArn", ""),
        )


def known_as(phone_number: str, source_phone_number_arn: str | None) -> str:
    """By what leases and quotas know a number from before it is claimed: in E.164, or the ARN that it is imported by.

    Which number an import brings is known once it is there.
    """
    return source_phone_number_arn or phone_number
