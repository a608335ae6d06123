"""Amazon Connect's backend: moto's instances, and phone numbers with all they need."""

from collections.abc import Iterator

from moto.core.resource_tagging import TaggedResource

from .flow_associations import FlowAssociations
from .instances import Instances
from .phone_numbers import PhoneNumbers
from .queues import Queues
from .state import connect_state, state_lock
from .tags import Tags

__all__ = ["ConnectBackend", "connect_state", "state_lock"]


class ConnectBackend(Tags, PhoneNumbers, FlowAssociations, Queues, Instances):
    """One account's Connect in one Region."""

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        """Instances and phone numbers, for the Resource Groups Tagging API."""
        yield from super().iter_tagged_resources()
        own = (self.account_id, self.region_name)
        for number in self.state.numbers().values():
            if (number.arn.account_id, number.arn.region_name) == own:
                yield TaggedResource(number.phone_number_arn, number.tags_of(self.tags_as_of), "connect:phone-number")
