"""Handles incoming cloudtrail requests."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from typing import Any, ClassVar, cast

from moto.cloudtrail.models import cloudtrail_backends
from moto.cloudtrail.responses import CloudTrailResponse as DefaultCloudTrailResponse
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult

from ..connect.controlled.faults import FaultKind
from ..connect.controlled.service_call import ServiceCall
from ..connect.responses.checked_answer import CheckedAnswer
from .exceptions import (
    AccessDeniedException,
    InternalFailure,
    InvalidLookupAttributesException,
    InvalidMaxResultsException,
    ThrottlingException,
)
from .models import CloudTrailBackend, Lookup


class CloudTrailResponse(ServiceCall, DefaultCloudTrailResponse):
    """moto's answers, and the event history; calls are journalled, throttled, and can be disturbed."""

    invalid_errors = (InvalidMaxResultsException,)
    fault_errors: ClassVar[dict[FaultKind, type[ServiceException]]] = {
        FaultKind.THROTTLE: ThrottlingException,
        FaultKind.INTERNAL_ERROR: InternalFailure,
        FaultKind.ACCESS_DENIED: AccessDeniedException,
    }

    @property
    def backend(self) -> CloudTrailBackend:
        """The backend of the called account and Region."""
        return cast(CloudTrailBackend, cloudtrail_backends[self.current_account][self.region])

    def lookup_events(self) -> ActionResult:
        start, end = (self.params.get(name) for name in ("StartTime", "EndTime"))
        lookup = Lookup(_attribute(self.params), start, end)
        page = self.backend.lookup_events(lookup, self.params.get("MaxResults"), self.params.get("NextToken"))
        token = {"NextToken": page.next_token} if page.next_token else {}
        return CheckedAnswer({"Events": page.items, **token})


def _attribute(parameters: dict[str, Any]) -> tuple[str, str] | None:
    attributes = parameters.get("LookupAttributes", [])
    if len(attributes) > 1:
        raise InvalidLookupAttributesException("Events are looked up by one attribute at a time")
    return (attributes[0]["AttributeKey"], attributes[0]["AttributeValue"]) if attributes else None
