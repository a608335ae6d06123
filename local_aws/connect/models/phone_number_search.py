"""SearchAvailablePhoneNumbers."""

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .inventory import CALLING_CODES, InventoryNumber
from .pages import Page, page_of
from .phone_number_targets import PhoneNumberTargets

DEFAULT_PAGE = 10


class PhoneNumberSearch(PhoneNumberTargets):
    """Searches. The answer is the same for everybody, in ascending order."""

    def search_available_phone_numbers(
        self,
        country_code: str,
        phone_number_type: str,
        prefix: str | None,
        target: tuple[str | None, str | None],
        page: tuple[int | None, str | None],
    ) -> Page[InventoryNumber]:
        """One page of free numbers; `target` is TargetArn and InstanceId, `page` MaxResults and NextToken."""
        try:
            self.target_of_listing(*target)
        except ResourceNotFoundException as error:
            raise InvalidParameterException(error.message) from error
        if prefix is not None:
            _require_prefix_of_country(prefix, country_code)
        numbers = self.state.pool.available(country_code, phone_number_type, prefix or "")
        return page_of(list(numbers), lambda number: number.phone_number, page[0] or DEFAULT_PAGE, page[1])


def _require_prefix_of_country(prefix: str, country_code: str) -> None:
    # A country that has no numbers here may have any code.
    calling_code = CALLING_CODES.get(country_code, "")
    digits = prefix.removeprefix("+")
    if not prefix.startswith("+") or not (digits.startswith(calling_code) or calling_code.startswith(digits)):
        raise InvalidParameterException(
            f"PhoneNumberPrefix must begin with +{calling_code}, the calling code of {country_code}; got {prefix}"
        )
