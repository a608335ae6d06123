"""Hours of operation: create, describe, list, delete."""

import uuid
import zoneinfo
from dataclasses import dataclass, field
from typing import Any

from ..exceptions import (
    DuplicateResourceException,
    InvalidParameterException,
    InvalidRequestException,
    ResourceNotFoundException,
)
from .arns import OPERATING_HOURS, parse_arn
from .hours_of_operation import HoursOfOperation
from .pages import Page, page_of
from .regional_backend import RegionalBackend

DEFAULT_PAGE = 1000


@dataclass(frozen=True)
class NewHoursOfOperation:
    """CreateHoursOfOperation's parameters."""

    instance_id: str
    name: str
    time_zone: str
    config: list[dict[str, Any]]
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)


class HoursOfOperations(RegionalBackend):
    """Opening hours of the instances of this Region."""

    def create_hours_of_operation(self, request: NewHoursOfOperation) -> HoursOfOperation:
        """The new hours.

        Raises DuplicateResourceException, InvalidParameterException for a time zone that is none,
        ResourceNotFoundException without the instance.
        """
        self._get_instance_or_raise(request.instance_id)
        if request.time_zone not in zoneinfo.available_timezones():
            raise InvalidParameterException(f"TimeZone is not the name of a time zone: {request.time_zone}")
        if any(hours.name == request.name for hours in self._hours_of(request.instance_id)):
            raise DuplicateResourceException(f"The instance has hours of operation of that name: {request.name}")
        hours = HoursOfOperation(
            arn=self.arn(OPERATING_HOURS, str(uuid.uuid4()), request.instance_id),
            name=request.name,
            time_zone=request.time_zone,
            config=[dict(day) for day in request.config],
            modified_at=self.now,
            description=request.description,
            tags=dict(request.tags),
        )
        self.state.hours_of_operations[str(hours.arn)] = hours
        return hours

    def find_hours_of_operation(self, instance_id: str, id_or_arn: str) -> HoursOfOperation:
        """The instance's hours in this Region; ResourceNotFoundException where there are none."""
        self._get_instance_or_raise(instance_id)
        arn = parse_arn(id_or_arn) or self.arn(OPERATING_HOURS, id_or_arn, instance_id)
        hours = self.state.hours_of_operations.get(str(arn))
        if hours is None or hours not in self._hours_of(instance_id):
            raise ResourceNotFoundException(f"Hours of operation not found on instance {instance_id}: {id_or_arn}")
        return hours

    def list_hours_of_operations(
        self, instance_id: str, max_results: int | None, next_token: str | None
    ) -> Page[HoursOfOperation]:
        """A page of the instance's hours, by id."""
        self._get_instance_or_raise(instance_id)
        found = sorted(self._hours_of(instance_id), key=lambda hours: hours.arn.resource_id)
        return page_of(found, lambda hours: hours.arn.resource_id, max_results or DEFAULT_PAGE, next_token)

    def delete_hours_of_operation(self, instance_id: str, hours_of_operation_id: str) -> None:
        """Delete the hours.

        InvalidRequestException while a queue has them: AWS does not say what happens then; this is the stricter way.
        """
        hours = self.find_hours_of_operation(instance_id, hours_of_operation_id)
        queues = [queue.name for queue in self.state.queues.values() if queue.hours_of_operation == hours.arn]
        if queues:
            raise InvalidRequestException(f"{hours.arn} is the hours of queues: {', '.join(sorted(queues))}")
        del self.state.hours_of_operations[str(hours.arn)]

    def _hours_of(self, instance_id: str) -> list[HoursOfOperation]:
        own = (self.region_name, self.account_id, instance_id)
        return [
            hours
            for hours in self.state.hours_of_operations.values()
            if (hours.arn.region_name, hours.arn.account_id, hours.arn.parent_id) == own
        ]
