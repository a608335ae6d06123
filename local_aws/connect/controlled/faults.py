"""Faults on request: errors and lost answers for chosen calls."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """The ways in which a call can fail."""

    THROTTLE = "throttle"
    INTERNAL_ERROR = "internal_error"
    ACCESS_DENIED = "access_denied"
    DROP_BEFORE_EFFECT = "drop_before_effect"
    DROP_AFTER_EFFECT = "drop_after_effect"


ANY_OPERATION = "*"


@dataclass
class Fault:
    """`kind` happens to `count` calls of `operation` (in `region_name`; None: any), after the next `after` of them.

    A kind that is no FaultKind is the name of an error of the model's.
    """

    operation: str
    kind: FaultKind | str
    count: int = 1
    after: int = 0
    region_name: str | None = None

    def matches(self, operation: str, region_name: str) -> bool:
        """Whether the fault is about such calls."""
        return self.operation in (ANY_OPERATION, operation) and self.region_name in (None, region_name)


class Faults:
    """The faults not yet used up."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Add it."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Remove all of them."""
        self._faults.clear()

    def next_for(self, operation: str, region_name: str) -> FaultKind | str | None:
        """The fault of the present call, if any: the first one added wins. Every fault counts every call."""
        happening = None
        for fault in self._faults:
            if not fault.matches(operation, region_name):
                continue
            if fault.after > 0:
                fault.after -= 1
            elif happening is None:
                happening = fault.kind
                fault.count -= 1
        self._faults = [fault for fault in self._faults if fault.count > 0]
        return happening


@dataclass
class StatusFailure:
    """The next `count` accepted claims or moves (of `phone_number`; None: of any) end FAILED with `message`."""

    message: str
    count: int = 1
    phone_number: str | None = None


class StatusFailures:
    """The failures of one operation that are not yet used up."""

    def __init__(self) -> None:
        self._failures: list[StatusFailure] = []

    def add(self, failure: StatusFailure) -> None:
        """Add it."""
        self._failures.append(failure)

    def clear(self) -> None:
        """Remove all of them."""
        self._failures.clear()

    def next_for(self, phone_number: str) -> str | None:
        """The message that the operation accepted now fails with; None: it does not fail."""
        for failure in self._failures:
            if failure.count > 0 and failure.phone_number in (None, phone_number):
                failure.count -= 1
                return failure.message
        return None
