"""What can end a call of the handler for good."""

from __future__ import annotations

from connect_phone_numbers.errors import PhoneNumberError


class ReplicaError(PhoneNumberError):
    """A replica can't be had, kept as asked, or deleted. CloudFormation shows the message in the stack's events."""
