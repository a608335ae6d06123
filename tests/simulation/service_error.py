"""The errors that the services answer, as botocore parses them."""

from typing import Any

from botocore.exceptions import ClientError

from tests.simulation.fault import FaultKind
from tests.simulation.remote_call import (
    CLOUDFORMATION,
    CLOUDTRAIL,
    CONNECT,
    DYNAMODB,
    EVENTS,
    SERVICE_QUOTAS,
    STACKS,
    STEP_FUNCTIONS,
    RemoteCall,
)

_THROTTLED = {
    CONNECT: ("ThrottlingException", 429),
    DYNAMODB: ("ThrottlingException", 400),
    SERVICE_QUOTAS: ("TooManyRequestsException", 400),
    CLOUDTRAIL: ("ThrottlingException", 400),
    STEP_FUNCTIONS: ("ThrottlingException", 400),
    EVENTS: ("ThrottlingException", 400),
    STACKS: ("Throttling", 400),
    CLOUDFORMATION: ("SlowDown", 503),
}
_UNAVAILABLE = {
    CONNECT: ("InternalServiceException", 500),
    DYNAMODB: ("InternalServerError", 500),
    SERVICE_QUOTAS: ("ServiceException", 500),
    CLOUDTRAIL: ("InternalFailure", 500),
    STEP_FUNCTIONS: ("InternalFailure", 500),
    EVENTS: ("InternalException", 500),
    STACKS: ("InternalFailure", 500),
    CLOUDFORMATION: ("InternalError", 500),
}
_DENIED = {
    CONNECT: ("AccessDeniedException", 403),
    DYNAMODB: ("AccessDeniedException", 400),
    SERVICE_QUOTAS: ("AccessDeniedException", 400),
    CLOUDTRAIL: ("AccessDeniedException", 400),
    STEP_FUNCTIONS: ("AccessDeniedException", 400),
    EVENTS: ("AccessDeniedException", 400),
    STACKS: ("AccessDenied", 403),
    CLOUDFORMATION: ("AccessDenied", 403),
}
_ANSWERS = {
    FaultKind.THROTTLED: _THROTTLED,
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
"""The reasons that a cancelled transaction gives for these kinds of fault."""


def service_error(call: RemoteCall, kind: FaultKind) -> ClientError:
    """The service's error for a call while a fault lasts."""
    if call.is_transaction and kind in _CANCELLATIONS:
        return TransactionCanceledError([_CANCELLATIONS[kind], "None"])
    code, status = _ANSWERS[kind][call.service]
    answer: Any = {
        "Error": {"Code": code, "Message": "as it was asked for"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, call.operation)


class TransactionCanceledError(ClientError):
    """A transaction was cancelled and wrote nothing. It has a reason for each of its writes."""

    def __init__(self, codes: list[str]) -> None:
        answer: Any = {
            "Error": {"Code": "TransactionCanceledException", "Message": f"Transaction cancelled: {codes}"},
            "ResponseMetadata": {"HTTPStatusCode": 400},
            "CancellationReasons": [{"Code": code} for code in codes],
        }
        super().__init__(answer, "TransactWriteItems")
