"""Service Quotas, for the one quota of phone numbers per instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..quota.arithmetic import AppliedQuota, QuotaSource
from .service_call import error_code, service_call

if TYPE_CHECKING:
    from mypy_boto3_service_quotas import ServiceQuotasClient
    from mypy_boto3_service_quotas.type_defs import ServiceQuotaTypeDef

SERVICE_CODE = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"

_NOT_THERE = "NoSuchResourceException"


class ServiceQuotas:
    """The service, in the function's Region."""

    def __init__(self, client: ServiceQuotasClient) -> None:
        """Use a client."""
        self._client = client

    def phone_numbers_of(self, instance_arn: str) -> AppliedQuota:
        """How many numbers the instance may hold.

        An instance that never had an increase has no applied value of its own; then the account's counts, which may be
        lower than the default, and without that the default:
        https://docs.aws.amazon.com/servicequotas/latest/userguide/resource-level-quotas.html

        Raises:
            PhoneNumberError: the service does not tell.
            TryAgainLater: throttled, or no answer.
        """
        own = self._applied(instance_arn, ContextId=instance_arn)
        if own is not None and _is_of(own, instance_arn):
            return AppliedQuota(int(own["Value"]), QuotaSource.INSTANCE)
        account = self._applied("the account")
        if account is not None and "Value" in account and "ErrorReason" not in account:
            return AppliedQuota(int(account["Value"]), QuotaSource.ACCOUNT)
        with service_call("GetAWSDefaultServiceQuota", PHONE_NUMBERS_PER_INSTANCE):
            default = self._client.get_aws_default_service_quota(
                ServiceCode=SERVICE_CODE, QuotaCode=PHONE_NUMBERS_PER_INSTANCE
            )["Quota"]
        return AppliedQuota(int(default["Value"]), QuotaSource.DEFAULT)

    def _applied(self, subject: str, **context: str) -> ServiceQuotaTypeDef | None:
        with service_call("GetServiceQuota", subject):
            try:
                return self._client.get_service_quota(
                    ServiceCode=SERVICE_CODE, QuotaCode=PHONE_NUMBERS_PER_INSTANCE, **context
                )["Quota"]
            except ClientError as error:
                if error_code(error) == _NOT_THERE:
                    return None
                raise


def _is_of(quota: ServiceQuotaTypeDef, instance_arn: str) -> bool:
    """Whether the answer is about this instance, and not about every resource."""
    context = quota.get("QuotaContext", {}).get("ContextId", "")
    # Whether Service Quotas names an instance by ARN or by id is not documented.
    return bool(context) and instance_arn.endswith(context) and "Value" in quota and "ErrorReason" not in quota
