"""The errors that the services answer, as botocore parses them."""

from typing import Any

from botocore.exceptions import ClientError

from tests.faults.fault import FaultKind
from tests.faults.remote_call import CONNECT, DYNAMODB, SERVICE_QUOTAS, RemoteCall

_UNAVAILABLE = {
    CONNECT: ("InternalServiceException", 500),
    DYNAMODB: ("InternalServerError", 500),
    SERVICE_QUOTAS: ("ServiceException", 500),
}
_DENIED = {
    CONNECT: ("AccessDeniedException", 403),
    DYNAMODB: ("AccessDeniedException", 400),
    SERVICE_QUOTAS: ("AccessDeniedException", 400),
}
_ANSWERS = {
    FaultKind.THROTTLED: {
        CONNECT: ("ThrottlingException", 429),
        DYNAMODB: ("ThrottlingException", 400),
        SERVICE_QUOTAS: ("TooManyRequestsException", 400),
    },
    FaultKind.UNAVAILABLE: _UNAVAILABLE,
    FaultKind.UNAVAILABLE_LONG: _UNAVAILABLE,
    FaultKind.DENIED_BRIEFLY: _DENIED,
    FaultKind.DENIED: _DENIED,
    FaultKind.CONFLICT: {DYNAMODB: ("TransactionConflictException", 400)},
    FaultKind.BUSY: {DYNAMODB: ("ProvisionedThroughputExceededException", 400)},
}
_CANCELLATIONS = {
    FaultKind.THROTTLED: "ThrottlingError",
    FaultKind.CONFLICT: "TransactionConflict",
    FaultKind.BUSY: "ProvisionedThroughputExceeded",
}
"""A transaction tells these as reasons of its cancellation."""


def service_error(call: RemoteCall, kind: FaultKind) -> ClientError:
    """What the service answers to a call while a fault lasts."""
    if call.is_transaction and kind in _CANCELLATIONS:
        return ClientError(_cancelled(_CANCELLATIONS[kind]), call.operation)
    code, status = _ANSWERS[kind][call.service]
    return ClientError(_answer(code, status), call.operation)


def _cancelled(reason: str) -> Any:
    reasons = [{"Code": reason, "Message": "as it was asked for"}, {"Code": "None"}]
    return {**_answer("TransactionCanceledException", 400), "CancellationReasons": reasons}


def _answer(code: str, status: int) -> Any:
    return {"Error": {"Code": code, "Message": "as it was asked for"}, "ResponseMetadata": {"HTTPStatusCode": status}}
