"""Connect's answers under control."""

from ..responses import ConnectResponse
from .service_call import ServiceCall


class ControlledResponse(ServiceCall, ConnectResponse):
    """All of Connect's operations; calls are journalled, throttled, and can be disturbed."""
