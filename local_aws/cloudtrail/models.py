"""The event history: the calls of the last 90 days that changed Connect's phone numbers."""

import json
from dataclasses import dataclass
from typing import Any

from moto.cloudtrail.models import CloudTrailBackend as DefaultCloudTrailBackend

from ..connect.controlled.state import controlled_state
from ..connect.controlled.trail import TrailEvent
from ..connect.models.clock import DAY, as_datetime
from ..connect.models.pages import Page, page_of
from .exceptions import InvalidLookupAttributesException, InvalidNextTokenException, InvalidTimeRangeException

HISTORY_SECONDS = 90 * DAY
PAGE_SIZE = 50
EVENT_SOURCE = "connect.amazonaws.com"


@dataclass(frozen=True)
class Lookup:
    """LookupEvents' filters. None does not filter. Times are in seconds since the epoch."""

    attribute: tuple[str, str] | None = None
    start: float | None = None
    end: float | None = None


class CloudTrailBackend(DefaultCloudTrailBackend):
    """moto's trails, and the event history."""

    def lookup_events(self, lookup: Lookup, max_results: int | None, next_token: str | None) -> Page[dict[str, Any]]:
        """A page of the Region's events, the latest first.

        Raises InvalidTimeRangeException, InvalidLookupAttributesException and InvalidNextTokenException.
        """
        if lookup.start is not None and lookup.end is not None and lookup.end < lookup.start:
            raise InvalidTimeRangeException("The end time is before the start time")
        events = sorted(
            (event for event in controlled_state().trail.events if self._is_shown(event, lookup)), key=_order
        )
        page = page_of(events, _order, max_results or PAGE_SIZE, next_token, InvalidNextTokenException)
        return Page([_as_answer(event) for event in page.items], page.next_token)

    def _is_shown(self, event: TrailEvent, lookup: Lookup) -> bool:
        state = controlled_state()
        now, at = state.clock.now(), event.time
        return (
            (event.account_id, event.region_name) == (self.account_id, self.region_name)
            and now - HISTORY_SECONDS < event.time <= now - state.settings.trail_delay_seconds
            and (lookup.start is None or at >= lookup.start)
            and (lookup.end is None or at <= lookup.end)
            and (lookup.attribute is None or _attribute(event, lookup.attribute[0]) == lookup.attribute[1])
        )


def _order(event: TrailEvent) -> str:
    """The sort key that puts the latest event first."""
    return f"{10**15 - int(event.time * 1000):016d} {event.event_id}"


def _attribute(event: TrailEvent, key: str) -> str:
    values = {
        "EventName": event.event_name,
        "EventId": event.event_id,
        "EventSource": EVENT_SOURCE,
        "ReadOnly": "false",
    }
    if key not in values:
        raise InvalidLookupAttributesException(f"The local CloudTrail does not look events up by {key}")
    return values[key]


def _as_answer(event: TrailEvent) -> dict[str, Any]:
    return {
        "EventId": event.event_id,
        "EventName": event.event_name,
        "ReadOnly": "false",
        "EventTime": as_datetime(event.time).replace(microsecond=0),
        "EventSource": EVENT_SOURCE,
        "Resources": [],
        "CloudTrailEvent": json.dumps(_record(event)),
    }


def _record(event: TrailEvent) -> dict[str, Any]:
    """The record, in the form of those of other operations of Connect's.

    https://docs.aws.amazon.com/connect/latest/adminguide/logging-using-cloudtrail.html shows one; members have the
    names that the API has. None of ClaimPhoneNumber is published.
    """
    failure = {"errorCode": event.error_code, "errorMessage": event.error_message} if event.error_code else {}
    return {
        "eventVersion": "1.09",
        "userIdentity": {"type": "AssumedRole", "accountId": event.account_id},
        "eventTime": f"{as_datetime(event.time):%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": EVENT_SOURCE,
        "eventName": event.event_name,
        "awsRegion": event.region_name,
        "requestParameters": dict(event.request),
        "responseElements": event.response,
        **failure,
        "eventID": event.event_id,
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": event.account_id,
        "eventCategory": "Management",
    }
