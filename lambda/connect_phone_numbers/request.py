"""The event that the Provider framework hands to the handler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .core.event import Event
from .core.identity import Resource
from .core.properties import Properties, holds_taken_over, release_policy_of, selection_of
from .core.release_policy import ReleasePolicy
from .core.selection import Selection
from .errors import InvalidPropertiesError


@dataclass(frozen=True)
class Request:
    """One operation of CloudFormation on one resource.

    Attributes:
        kind: `Create`, `Update` or `Delete`.
        request_id: CloudFormation's, the same for every call made for this operation.
        resource: whose operation it is.
        physical_resource_id: the claim id while the number is not there yet, its ARN afterwards; "" before on_event.
        properties: what is asked for; None for a Delete, whose properties may be of any shape.
        selection: what the resource is to hold, or held.
        old_selection: what it held before an Update, where that can be read.
        holds_taken_over: whether the number that the resource holds was others' before it took it over.
        release_policy: what becomes of a number that the operation ends.
        release_taken_over: whether that goes for a number of others that the resource took over, too.
    """

    kind: str
    request_id: str
    resource: Resource
    physical_resource_id: str
    properties: Properties | None
    selection: Selection | None
    old_selection: Selection | None
    holds_taken_over: bool
    release_policy: ReleasePolicy
    release_taken_over: bool

    @classmethod
    def parse(cls, event: Mapping[str, Any]) -> Self:
        """Read and check an event.

        Raises:
            InvalidPropertiesError: it can't be carried out.
        """
        try:
            read = Event.parse(event)
        except ValueError as error:
            raise InvalidPropertiesError(str(error)) from None
        properties = None if read.kind == "Delete" else _properties(read)
        return cls(
            read.kind,
            read.request_id,
            Resource(read.stack_id, read.logical_resource_id),
            read.physical_resource_id,
            properties,
            properties.selection if properties else selection_of(read.properties),
            selection_of(read.old_properties),
            holds_taken_over(read.old_properties or read.properties),
            release_policy_of(read.properties),
            read.properties.get("ReleaseAdopted") == "true",
        )


def _properties(event: Event) -> Properties:
    try:
        return Properties.parse(event.properties, event.stack_id)
    except ValueError as error:
        raise InvalidPropertiesError(f"Invalid phone number {event.logical_resource_id}: {error}.") from None
