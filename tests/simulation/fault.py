"""What can go wrong with a remote call of the function, and with which."""

from dataclasses import dataclass
from enum import StrEnum

from tests.simulation.remote_call import CLOUDFORMATION, DYNAMODB, RemoteCall

MINUTE = 60.0


class FaultKind(StrEnum):
    """One way to go wrong. Those that last go on for every call of the same operation in the same Region."""

    KILLED_BEFORE = "killed before"
    """The function's process ends before the call is sent."""
    KILLED_AFTER = "killed after"
    """The function's process ends after the call took effect."""
    NOT_SENT = "not sent"
    """The function sees no connection, and the call has no effect."""
    ANSWER_LOST = "answer lost"
    """The call takes effect, and the function sees a broken connection."""
    SENT_TWICE = "sent twice"
    """The first answer is lost, the SDK sends the same again by itself, and the second answer arrives."""
    THROTTLED = "throttled 3 min"
    UNAVAILABLE = "500s 10 min"
    UNAVAILABLE_LONG = "500s 70 min"
    """Longer than an operation may take."""
    DENIED_BRIEFLY = "denied 20 s"
    """As just after a policy was written."""
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
"""How long, in seconds, those that last do."""


@dataclass(frozen=True)
class Fault:
    """Something goes wrong with one remote call.

    Attributes:
        kind: what.
        at: how many calls pass before, counted from when the fault was asked for.
        operation: counts and meets calls of this operation alone; "" for any.
        seconds: how long one lasts whose kind does; None for what the kind says.
    """

    kind: FaultKind
    at: int = 0
    operation: str = ""
    seconds: float | None = None

    @property
    def lasts(self) -> float:
        """How long, in seconds, the service goes on refusing such calls."""
        return 0.0 if self.kind not in LASTS else LASTS[self.kind] if self.seconds is None else self.seconds

    def concerns(self, call: RemoteCall) -> bool:
        """Whether it is about such calls."""
        return self.operation in ("", call.operation)


def kinds_for(call: RemoteCall) -> list[FaultKind]:
    """The ways in which a call can go wrong."""
    special = (FaultKind.SENT_TWICE, FaultKind.CONFLICT, FaultKind.BUSY)
    kinds: list[FaultKind] = [kind for kind in FaultKind if kind not in special]
    if call.is_single_write:
        kinds += [FaultKind.SENT_TWICE]
    if call.is_single_write or call.is_transaction:
        kinds += [FaultKind.CONFLICT]
    if call.service == DYNAMODB:
        kinds += [FaultKind.BUSY]
    if call.service == CLOUDFORMATION:
        # S3 denies a response for good, when its two hours are over.
        kinds = [kind for kind in kinds if kind not in (FaultKind.DENIED, FaultKind.DENIED_BRIEFLY)]
    return kinds
