"""Tags of phone numbers, traffic distribution groups, flows, queues, hours of operation and instances."""

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import CONTACT_FLOW, INSTANCE, OPERATING_HOURS, PHONE_NUMBER, QUEUE, TRAFFIC_DISTRIBUTION_GROUP, parse_arn
from .phone_number import PhoneNumber
from .phone_number_lookup import PhoneNumberLookup

MOST_TAGS = 50


class Tags(PhoneNumberLookup):
    """TagResource, UntagResource, ListTagsForResource."""

    def tag_resource(self, resource_arn: str, tags: dict[str, str]) -> None:
        """Add or replace tags. InvalidParameterException past 50, ResourceNotFoundException."""
        held = self._tags_of(resource_arn)
        if held is None:
            super().tag_resource(resource_arn, tags)
            return
        if len(held | tags) > MOST_TAGS:
            raise InvalidParameterException(
                f"{resource_arn} would have {len(held | tags)} tags; {MOST_TAGS} are allowed"
            )
        self._write(resource_arn, held, held | tags)

    def untag_resource(self, resource_arn: str, tag_keys: list[str]) -> None:
        """Remove tags; keys that are not there are no error. ResourceNotFoundException."""
        held = self._tags_of(resource_arn)
        if held is None:
            super().untag_resource(resource_arn, tag_keys)
            return
        self._write(resource_arn, held, {key: value for key, value in held.items() if key not in tag_keys})

    def list_tags_for_resource(self, resource_arn: str) -> dict[str, str]:
        """The tags. ResourceNotFoundException."""
        held = self._tags_of(resource_arn)
        if held is None:
            return super().list_tags_for_resource(resource_arn)
        number = self._number(resource_arn)
        return dict(held) if number is None else number.tags_of(self.tags_as_of)

    def _write(self, resource_arn: str, held: dict[str, str], tags: dict[str, str]) -> None:
        number = self._number(resource_arn)
        if number is not None:
            number.write_tags(tags, self.now)
            return
        held.clear()
        held.update(tags)

    def _number(self, resource_arn: str) -> PhoneNumber | None:
        arn = parse_arn(resource_arn)
        return self.find_number(resource_arn) if arn is not None and arn.resource_type == PHONE_NUMBER else None

    def _tags_of(self, resource_arn: str) -> dict[str, str] | None:
        """The resource's own tags; None for an instance, whose tags moto keeps."""
        arn = parse_arn(resource_arn)
        if arn is None or (arn.region_name, arn.account_id) != (self.region_name, self.account_id):
            raise ResourceNotFoundException(f"Resource not found in {self.region_name}: {resource_arn}")
        if arn.resource_type == PHONE_NUMBER:
            return self.find_number(resource_arn).tags
        if arn.resource_type == TRAFFIC_DISTRIBUTION_GROUP:
            return self.find_group(resource_arn).tags
        if arn.resource_type == CONTACT_FLOW and resource_arn in self.state.flows:
            return self.state.flows[resource_arn].tags
        if arn.resource_type == QUEUE and resource_arn in self.state.queues:
            return self.state.queues[resource_arn].tags
        if arn.resource_type == OPERATING_HOURS and resource_arn in self.state.hours_of_operations:
            return self.state.hours_of_operations[resource_arn].tags
        if arn.resource_type == INSTANCE and arn.resource_id in self.instances:
            return None
        raise ResourceNotFoundException(f"Resource not found in {self.region_name}: {resource_arn}")
