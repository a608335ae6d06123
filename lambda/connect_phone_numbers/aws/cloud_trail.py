"""CloudTrail's event history: the last 90 days of an account and Region. It needs no trail."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..rebuild_ledger.trail_event import TrailEvent
from .service_call import service_call

if TYPE_CHECKING:
    from mypy_boto3_cloudtrail import CloudTrailClient
    from mypy_boto3_cloudtrail.type_defs import LookupEventsRequestTypeDef

HISTORY_SECONDS = 90 * 24 * 3600
PAGE_SIZE = 50


def events_page(client: CloudTrailClient, name: str, until: int, token: str) -> tuple[list[TrailEvent], str]:
    """A page of the events of one name that the service accepted in 90 days, the latest first.

    CloudTrail allows 2 requests per second of an account and Region:
    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html. The caller waits for its turn.

    Args:
        client: of the Region.
        name: the operation's.
        until: the end of the 90 days, in seconds since the epoch.
        token: as the page before gave it; "" for the first page.

    Returns:
        The events, and the token of the next page, "" for none.

    Raises:
        TryAgainLater: the call was throttled, or had no answer.
        PhoneNumberError: the service refused.
    """
    request: LookupEventsRequestTypeDef = {
        "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}],
        "StartTime": datetime.fromtimestamp(until - HISTORY_SECONDS, UTC),
        "EndTime": datetime.fromtimestamp(until, UTC),
        "MaxResults": PAGE_SIZE,
    }
    if token:
        request["NextToken"] = token
    with service_call("LookupEvents", name, "Have cloudtrail:LookupEvents allowed."):
        page = client.lookup_events(**request)
    events = [TrailEvent.parse(json.loads(found["CloudTrailEvent"])) for found in page.get("Events", [])]
    return [event for event in events if event is not None], page.get("NextToken") or ""
