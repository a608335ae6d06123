"""The faults of remote calls: which kinds there are, and which calls they concern."""

from dataclasses import dataclass
from enum import StrEnum

from tests.simulation.remote_call import CLOUDFORMATION, DYNAMODB, RemoteCall

MINUTE = 60.0


class FaultKind(StrEnum):
    """A kind of fault. A kind in `LASTS` disturbs every call of the same operation and Region for some time."""

    KILLED_BEFORE = "killed before"
    """The function's process ends before the call is sent."""
    KILLED_AFTER = "killed after"
    """The function's process ends after the call took effect."""
    NOT_SENT = "not sent"
    """The function sees no connection, and the call has no effect."""
    ANSWER_LOST = "answer lost"
    """The call takes effect, and the function sees a broken connection."""
    SENT_TWICE = "sent twice"
    """The first answer is lost. The SDK sends the same request again by itself, and the second answer arrives."""
    THROTTLED = "throttled 3 min"
    UNAVAILABLE = "500s 10 min"
    UNAVAILABLE_LONG = "500s 70 min"
    """Longer than an operation may take."""
    DENIED_BRIEFLY = "denied 20 s"
    """AccessDenied, as shortly after a policy was written."""
    DENIED = "denied 15 min"
    CONFLICT = "conflict"
    """Another transaction is writing the same item."""
    BUSY = "table busy 3 min"
    """The table's throughput is exceeded."""


LASTS = {
    FaultKind.THROTTLED: 3 * MINUTE,
    FaultKind.UNAVAILABLE: 10 * MINUTE,
    FaultKind.UNAVAILABLE_LONG: 70 * MINUTE,
    FaultKind.DENIED_BRIEFLY: 20.0,
    FaultKind.DENIED: 15 * MINUTE,
    FaultKind.CONFLICT: 1.0,
    FaultKind.BUSY: 3 * MINUTE,
}
"""How many seconds a fault lasts, by its kind."""


@dataclass(frozen=True)
class Fault:
    """A fault of a remote call.

    Attributes:
        kind: the kind of fault.
        at: how many calls pass before it, counted from the moment when the fault was requested.
        operation: count and disturb only calls of this operation; "" for any operation.
        seconds: how long the fault lasts; None for the value in `LASTS`.
    """

    kind: FaultKind
    at: int = 0
    operation: str = ""
    seconds: float | None = None

    @property
    def lasts(self) -> float:
        """For how many seconds the service refuses such calls. 0 if only one call is disturbed."""
        return 0.0 if self.kind not in LASTS else LASTS[self.kind] if self.seconds is None else self.seconds

    def concerns(self, call: RemoteCall) -> bool:
        """Whether the fault can disturb such a call."""
        return self.operation in ("", call.operation)


def kinds_for(call: RemoteCall) -> list[FaultKind]:
    """The kinds of fault that a call can have."""
    special = (FaultKind.SENT_TWICE, FaultKind.CONFLICT, FaultKind.BUSY)
    kinds: list[FaultKind] = [kind for kind in FaultKind if kind not in special]
    if call.is_single_write:
        kinds += [FaultKind.SENT_TWICE]
    if call.is_single_write or call.is_transaction:
        kinds += [FaultKind.CONFLICT]
    if call.service == DYNAMODB:
        kinds += [FaultKind.BUSY]
    if call.service == CLOUDFORMATION:
        # S3 denies a response for ever, once the URL's two hours are over.
        kinds = [kind for kind in kinds if kind not in (FaultKind.DENIED, FaultKind.DENIED_BRIEFLY)]
    return kinds
