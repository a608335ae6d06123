"""Puts Connect's quota into moto's Service Quotas."""

from moto.servicequotas.models import servicequotas_backends

from .models import ServiceQuotasBackend


def install() -> None:
    """Let moto answer for Connect's quota of phone numbers, in every Region; once is enough."""
    if servicequotas_backends.backend is ServiceQuotasBackend:
        return
    servicequotas_backends.backend = ServiceQuotasBackend
    servicequotas_backends.clear()
