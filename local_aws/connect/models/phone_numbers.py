"""DescribePhoneNumber and ListPhoneNumbersV2."""

from dataclasses import dataclass
from typing import Any

from .arns import ConnectArn
from .pages import Page, page_of
from .phone_number import PhoneNumber
from .phone_number_changes import PhoneNumberChanges
from .phone_number_imports import PhoneNumberImports
from .phone_number_search import PhoneNumberSearch

DEFAULT_PAGE = 1000


@dataclass(frozen=True)
class ListRequest:
    """ListPhoneNumbersV2's filters; empty ones do not filter."""

    target_arn: str | None = None
    instance_id: str | None = None
    country_codes: tuple[str, ...] = ()
    phone_number_types: tuple[str, ...] = ()
    prefix: str = ""


class PhoneNumbers(PhoneNumberSearch, PhoneNumberImports, PhoneNumberChanges):
    """All operations on phone numbers but their flows."""

    def describe_phone_number(self, phone_number_id: str) -> dict[str, Any]:
        """ClaimedPhoneNumberSummary. Raises as `find_number`."""
        return self.find_number(phone_number_id).detail(self.now, self.tags_as_of)

    def list_phone_numbers_v2(
        self, request: ListRequest, max_results: int | None, next_token: str | None
    ) -> Page[PhoneNumber]:
        """A page of held numbers: the target's, or, without a target, all of this account and Region."""
        target = None
        if request.target_arn is not None or request.instance_id is not None:
            target = self.target_of_listing(request.target_arn, request.instance_id)
        numbers = [number for number in self.state.numbers().values() if self._has_number(number, target, request)]
        numbers.sort(key=lambda number: number.number.phone_number)
        numbers = self.state.as_listed(numbers)
        return page_of(numbers, lambda number: number.number.phone_number, max_results or DEFAULT_PAGE, next_token)

    def _has_number(self, number: PhoneNumber, target: ConnectArn | None, request: ListRequest) -> bool:
        kind = number.number
        own = (self.account_id, self.region_name)
        of_target = number.target == target if target else (number.arn.account_id, number.arn.region_name) == own
        settings = self.state.settings
        return (
            of_target
            and self.now >= number.claimed_at + settings.list_delay_seconds
            and (settings.failed_numbers_listed or not number.claim_failed)
            and (not request.country_codes or kind.country_code in request.country_codes)
            and (not request.phone_number_types or kind.phone_number_type in request.phone_number_types)
            and kind.phone_number.startswith(request.prefix)
        )
