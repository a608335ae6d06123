"""Handles incoming servicequotas requests."""

# ruff: noqa: D102 -- each method is the operation of that name, which the service's model documents

from typing import ClassVar, cast

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.servicequotas.models import servicequotas_backends
from moto.servicequotas.responses import ServiceQuotasResponse as DefaultQuotasResponse

from ..connect.controlled.faults import FaultKind
from ..connect.controlled.service_call import ServiceCall
from ..connect.responses.checked_answer import CheckedAnswer
from .exceptions import (
    AccessDeniedException,
    IllegalArgumentException,
    QuotaServiceException,
    TooManyRequestsException,
)
from .models import CONNECT, ServiceQuotasBackend


class ServiceQuotasResponse(ServiceCall, DefaultQuotasResponse):
    """moto's answers, and those about Connect's quota; calls are journalled and can be disturbed."""

    is_throttled = False
    invalid_errors = (IllegalArgumentException,)
    fault_errors: ClassVar[dict[FaultKind, type[ServiceException]]] = {
        FaultKind.THROTTLE: TooManyRequestsException,
        FaultKind.INTERNAL_ERROR: QuotaServiceException,
        FaultKind.ACCESS_DENIED: AccessDeniedException,
    }

    @property
    def backend(self) -> ServiceQuotasBackend:
        """The backend of the called account and Region."""
        return cast(ServiceQuotasBackend, servicequotas_backends[self.current_account][self.region])

    def get_service_quota(self) -> ActionResult | str:  # type: ignore[override]
        if self.params["ServiceCode"] != CONNECT:
            return super().get_service_quota()
        quota = self.backend.get_connect_quota(self.params["QuotaCode"], self.params.get("ContextId"))
        return CheckedAnswer({"Quota": quota})

    def get_aws_default_service_quota(self) -> ActionResult:
        if self.params["ServiceCode"] != CONNECT:
            raise NotImplementedError(f"GetAWSDefaultServiceQuota of {self.params['ServiceCode']}")
        return CheckedAnswer({"Quota": self.backend.get_connect_default_quota(self.params["QuotaCode"])})

    def request_service_quota_increase(self) -> ActionResult:
        if self.params["ServiceCode"] != CONNECT:
            raise NotImplementedError(f"RequestServiceQuotaIncrease of {self.params['ServiceCode']}")
        requested = self.backend.request_connect_quota_increase(
            self.params["QuotaCode"], self.params["DesiredValue"], self.params.get("ContextId")
        )
        return CheckedAnswer({"RequestedQuota": requested})

    def list_requested_service_quota_change_history_by_quota(self) -> ActionResult:
        if self.params["ServiceCode"] != CONNECT:
            return CheckedAnswer({"RequestedQuotas": []})
        requested = self.backend.connect_quota_requests(
            self.params["QuotaCode"], self.params.get("QuotaRequestedAtLevel", "ACCOUNT"), self.params.get("Status")
        )
        return CheckedAnswer({"RequestedQuotas": requested})
