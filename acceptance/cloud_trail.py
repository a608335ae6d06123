"""The claims, imports and releases that CloudTrail knows: all of the last 90 days."""

from __future__ import annotations

import json
import time

from botocore.exceptions import ClientError

from .account import Account

COUNTED = ("ClaimPhoneNumber", "ImportPhoneNumber", "ReleasePhoneNumber")
DENIED = ("AccessDeniedException", "AccessDenied")
SECONDS_BETWEEN_PAGES = 0.6
"""LookupEvents allows 2 requests per second."""


def operations_in_cloud_trail(account: Account) -> int | None:
    """How many claims, imports and releases the service accepted. None if LookupEvents is denied."""
    cloud_trail = account.client("cloudtrail")
    count = 0
    for name in COUNTED:
        pages = cloud_trail.get_paginator("lookup_events").paginate(
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": name}]
        )
        try:
            for page in pages:
                count += sum(_is_accepted(event) for event in page["Events"])
                time.sleep(SECONDS_BETWEEN_PAGES)
        except ClientError as error:
            if error.response["Error"]["Code"] in DENIED:
                return None
            raise
    return count


def _is_accepted(event: dict[str, str]) -> bool:
    return "errorCode" not in json.loads(event.get("CloudTrailEvent", "{}"))
