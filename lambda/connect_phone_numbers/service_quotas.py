"""The applied quota of phone numbers per instance, from Service Quotas."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from .errors import PhoneNumberError
from .service_call import service_call

if TYPE_CHECKING:
    from mypy_boto3_service_quotas import ServiceQuotasClient
    from mypy_boto3_service_quotas.type_defs import ServiceQuotaTypeDef

SERVICE_CODE = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"

_log = logging.getLogger(__name__)


class ServiceQuotas:
    """Service Quotas, for this one quota."""

    def __init__(self, client: ServiceQuotasClient) -> None:
        """Use a client of the function's Region."""
        self._client = client

    def phone_numbers_of(self, instance_arn: str) -> int | None:
        """How many numbers the instance may hold; None, with a warning in the log, where that can't be learnt.

        Raises:
            TryAgainLater: throttled, or no answer.
        """
        try:
            with service_call("GetServiceQuota", instance_arn):
                quota = self._client.get_service_quota(
                    ServiceCode=SERVICE_CODE, QuotaCode=PHONE_NUMBERS_PER_INSTANCE, ContextId=instance_arn
                )["Quota"]
        except PhoneNumberError as refused:
            _log.warning("The applied quota is not known", extra={"why": str(refused)})
            return None
        if not _is_of_resource(quota, instance_arn):
            _log.warning(
                "The applied quota is not known", extra={"why": "Service Quotas did not answer for the instance"}
            )
            return None
        return int(quota["Value"])


def _is_of_resource(quota: ServiceQuotaTypeDef, instance_arn: str) -> bool:
    """Whether the answer is about this instance; a value for the account says nothing of a resource-level quota."""
    context = quota.get("QuotaContext", {})
    return (
        "ErrorReason" not in quota
        and context.get("ContextScope") == "RESOURCE"
        and context.get("ContextId") == instance_arn
        and "Value" in quota
    )
