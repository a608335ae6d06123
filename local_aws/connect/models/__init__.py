"""Amazon Connect's backend: moto's instances, and phone numbers with all they need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from moto.core.base_backend import BackendDict

from .flow_associations import FlowAssociations
from .instance_backend import connect_backends as instance_backends
from .instances import Instances
from .phone_numbers import PhoneNumbers
from .queues import Queues
from .state import connect_state, state_lock
from .tags import Tags

if TYPE_CHECKING:
    from moto.core.resource_tagging import TaggedResource

__all__ = ["ConnectBackend", "connect_backends", "connect_state", "state_lock"]


class ConnectBackend(Tags, PhoneNumbers, FlowAssociations, Queues, Instances):
    """One account's Connect in one Region."""

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        """Instances and phone numbers, for the Resource Groups Tagging API."""
        from moto.core.resource_tagging import TaggedResource  # noqa: PLC0415 - moto has it from 5.2.5 on

        yield from super().iter_tagged_resources()
        own = (self.account_id, self.region_name)
        for number in self.state.numbers().values():
            if (number.arn.account_id, number.arn.region_name) == own:
                yield TaggedResource(number.phone_number_arn, number.tags_of(self.tags_as_of), "connect:phone-number")


connect_backends = cast(BackendDict[ConnectBackend], instance_backends)
