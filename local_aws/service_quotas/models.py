"""Connect's quota of phone numbers: an instance's own, the account's, and AWS's default."""

from typing import Any

from moto.connect.models import connect_backends
from moto.servicequotas.models import ServiceQuotasBackend as DefaultQuotasBackend

from ..connect.models.state import connect_state
from .exceptions import NoSuchResourceException

CONNECT = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"
ALL_RESOURCES = "*"


class ServiceQuotasBackend(DefaultQuotasBackend):
    """moto's quotas, and Connect's phone numbers per instance."""

    def get_connect_quota(self, quota_code: str, context_id: str | None) -> dict[str, Any]:
        """The quota of the instance whose ARN is `context_id`; without one, of the instances without one of their own.

        Raises NoSuchResourceException for other quotas, and for an instance that never had a quota of its own.
        """
        self._require_known(quota_code)
        state = connect_state()
        if context_id is None:
            if not state.settings.account_quota_is_told:
                raise NoSuchResourceException("The request failed because the applied quota value is not available.")
            return self._applied(state.quota_of(ALL_RESOURCES), "ACCOUNT", ALL_RESOURCES)
        if context_id not in self._instance_arns() or context_id not in state.quota.quotas:
            raise NoSuchResourceException(
                "The request failed because applied value for the specified context Id do not exist."
            )
        return self._applied(state.quota_of(context_id), "RESOURCE", context_id)

    def get_connect_default_quota(self, quota_code: str) -> dict[str, Any]:
        """The value that AWS sets. Raises NoSuchResourceException for other quotas."""
        self._require_known(quota_code)
        return self._quota(connect_state().settings.default_quota)

    def _require_known(self, quota_code: str) -> None:
        if quota_code != PHONE_NUMBERS_PER_INSTANCE:
            raise NoSuchResourceException(f"No such quota of {CONNECT}: {quota_code}")

    def _instance_arns(self) -> set[str]:
        return {instance.arn for instance in connect_backends[self.account_id][self.region_name].instances.values()}

    def _applied(self, value: int, level: str, context_id: str) -> dict[str, Any]:
        """An applied value, and what it is applied to: a context of `*` is every instance without one of its own."""
        return self._quota(value) | {
            "QuotaAppliedAtLevel": level,
            "QuotaContext": {
                "ContextScope": "RESOURCE",
                "ContextScopeType": "AWS::Connect::Instance",
                "ContextId": context_id,
            },
        }

    def _quota(self, value: int) -> dict[str, Any]:
        return {
            "ServiceCode": CONNECT,
            "ServiceName": "Amazon Connect",
            "QuotaArn": (
                f"arn:{self.partition}:servicequotas:{self.region_name}:{self.account_id}:"
                f"{CONNECT}/{PHONE_NUMBERS_PER_INSTANCE}"
            ),
            "QuotaCode": PHONE_NUMBERS_PER_INSTANCE,
            "QuotaName": "Phone numbers per instance",
            "Value": float(value),
            "Unit": "None",
            "Adjustable": True,
            "GlobalQuota": False,
        }
