"""Handles incoming connect requests, invokes methods, returns responses."""

from .contact_flows import ContactFlowResponses
from .instances import InstanceResponses
from .phone_numbers import PhoneNumberResponses
from .queues import QueueResponses
from .users import UserResponses

__all__ = ["ConnectResponse"]


class ConnectResponse(PhoneNumberResponses, InstanceResponses, ContactFlowResponses, QueueResponses, UserResponses):
    """All of Connect's operations."""
