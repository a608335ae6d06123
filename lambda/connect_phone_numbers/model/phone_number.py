"""A phone number of the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class PhoneNumber:
    """A number that the account holds, in Amazon Connect's terms.

    Attributes:
        target_arn: the instance or traffic distribution group that it is claimed to.
        status: the status of the last claim, move or change of description: `CLAIMED`, `IN_PROGRESS` or `FAILED`.
        status_message: why the status is FAILED, else "".
        source_phone_number_arn: the ARN in the other service that it was imported from; "" for a claimed number.
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
        """See the function `known_as`."""
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
    """The name of a number in leases and quotas: its E.164 number, or for an import, the source's ARN.

    The E.164 number of an import is known only once it is imported.
    """
    return source_phone_number_arn or phone_number
