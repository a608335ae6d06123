"""Tags of phone numbers, traffic distribution groups, flows, queues, hours of operation and instances."""

from ..exceptions import InvalidParameterException, ResourceNotFoundException
from .arns import CONTACT_FLOW, INSTANCE, OPERATING_HOURS, PHONE_NUMBER, QUEUE, TRAFFIC_DISTRIBUTION_GROUP, parse_arn
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
        held.update(tags)

    def untag_resource(self, resource_arn: str, tag_keys: list[str]) -> None:
        """Remove tags; keys that are not there are no error. ResourceNotFoundException."""
        held = self._tags_of(resource_arn)
        if held is None:
            super().untag_resource(resource_arn, tag_keys)
            return
        for key in tag_keys:
            held.pop(key, None)

    def list_tags_for_resource(self, resource_arn: str) -> dict[str, str]:
        """The tags. ResourceNotFoundException."""
        held = self._tags_of(resource_arn)
        return super().list_tags_for_resource(resource_arn) if held is None else dict(held)

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
