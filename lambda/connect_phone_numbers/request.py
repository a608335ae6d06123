"""The event that the Provider framework hands to the handler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .core.identity import Resource
from .core.properties import Properties, release_policy_of, selection_of
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
        kind = event["RequestType"]
        given = event.get("ResourceProperties") or {}
        old = event.get("OldResourceProperties") or {}
        properties = None
        if kind != "Delete":
            try:
                properties = Properties.parse(given, event["StackId"])
            except ValueError as error:
                raise InvalidPropertiesError(f"Invalid phone number {event['LogicalResourceId']}: {error}.") from None
        return cls(
            kind,
            event["RequestId"],
            Resource(event["StackId"], event["LogicalResourceId"]),
            event.get("PhysicalResourceId") or "",
            properties,
            properties.selection if properties else selection_of(given),
            selection_of(old),
            (old or given).get("Adopt") == "true",
            release_policy_of(given),
            given.get("ReleaseAdopted") == "true",
        )
