"""The quota of phone numbers per instance, as Service Quotas tells it."""

from __future__ import annotations

from botocore.exceptions import ClientError

from .recording.recorder import Recorder

SERVICE_CODE = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"
NOT_TOLD = (
    "AccessDeniedException",
    "DependencyAccessDeniedException",
    "IllegalArgumentException",
    "NoSuchResourceException",
)
"""Errors after which the user is asked instead."""


def applied_quota(recorder: Recorder, instance_arn: str) -> int | None:
    """How many numbers the instance may hold; None where Service Quotas does not tell it of this very instance."""
    try:
        quota = recorder.call(
            "GetServiceQuota",
            ServiceCode=SERVICE_CODE,
            QuotaCode=PHONE_NUMBERS_PER_INSTANCE,
            ContextId=instance_arn,
        )["Quota"]
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_TOLD:
            return None
        raise
    context = quota.get("QuotaContext", {})
    is_of_instance = context.get("ContextScope") == "RESOURCE" and context.get("ContextId") == instance_arn
    return int(quota["Value"]) if is_of_instance and "ErrorReason" not in quota and "Value" in quota else None
