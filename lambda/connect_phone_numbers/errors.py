"""What can end a step other than its result."""

from __future__ import annotations

from .model.message import shorten
from .model.patience import LOOK_AGAIN_AFTER_TROUBLE
from .quota.arithmetic import QuotaUse


class PhoneNumberError(Exception):
    """The operation failed for good. CloudFormation shows the message in the stack's events."""

    def __init__(self, message: str) -> None:
        super().__init__(shorten(message))


class AccessDeniedError(PhoneNumberError):
    """The function's role is not allowed to make a call; just after its policy was written, it may be in a minute."""


class ResourceNotFoundError(PhoneNumberError):
    """What a call names is not there."""


class QuotaExceededError(PhoneNumberError):
    """One of the two quotas does not allow the operation; it was not sent.

    Attributes:
        use: what is used of the quotas.
    """

    def __init__(self, message: str, use: QuotaUse) -> None:
        super().__init__(message)
        self.use = use


class TryAgainLater(Exception):
    """The next step can't be taken yet: throttled, busy, or not its turn. The message says what it waits for.

    Attributes:
        seconds: when to look again, at the earliest.
    """

    def __init__(self, message: str, seconds: int = LOOK_AGAIN_AFTER_TROUBLE) -> None:
        super().__init__(message)
        self.seconds = max(1, seconds)


class ServiceFailedError(TryAgainLater):
    """The service answered that it failed within. The call was not refused, and may have had effect."""


class NotLookedAtError(TryAgainLater):
    """The service did not look at a call, as there are too many, or was not reached: it had no effect."""
