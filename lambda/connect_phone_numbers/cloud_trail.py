"""CloudTrail's event history: the last 90 days of an account and Region, with or without a trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .core.trail_event import EVENT_NAMES, TrailEvent
from .service_call import service_call

if TYPE_CHECKING:
    from mypy_boto3_cloudtrail import CloudTrailClient
    from mypy_boto3_cloudtrail.type_defs import LookupEventsRequestTypeDef

HISTORY_SECONDS = 90 * 24 * 3600
DELAY_SECONDS = 15 * 60
"""How long an event may take to show.
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html"""
PAGE_SIZE = 50

_ADVICE = "Allow the function's role cloudtrail:LookupEvents."


class CloudTrail:
    """The service, in the function's Region."""

    def __init__(self, client: CloudTrailClient, await_turn: Callable[[str, str], None]) -> None:
        """Prepare calls.

        Args:
            client: of the function's Region.
            await_turn: see `Connect`; CloudTrail allows 2 requests per second as well:
                https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
        """
        self._client = client
        self._await_turn = await_turn

    def events(self, since: int) -> list[TrailEvent]:
        """What was done to phone numbers since a moment in seconds since the epoch, at most 90 days ago.

        Raises:
            TryAgainLater: throttled, or no answer.
            PhoneNumberError: the service refused.
        """
        return [event for name in EVENT_NAMES for event in self._events(name, since)]

    def _events(self, name: str, since: int) -> list[TrailEvent]:
        request: LookupEventsRequestTypeDef = {
            "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}],
            "StartTime": datetime.fromtimestamp(since, UTC),
            "MaxResults": PAGE_SIZE,
        }
        events = []
        while True:
            self._await_turn("LookupEvents", "")
            with service_call("LookupEvents", name, _ADVICE):
                page = self._client.lookup_events(**request)
            events += [TrailEvent.parse(json.loads(found["CloudTrailEvent"])) for found in page["Events"]]
            if not page.get("NextToken"):
                return [event for event in events if event is not None]
            request["NextToken"] = page["NextToken"]
