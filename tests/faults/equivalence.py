"""Which faults a second one is combined with: one of each effect, at calls that differ.

What a process does is decided by what it sees and by what took effect. A process that is killed after a read is
killed before its next call; a lost answer of a read is an error that does not last; an error that says to try again
later is one, whatever its code. And a look of the waiter that does the same as the look before it is the same again.
"""

from collections.abc import Iterator, Sequence

from tests.faults.fault import Fault, FaultKind, kinds_for
from tests.faults.remote_call import RemoteCall

_OF_A_WRITE = (FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST)
_STAND_IN = {
    FaultKind.UNAVAILABLE: FaultKind.THROTTLED,
    FaultKind.UNAVAILABLE_LONG: FaultKind.THROTTLED,
    FaultKind.BUSY: FaultKind.THROTTLED,
    FaultKind.DENIED_BRIEFLY: FaultKind.DENIED,
}


def distinct_kinds(call: RemoteCall) -> list[FaultKind]:
    """One fault of each effect on a call."""
    return [
        kind for kind in kinds_for(call) if kind not in _STAND_IN and not (kind in _OF_A_WRITE and not call.has_effect)
    ]


def distinct_faults(looks: Sequence[Sequence[RemoteCall]], after: int = -1) -> Iterator[Fault]:
    """Every such fault at every call with an index above `after`, without the looks that repeat the one before.

    Args:
        looks: the calls of each invocation, in order.
        after: an index over all of them.
    """
    index, before = 0, None
    for look in looks:
        for call in look:
            if index > after and look != before:
                for kind in distinct_kinds(call):
                    yield Fault(index, kind)
            index += 1
        before = look
