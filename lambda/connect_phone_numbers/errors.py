"""The errors that end a step."""

from __future__ import annotations

from .model.message import shorten
from .model.patience import LOOK_AGAIN_AFTER_TROUBLE
from .quota.arithmetic import QuotaUse


class PhoneNumberError(Exception):
    """The operation can't succeed. CloudFormation shows the message in the stack's events."""

    def __init__(self, message: str) -> None:
        super().__init__(shorten(message))


class AccessDeniedError(PhoneNumberError):
    """The function's role may not make a call. A policy that was just written may allow it in a minute."""


class ResourceNotFoundError(PhoneNumberError):
    """The resource that a call names is not there."""


class QuotaExceededError(PhoneNumberError):
    """One of the two quotas does not allow the operation. Nothing was sent.

    Attributes:
        use: how much of both quotas is used.
    """

    def __init__(self, message: str, use: QuotaUse) -> None:
        super().__init__(message)
        self.use = use


class TryAgainLater(Exception):
    """The operation has to wait. The message says for what.

    Attributes:
        seconds: how long to wait at least, 1 or more.
    """

    def __init__(self, message: str, seconds: int = LOOK_AGAIN_AFTER_TROUBLE) -> None:
        super().__init__(message)
        self.seconds = max(1, seconds)


class ServiceFailedError(TryAgainLater):
    """The service answered with an error of its own (HTTP 5xx). The call may have taken effect."""


class NotLookedAtError(TryAgainLater):
    """The service was not reached, or throttled the call. The call had no effect."""
