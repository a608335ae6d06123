"""Finding the claimed number that a request names."""

from ..exceptions import InvalidParameterException, ResourceInUseException, ResourceNotFoundException
from .arns import PHONE_NUMBER, TRAFFIC_DISTRIBUTION_GROUP, parse_arn
from .phone_number import IN_PROGRESS, PhoneNumber
from .phone_number_targets import PhoneNumberTargets


class PhoneNumberLookup(PhoneNumberTargets):
    """Numbers by id or ARN, as the called Region sees them."""

    @property
    def tags_as_of(self) -> float:
        """The moment whose tags are shown now, in seconds since the epoch."""
        return self.now - self.state.settings.tag_delay_seconds

    def find_number(self, id_or_arn: str) -> PhoneNumber:
        """The number, by id in the Region where it was claimed; a group's number by ARN in the other Region too.

        Raises ResourceNotFoundException where this Region has no such number, InvalidParameterException for an ARN of
        something else.
        """
        arn = parse_arn(id_or_arn) or self.arn(PHONE_NUMBER, id_or_arn)
        if arn.resource_type != PHONE_NUMBER:
            raise InvalidParameterException(f"PhoneNumberId is not the id or ARN of a phone number: {id_or_arn}")
        number = self.state.numbers().get(str(arn))
        if number is None or arn.account_id != self.account_id or not self._is_visible(number) or self._is_new(number):
            raise ResourceNotFoundException(f"Phone number not found in {self.region_name}: {id_or_arn}")
        return number

    def find_number_at_home(self, id_or_arn: str) -> PhoneNumber:
        """The number, in the Region where it was claimed and nowhere else: InvalidParameterException elsewhere."""
        number = self.find_number(id_or_arn)
        if number.arn.region_name != self.region_name:
            raise InvalidParameterException(
                f"{id_or_arn} was claimed in {number.arn.region_name}; call that Region's endpoint"
            )
        return number

    def find_settled_number(self, id_or_arn: str) -> PhoneNumber:
        """The number at home with nothing in progress: ResourceInUseException otherwise."""
        number = self.find_number_at_home(id_or_arn)
        if number.released_at is not None:
            raise ResourceNotFoundException(f"Phone number is being released: {id_or_arn}")
        if number.status(self.now) == IN_PROGRESS:
            raise ResourceInUseException(
                f"An earlier operation on {number.number.phone_number} is still in progress",
                "PHONE_NUMBER",
                number.phone_number_arn,
            )
        return number

    def _is_new(self, number: PhoneNumber) -> bool:
        return self.now < number.claimed_at + self.state.settings.describe_delay_seconds

    def _is_visible(self, number: PhoneNumber) -> bool:
        if number.arn.region_name == self.region_name:
            return True
        if number.target.resource_type != TRAFFIC_DISTRIBUTION_GROUP:
            return False
        group = self.state.groups().get(str(number.target))
        return group is not None and self.region_name in group.region_names()
