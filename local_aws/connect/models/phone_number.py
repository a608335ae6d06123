"""One claimed phone number."""

from dataclasses import dataclass, field
from typing import Any

from .arns import PHONE_NUMBER, TRAFFIC_DISTRIBUTION_GROUP, ConnectArn
from .inventory import InventoryNumber

CLAIMED = "CLAIMED"
IN_PROGRESS = "IN_PROGRESS"
FAILED = "FAILED"


@dataclass
class PhoneNumber:
    """A number claimed (or whose claim failed), with all that Connect knows of it.

    claimed_at: when ClaimPhoneNumber was accepted; settles_at: when the last operation ends; failure_message: what it
    ends FAILED with, None where it succeeds.
    claim_failed: the claim itself is what fails, so the number can never be used; lapses_at: when such an entry goes.
    source_arn: of an imported number, what it was imported by.
    released_at: when ReleasePhoneNumber was accepted; the entry goes when that settles. All in seconds since the epoch.
    """

    arn: ConnectArn
    number: InventoryNumber
    target: ConnectArn
    instance_arn: str
    claimed_at: float
    settles_at: float
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    flow_arns: dict[str, str] = field(default_factory=dict)
    failure_message: str | None = None
    claim_failed: bool = False
    lapses_at: float | None = None
    released_at: float | None = None
    source_arn: str | None = None
    _tags_before: list[tuple[float, dict[str, str]]] = field(default_factory=list)
    _led_at: dict[str, float] = field(default_factory=dict)
    _lost_at: float = 0.0

    @property
    def phone_number_id(self) -> str:
        """The UUID."""
        return self.arn.resource_id

    @property
    def phone_number_arn(self) -> str:
        """The ARN, of the Region where the number was claimed."""
        return str(self.arn)

    @property
    def is_held(self) -> bool:
        """Whether it counts as an active number of its instance."""
        return not self.claim_failed and self.released_at is None

    def lead_to(self, region_name: str, flow_arn: str | None, changed_at: float) -> None:
        """Lead to a flow in a Region, or to none, unless that has changed since."""
        if changed_at < max(self._led_at.get(region_name, 0.0), self._lost_at):
            return
        self._led_at[region_name] = changed_at
        self.flow_arns.pop(region_name, None)
        if flow_arn is not None:
            self.flow_arns[region_name] = flow_arn

    def lose_flows(self, now: float) -> None:
        """Lead to no flow, in any Region."""
        self.flow_arns.clear()
        self._lost_at = now

    def write_tags(self, tags: dict[str, str], now: float) -> None:
        """Have these tags from now on."""
        self._tags_before.append((now, self.tags))
        self.tags = tags

    def tags_of(self, moment: float) -> dict[str, str]:
        """The tags it had then."""
        return dict(next((tags for until, tags in self._tags_before if moment < until), self.tags))

    def status(self, now: float) -> str:
        """CLAIMED, IN_PROGRESS or FAILED at `now`."""
        if self.released_at is None and now < self.settles_at:
            return IN_PROGRESS
        return FAILED if self.failure_message is not None else CLAIMED

    def is_gone(self, now: float) -> bool:
        """Whether its release has settled, or its failed claim has lapsed."""
        if self.released_at is not None:
            return now >= self.settles_at
        return self.lapses_at is not None and now >= self.lapses_at

    def summary(self) -> dict[str, Any]:
        """The members that ListPhoneNumbersV2 and DescribePhoneNumber have in common."""
        summary: dict[str, Any] = {
            "PhoneNumberId": self.phone_number_id,
            "PhoneNumberArn": self.phone_number_arn,
            "PhoneNumber": self.number.phone_number,
            "PhoneNumberCountryCode": self.number.country_code,
            "PhoneNumberType": self.number.phone_number_type,
            "TargetArn": str(self.target),
        }
        if self.target.resource_type != TRAFFIC_DISTRIBUTION_GROUP:
            summary["InstanceId"] = self.target.resource_id
        if self.description is not None:
            summary["PhoneNumberDescription"] = self.description
        if self.source_arn is not None:
            summary["SourcePhoneNumberArn"] = self.source_arn
        return summary

    def detail(self, now: float, tags_as_of: float) -> dict[str, Any]:
        """DescribePhoneNumber's ClaimedPhoneNumberSummary."""
        status = {"Status": self.status(now)}
        if status["Status"] == FAILED:
            status["Message"] = str(self.failure_message)
        detail = {**self.summary(), "PhoneNumberStatus": status}
        if tags := self.tags_of(tags_as_of):
            detail["Tags"] = tags
        return detail


def phone_number_arn(region_name: str, account_id: str, phone_number_id: str) -> ConnectArn:
    """The ARN of a number claimed in that Region."""
    return ConnectArn(region_name, account_id, PHONE_NUMBER, phone_number_id)
