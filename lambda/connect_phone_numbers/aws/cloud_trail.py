"""CloudTrail's event history: the last 90 days of an account and Region, with or without a trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..rebuild_ledger.trail_event import TrailEvent
from .service_call import service_call

if TYPE_CHECKING:
    from mypy_boto3_cloudtrail import CloudTrailClient
    from mypy_boto3_cloudtrail.type_defs import LookupEventsRequestTypeDef

HISTORY_SECONDS = 90 * 24 * 3600
PAGE_SIZE = 50

_ADVICE = "Have cloudtrail:LookupEvents allowed."


class CloudTrail:
    """The service, in one Region."""

    def __init__(self, client: CloudTrailClient, await_turn: Callable[[str], None]) -> None:
        """Prepare calls.

        Args:
            client: of the Region.
            await_turn: waits for a call's turn; CloudTrail allows 2 requests per second as well:
                https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
        """
        self._client = client
        self._await_turn = await_turn

    def page(self, name: str, since: int, until: int, token: str) -> tuple[list[TrailEvent], str]:
        """A page of the events of one name that the service accepted, the latest first.

        Args:
            name: of the operation.
            since: in seconds since the epoch, at most 90 days ago.
            until: in seconds since the epoch.
            token: the page before gave it; "" for the first.

        Returns:
            The events, and the token of the next page, "" for none.

        Raises:
            TryAgainLater: throttled, or no answer.
            PhoneNumberError: the service refused.
        """
        self._await_turn("LookupEvents")
        request: LookupEventsRequestTypeDef = {
            "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}],
            "StartTime": datetime.fromtimestamp(since, UTC),
            "EndTime": datetime.fromtimestamp(until, UTC),
            "MaxResults": PAGE_SIZE,
        }
        if token:
            request["NextToken"] = token
        with service_call("LookupEvents", name, _ADVICE):
            page = self._client.lookup_events(**request)
        events = [TrailEvent.parse(json.loads(found["CloudTrailEvent"])) for found in page.get("Events", [])]
        return [event for event in events if event is not None], page.get("NextToken") or ""
