"""What can end a call of the handler other than an answer."""

from __future__ import annotations

from .core.message import shorten
from .core.quota import QuotaUse


class PhoneNumberError(Exception):
    """The operation failed for good. CloudFormation shows the message in the stack's events."""

    def __init__(self, message: str) -> None:
        super().__init__(shorten(message))


class InvalidPropertiesError(PhoneNumberError):
    """The resource's properties can't be used; nothing was sent to Amazon Connect."""


class AccessDeniedError(PhoneNumberError):
    """The function's role is not allowed to make a call; just after its policy was written, it may be in a minute."""


class ContactFlowNotFoundError(PhoneNumberError):
    """A flow, or the number, is not there; a flow of a replica may be on its way from the instance."""


class NoPhoneNumberAvailableError(PhoneNumberError):
    """There is no number to claim."""


class ClaimFailedError(PhoneNumberError):
    """The service accepted a claim and then said FAILED."""


class QuotaExceededError(PhoneNumberError):
    """One of the two quotas does not allow the operation; it was not sent.

    Attributes:
        use: what is used of the quotas.
    """

    def __init__(self, message: str, use: QuotaUse) -> None:
        super().__init__(message)
        self.use = use


class PhoneNumberGoneError(PhoneNumberError):
    """A number that the resource held is no longer there."""


class NotTheOwnerError(PhoneNumberError):
    """A number that the event names is not this resource's."""


class SupersededError(PhoneNumberError):
    """CloudFormation has gone on to a later operation on this resource; this one must not touch anything any more."""


class TryAgainLater(Exception):
    """Not an error: the operation goes on at the waiter's next call. The message says what it waits for.

    Attributes:
        after: in how many seconds it may well go on, where that is worth waiting for; None to leave it to the waiter.
    """

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after
