"""Connect's quota of phone numbers: an instance's own, the account's, and AWS's default."""

from datetime import UTC, datetime
from typing import Any

from moto.connect.models import connect_backends
from moto.servicequotas.models import ServiceQuotasBackend as DefaultQuotasBackend

from ..connect.models.quota import QuotaRequest
from ..connect.models.state import connect_state
from .exceptions import IllegalArgumentException, NoSuchResourceException, ResourceAlreadyExistsException

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

    def request_connect_quota_increase(self, quota_code: str, desired: float, context_id: str | None) -> dict[str, Any]:
        """Ask for more, for the instance whose ARN is `context_id`; without one, for those without their own.

        Raises NoSuchResourceException for other quotas and instances, IllegalArgumentException where it is no increase,
        ResourceAlreadyExistsException where a request is open.
        """
        self._require_known(quota_code)
        if context_id is not None and context_id not in self._instance_arns():
            raise NoSuchResourceException(f"There is no resource {context_id}")
        state, context = connect_state(), context_id or ALL_RESOURCES
        if desired <= state.quota_of(context):
            raise IllegalArgumentException("You must provide a quota value greater than the current quota value")
        if any(request.is_open and request.context_id == context for request in state.quota.requests):
            raise ResourceAlreadyExistsException("Only one open service quota increase request is allowed per quota.")
        request = QuotaRequest(f"{len(state.quota.requests):032x}", context, int(desired), state.clock.now())
        state.quota.requests.append(request)
        if state.settings.quota_increases_approved:
            state.decide(request, "APPROVED")
        return self._requested(request)

    def connect_quota_requests(self, quota_code: str, level: str, status: str | None) -> list[dict[str, Any]]:
        """The requests at a level (ACCOUNT, RESOURCE, ALL), of a status or of any; the oldest first."""
        self._require_known(quota_code)
        requests = [self._requested(request) for request in connect_state().quota.requests]
        at_level = [each for each in requests if level in ("ALL", each["QuotaRequestedAtLevel"])]
        return [each for each in at_level if status in (None, each["Status"])]

    def _requested(self, request: QuotaRequest) -> dict[str, Any]:
        is_of_account = request.context_id == ALL_RESOURCES
        quota = self._applied(request.desired_value, "ACCOUNT" if is_of_account else "RESOURCE", request.context_id)
        named = ("ServiceCode", "ServiceName", "QuotaCode", "QuotaName", "QuotaArn", "GlobalQuota", "Unit")
        return {
            **{name: quota[name] for name in (*named, "QuotaContext")},
            "Id": request.id,
            "DesiredValue": quota["Value"],
            "Status": request.status,
            "Created": datetime.fromtimestamp(request.created_at, UTC),
            "LastUpdated": datetime.fromtimestamp(request.created_at, UTC),
            "QuotaRequestedAtLevel": quota["QuotaAppliedAtLevel"],
        }

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
