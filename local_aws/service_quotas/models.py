"""Connect's quota of phone numbers, per instance."""

from typing import Any

from moto.connect.models import connect_backends
from moto.servicequotas.models import ServiceQuotasBackend as DefaultQuotasBackend

from ..connect.models.state import connect_state
from .exceptions import NoSuchResourceException

CONNECT = "connect"
PHONE_NUMBERS_PER_INSTANCE = "L-8F812903"


class ServiceQuotasBackend(DefaultQuotasBackend):
    """moto's quotas, and Connect's phone numbers per instance."""

    def get_connect_quota(self, quota_code: str, context_id: str | None) -> dict[str, Any]:
        """The quota of the instance whose ARN is `context_id`, or, without one, the default of the account.

        Raises NoSuchResourceException for other quotas and for what is not an instance of this account and Region.
        """
        if quota_code != PHONE_NUMBERS_PER_INSTANCE:
            raise NoSuchResourceException(f"No such quota of {CONNECT}: {quota_code}")
        state = connect_state()
        if context_id is None:
            return self._quota(state.settings.default_quota) | {"QuotaAppliedAtLevel": "ACCOUNT"}
        if context_id not in {i.arn for i in connect_backends[self.account_id][self.region_name].instances.values()}:
            raise NoSuchResourceException(f"No such resource in {self.region_name}: {context_id}")
        return self._quota(state.quota_of(context_id)) | {
            "QuotaAppliedAtLevel": "RESOURCE",
            "QuotaContext": {
                "ContextScope": "RESOURCE",
                "ContextScopeType": "AWS::Connect::Instance",
                "ContextId": context_id,
            },
        }

    def get_connect_default_quota(self, quota_code: str) -> dict[str, Any]:
        """The value that AWS sets. Raises as `get_connect_quota`."""
        return self.get_connect_quota(quota_code, None)

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
