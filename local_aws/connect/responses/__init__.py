"""Handles incoming connect requests, invokes methods, returns responses."""

from .contact_flows import ContactFlowResponses
from .instances import InstanceResponses
from .phone_numbers import PhoneNumberResponses

__all__ = ["ConnectResponse"]


class ConnectResponse(PhoneNumberResponses, InstanceResponses, ContactFlowResponses):
    """All of Connect's operations."""
