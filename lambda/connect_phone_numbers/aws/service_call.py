"""What the answer of an AWS service to a call means to the function."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
)
from botocore.exceptions import ConnectionError as NoConnectionError

from ..errors import (
    AccessDeniedError,
    NotLookedAtError,
    PhoneNumberError,
    ResourceNotFoundError,
    ServiceFailedError,
    TryAgainLater,
)

CLIENT_CONFIG = Config(
    connect_timeout=5,
    read_timeout=15,
    # The state machine repeats: a call repeated within a step would only spend the account's 2 requests per second.
    retries={"mode": "standard", "total_max_attempts": 1},
)

LEDGER_CLIENT_CONFIG = Config(
    # A connection that hangs must not last longer than the invocation.
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 3},
)

_TRANSIENT = frozenset(
    {
        "InternalServerError",
        "InternalServiceException",
        "ProvisionedThroughputExceededException",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)

_THROTTLED = frozenset({"RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequestsException"})

_ACCESS_ADVICE = "The function's role, its boundary or a policy of your organization does not allow it."
_ACCESS_DENIED = ("AccessDenied", "AccessDeniedException")

_log = logging.getLogger(__name__)


def error_code(error: ClientError) -> str:
    """The service's code of an error."""
    return error.response["Error"]["Code"]


def error_message(error: ClientError) -> str:
    """The service's message of an error."""
    # Amazon Connect's model names the member `Message`; botocore reads `message` alone.
    return error.response["Error"].get("Message") or str(error.response.get("Message", error))


@contextmanager
def ignoring(*codes: str) -> Iterator[None]:
    """Make a call, and go on where the service refuses it with one of these codes, which the caller expects."""
    try:
        yield
    except ClientError as error:
        if error_code(error) not in codes:
            raise
        _log.info("An expected error of the service", extra={"code": error_code(error), "why": error_message(error)})


@contextmanager
def raising(exception: Callable[[str], Exception], *codes: str) -> Iterator[None]:
    """Make a call, and raise this exception, with the service's message, where the service refuses with such a code."""
    try:
        yield
    except ClientError as error:
        if error_code(error) not in codes:
            raise
        raise exception(error_message(error)) from error


@contextmanager
def service_call(operation: str, subject: str, advice: str = "") -> Iterator[None]:
    """Make one call. An error that the caller does not handle becomes one of the function's own errors.

    Args:
        operation: the name of the call.
        subject: what the call is about.
        advice: what a person can do where the service refuses the call.

    Raises:
        NotLookedAtError: the call was throttled, or there was no connection: it had no effect.
        ServiceFailedError: the service answered that it failed. Whether the call had an effect is unknown.
        TryAgainLater: there was no answer. Whether the call had an effect is unknown.
        AccessDeniedError: the function is not allowed to make the call.
        ResourceNotFoundError: what the call names does not exist.
        PhoneNumberError: any other error of the service, with its code and message.
    """
    try:
        yield
    except ClientError as error:
        code, status = error_code(error), error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _THROTTLED:
            raise NotLookedAtError(f"{operation} ({subject}): {code}") from error
        if code in _TRANSIENT or status >= 500:
            raise ServiceFailedError(f"{operation} ({subject}): {code}") from error
        refused = f"{operation} ({subject}) was refused: {code}: {error_message(error)}"
        if code in _ACCESS_DENIED:
            raise AccessDeniedError(f"{refused} {_ACCESS_ADVICE}") from error
        if code == "ResourceNotFoundException":
            raise ResourceNotFoundError(f"{refused} {advice}".rstrip()) from error
        raise PhoneNumberError(f"{refused} {advice}".rstrip()) from error
    except (ConnectTimeoutError, EndpointConnectionError) as error:
        raise NotLookedAtError(f"{operation} ({subject}): {type(error).__name__}") from error
    except (HTTPClientError, NoConnectionError, IncompleteReadError) as error:
        raise TryAgainLater(f"{operation} ({subject}): {type(error).__name__}") from error
