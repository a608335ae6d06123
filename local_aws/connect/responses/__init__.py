"""Handles incoming connect requests, invokes methods, returns responses."""

from .contact_flows import ContactFlowResponses
from .instances import InstanceResponses
from .phone_numbers import PhoneNumberResponses
from .queues import QueueResponses

__all__ = ["ConnectResponse"]


class ConnectResponse(PhoneNumberResponses, InstanceResponses, ContactFlowResponses, QueueResponses):
    """All of Connect's operations."""
