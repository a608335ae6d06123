"""The quota of phone numbers per instance, by Service Quotas."""

from __future__ import annotations

from botocore.exceptions import ClientError

from .recording.cassette import JsonValue
from .recording.recorder import Recorder

SERVICE_CODE = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"
NOT_TOLD = (
    "AccessDeniedException",
    "DependencyAccessDeniedException",
    "IllegalArgumentException",
    "NoSuchResourceException",
)
"""Error codes that mean: Service Quotas does not say this quota. The next source is asked, and in the end the user."""


def applied_quota(recorder: Recorder, instance_arn: str) -> tuple[int, str] | None:
    """How many numbers the instance may hold, and the source of this value. None if Service Quotas gives no value.

    An instance that never had an increase has no value of its own. The account's value then applies, or else the
    default. Source: https://docs.aws.amazon.com/servicequotas/latest/userguide/resource-level-quotas.html
    """
    own = _ask(recorder, "GetServiceQuota", ContextId=instance_arn)
    if own is not None and own.get("QuotaContext", {}).get("ContextId") == instance_arn:
        return int(own["Value"]), "for this instance"
    account = _ask(recorder, "GetServiceQuota")
    if account is not None:
        return int(account["Value"]), "for the account, as the instance has none of its own"
    default = _ask(recorder, "GetAWSDefaultServiceQuota")
    return None if default is None else (int(default["Value"]), "the default")


def _ask(recorder: Recorder, operation: str, **context: JsonValue) -> dict[str, JsonValue] | None:
    codes = {"ServiceCode": SERVICE_CODE, "QuotaCode": PHONE_NUMBERS_PER_INSTANCE}
    try:
        quota: dict[str, JsonValue] = recorder.call(operation, **codes, **context)["Quota"]
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_TOLD:
            return None
        raise
    return quota if "Value" in quota and "ErrorReason" not in quota else None
