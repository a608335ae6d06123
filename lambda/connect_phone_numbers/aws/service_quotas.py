"""Service Quotas, for the one quota of phone numbers per instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..quota.arithmetic import AppliedQuota, QuotaSource
from .service_call import ignoring, service_call

if TYPE_CHECKING:
    from mypy_boto3_service_quotas import ServiceQuotasClient
    from mypy_boto3_service_quotas.type_defs import RequestedServiceQuotaChangeTypeDef, ServiceQuotaTypeDef

SERVICE_CODE = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"

_OPEN = ("PENDING", "CASE_OPENED")


@dataclass(frozen=True)
class QuotaRequest:
    """A request for a higher quota.

    Attributes:
        status: Service Quotas' own: `PENDING`, `CASE_OPENED`, `APPROVED`, `DENIED` and others.
        created_at: in seconds since the epoch.
        desired_value: the quota that it asks for; 0 where that is not known.
    """

    id: str
    status: str
    created_at: int
    desired_value: int = 0

    @property
    def is_open(self) -> bool:
        """Whether AWS has not decided yet. There can be one open request at a time."""
        return self.status in _OPEN


class ServiceQuotas:
    """The service, in the function's Region."""

    def __init__(self, client: ServiceQuotasClient) -> None:
        """Use a client."""
        self._client = client

    def phone_numbers_of(self, instance_arn: str) -> AppliedQuota:
        """How many numbers the instance may hold.

        An instance that never had an increase has no applied value of its own. Then the value of the account counts,
        which may be lower than the default; where there is none either, the default:
        https://docs.aws.amazon.com/servicequotas/latest/userguide/resource-level-quotas.html

        Raises:
            PhoneNumberError: the service refused to tell.
            TryAgainLater: the call was throttled, or had no answer.
        """
        own = self._applied(instance_arn, ContextId=instance_arn)
        if own is not None and _names(own, instance_arn):
            return AppliedQuota(int(own["Value"]), QuotaSource.INSTANCE)
        account = self._applied("the account")
        if account is not None:
            return AppliedQuota(int(account["Value"]), QuotaSource.ACCOUNT)
        with service_call("GetAWSDefaultServiceQuota", PHONE_NUMBERS_PER_INSTANCE):
            default = self._client.get_aws_default_service_quota(
                ServiceCode=SERVICE_CODE, QuotaCode=PHONE_NUMBERS_PER_INSTANCE
            )["Quota"]
        return AppliedQuota(int(default["Value"]), QuotaSource.DEFAULT)

    def latest_request(self, instance_arn: str) -> QuotaRequest | None:
        """The latest request for this instance within 90 days; None for none.

        Raises:
            PhoneNumberError: the service refused to tell.
            TryAgainLater: the call was throttled, or had no answer.
        """
        with service_call("ListRequestedServiceQuotaChangeHistoryByQuota", instance_arn):
            pages = self._client.get_paginator("list_requested_service_quota_change_history_by_quota").paginate(
                ServiceCode=SERVICE_CODE, QuotaCode=PHONE_NUMBERS_PER_INSTANCE, QuotaRequestedAtLevel="ALL"
            )
            found = [each for page in pages for each in page["RequestedQuotas"] if _names(each, instance_arn)]
        return max(map(_request, found), key=lambda request: request.created_at, default=None)

    def request_increase(self, instance_arn: str, value: int) -> QuotaRequest:
        """Request a higher quota for an instance. Raises as `latest_request`."""
        subject = f"{value} for {instance_arn}"
        with service_call("RequestServiceQuotaIncrease", subject), ignoring("ResourceAlreadyExistsException"):
            answer = self._client.request_service_quota_increase(
                ServiceCode=SERVICE_CODE,
                QuotaCode=PHONE_NUMBERS_PER_INSTANCE,
                DesiredValue=value,
                ContextId=instance_arn,
            )
            return _request(answer["RequestedQuota"])
        # A request is open, and the history does not show it yet.
        return QuotaRequest("UNKNOWN", "PENDING", 0)

    def _applied(self, subject: str, **context: str) -> ServiceQuotaTypeDef | None:
        """The applied value. None if there is none."""
        with service_call("GetServiceQuota", subject), ignoring("NoSuchResourceException"):
            quota = self._client.get_service_quota(
                ServiceCode=SERVICE_CODE, QuotaCode=PHONE_NUMBERS_PER_INSTANCE, **context
            )["Quota"]
            return quota if "Value" in quota and "ErrorReason" not in quota else None
        return None


def _names(quota: Any, instance_arn: str) -> bool:  # noqa: ANN401 - a quota, or a request for one
    """Whether this is about the instance, and not about every resource."""
    context = quota.get("QuotaContext", {}).get("ContextId", "")
    # Whether Service Quotas names an instance by ARN or by id is not documented.
    return bool(context) and instance_arn.endswith(context)


def _request(asked: RequestedServiceQuotaChangeTypeDef) -> QuotaRequest:
    return QuotaRequest(asked["Id"], asked["Status"], int(asked["Created"].timestamp()), int(asked["DesiredValue"]))
