"""Time to live and continuous backups: when DynamoDB refuses to change them."""

import time
from typing import Any

from ministack.services import dynamodb

from local_aws.dynamodb.creation import ACTIVE_AT, Request, Response, error, in_use, is_creating
from local_aws.settings import SETTINGS

TIME_TO_LIVE_CHANGED_AT = "_local_aws_time_to_live_changed_at"
HOUR = 3600

_UPDATE_TIME_TO_LIVE = dynamodb._update_ttl
_DESCRIBE_BACKUPS = dynamodb._describe_continuous_backups
_UPDATE_BACKUPS = dynamodb._update_continuous_backups


def update_time_to_live(request: Request) -> Response:
    """UpdateTimeToLive. Refuses what is so already, and a second change within an hour, as DynamoDB does."""
    name = str(request.get("TableName"))
    if is_creating(name):
        return in_use(name)
    table = dynamodb._tables.get(name)
    if table is not None:
        wanted = bool(request.get("TimeToLiveSpecification", {}).get("Enabled"))
        enabled = dynamodb._ttl_settings.get(name, {}).get("TimeToLiveStatus") == "ENABLED"
        if wanted == enabled:
            return error("ValidationException", f"TimeToLive is already {'enabled' if enabled else 'disabled'}")
        if time.monotonic() < table.get(TIME_TO_LIVE_CHANGED_AT, float("-inf")) + HOUR:
            return error("ValidationException", "Time to live has been modified multiple times within a fixed interval")
    response: Response = _UPDATE_TIME_TO_LIVE(request)
    if table is not None and response[0] == 200:
        table[TIME_TO_LIVE_CHANGED_AT] = time.monotonic()
    return response


def describe_continuous_backups(request: Request) -> Response:
    """DescribeContinuousBackups, with the error that it has where there is no table."""
    missing = _missing(request)
    response: Response = missing or _DESCRIBE_BACKUPS(request)
    return response


def update_continuous_backups(request: Request) -> Response:
    """UpdateContinuousBackups, which is refused while a table is made, and for a while after."""
    missing = _missing(request)
    if missing is not None:
        return missing
    name = str(request["TableName"])
    table: dict[str, Any] = dynamodb._tables[name]
    possible_at = table.get(ACTIVE_AT, float("-inf")) + SETTINGS.backups_enabling_seconds
    if is_creating(name) or time.monotonic() < possible_at:
        message = f"Backups are being enabled for the table: {name}. Please retry later"
        return error("ContinuousBackupsUnavailableException", message)
    response: Response = _UPDATE_BACKUPS(request)
    return response


def _missing(request: Request) -> Response | None:
    name = request.get("TableName")
    return None if name in dynamodb._tables else error("TableNotFoundException", f"Table not found: {name}")
