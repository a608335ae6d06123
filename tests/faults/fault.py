"""What can go wrong with a remote call, and with which."""

from dataclasses import dataclass
from enum import StrEnum

from tests.faults.remote_call import DYNAMODB, RemoteCall

MINUTE = 60


class FaultKind(StrEnum):
    """One way to go wrong. Those that last go on for every call of the same operation in the same Region."""

    KILLED_BEFORE = "killed before"
    """The function's process ends before the call is sent."""
    KILLED_AFTER = "killed after"
    """The function's process ends after the call took effect."""
    ANSWER_LOST = "answer lost"
    """The call takes effect, and the function sees a broken connection."""
    SENT_TWICE = "sent twice"
    """The first answer is lost, boto3 sends the same again by itself, and the second answer arrives."""
    THROTTLED = "throttled 3 min"
    UNAVAILABLE = "500s 10 min"
    UNAVAILABLE_LONG = "500s 70 min"
    """Longer than a waiter lives."""
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
    FaultKind.DENIED_BRIEFLY: 20,
    FaultKind.DENIED: 15 * MINUTE,
    FaultKind.CONFLICT: 1,
    FaultKind.BUSY: 3 * MINUTE,
}
"""How long, in seconds, those that last do."""


@dataclass(frozen=True)
class Fault:
    """`kind` happens to the call with the index `at`, counted over all remote calls of a schedule."""

    at: int
    kind: FaultKind


def kinds_for(call: RemoteCall) -> list[FaultKind]:
    """The ways in which a call can go wrong."""
    kinds = [kind for kind in FaultKind if kind not in (FaultKind.SENT_TWICE, FaultKind.CONFLICT, FaultKind.BUSY)]
    if call.is_single_write:
        kinds += [FaultKind.SENT_TWICE]
    if call.is_single_write or call.is_transaction:
        kinds += [FaultKind.CONFLICT]
    if call.service == DYNAMODB:
        kinds += [FaultKind.BUSY]
    return kinds
