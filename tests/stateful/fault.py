"""What goes wrong at a remote call of the handler."""

from dataclasses import dataclass
from enum import Enum

from botocore.exceptions import ClientError, ReadTimeoutError


class FaultKind(Enum):
    """What happens."""

    KILLED_BEFORE = "the function's process ends before the call"
    KILLED_AFTER = "the function's process ends after the call's effect"
    UNANSWERED = "the call takes effect, and the answer is lost"
    REPEATED = "the answer is lost, and the SDK sends the call again, as DynamoDB's does"
    THROTTLED = "429"
    BROKEN = "500"
    DENIED = "403"


REFUSALS = {
    FaultKind.THROTTLED: ("ThrottlingException", 429),
    FaultKind.BROKEN: ("InternalServerError", 500),
    FaultKind.DENIED: ("AccessDeniedException", 403),
}


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes:
        kind: what happens.
        after: how many remote calls pass before it.
        seconds: how long every call of the operation that it hits is refused, for a refusal.
    """

    kind: FaultKind
    after: int
    seconds: int = 0

    def refusal(self, operation: str) -> ClientError:
        """The service's answer."""
        code, status = REFUSALS[self.kind]
        return ClientError(
            {
                "Error": {"Code": code, "Message": "as it was asked for"},
                "ResponseMetadata": {"HTTPStatusCode": status},  # type: ignore[typeddict-item]
            },
            operation,
        )


def no_answer(operation: str) -> ReadTimeoutError:
    """What a caller sees of a lost answer."""
    return ReadTimeoutError(endpoint_url=operation)
