"""The ledger's history of claims and releases, compared with CloudTrail's.

What CloudTrail shows and the ledger lacks has to be counted. What the ledger has and CloudTrail does not show may have
happened all the same: nothing is taken away for that. Only the time of an operation that the ledger saw late, in a list
of numbers, is put right by CloudTrail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .patience import SENT_WITHIN
from .quota import CountedOperation
from .trail_event import CLAIM, RELEASE, TrailEvent

SKEW_SECONDS = 300
"""By how much the function's clock and CloudTrail's may differ."""
OBSERVED = "OBSERVED"
"""Ends the key of an operation that others did, and that was found by comparing two lists of numbers."""

_KINDS = {CLAIM: CountedOperation.CLAIM, RELEASE: CountedOperation.RELEASE}


@dataclass(frozen=True)
class TrailOperation:
    """A claim or release that CloudTrail shows.

    Attributes:
        phone_number: in E.164; the number's id where nobody knows the number.
        is_number_known: whether it is not that id.
        instance_arns: the instance whose quota it counted to; none or several where that is not known.
        at: when, in seconds since the epoch.
        event_id: CloudTrail's.
    """

    kind: CountedOperation
    phone_number: str
    is_number_known: bool
    instance_arns: tuple[str, ...]
    at: int
    event_id: str


@dataclass(frozen=True)
class RecordedOperation:
    """An operation in the ledger.

    Attributes:
        instance_arn: whose history it is in.
        key: its sort key, `OPERATION#<second>#<kind>#<number>…`.
        at: when it was reserved last, or seen, in seconds since the epoch.
        event_id: of the CloudTrail event that it was taken from, else "".
    """

    instance_arn: str
    key: str
    kind: str
    phone_number: str
    at: int
    event_id: str = ""

    @property
    def is_observed(self) -> bool:
        """Whether others did it, at some moment before `at`."""
        return self.key.endswith(f"#{OBSERVED}")

    @property
    def since(self) -> int:
        """When it may have happened at the earliest, in seconds since the epoch."""
        return int(self.key.split("#")[1])

    def may_be(self, operation: TrailOperation) -> bool:
        """Whether it may be this operation of CloudTrail's, by kind, number and time."""
        if self.kind != operation.kind or self.event_id:
            return False
        if operation.is_number_known and self.phone_number != operation.phone_number:
            return False
        if (
            not operation.is_number_known
            and operation.instance_arns
            and self.instance_arn not in operation.instance_arns
        ):
            return False
        # A list shows an operation of the hour before the previous list at the earliest: what was sent late.
        earliest = self.since - (SENT_WITHIN if self.is_observed else 0) - SKEW_SECONDS
        latest = self.at + (0 if self.is_observed else SENT_WITHIN) + SKEW_SECONDS
        return earliest <= operation.at <= latest


@dataclass(frozen=True)
class Comparison:
    """What the two histories differ in.

    Attributes:
        added: operations that the ledger lacks.
        corrected: operations that the ledger saw late, with what they really are.
        unseen: operations that we recorded ourselves and that CloudTrail does not show.
    """

    added: tuple[TrailOperation, ...]
    corrected: tuple[tuple[RecordedOperation, TrailOperation], ...]
    unseen: tuple[RecordedOperation, ...]


def trail_operations(
    events: Iterable[TrailEvent], phone_numbers: Mapping[str, str], instance_of: Callable[[str], str]
) -> list[TrailOperation]:
    """The claims and releases among CloudTrail's events, each once, in order.

    Args:
        events: in any order; a call repeated with the same token is one operation.
        phone_numbers: numbers in E.164 by id, as far as they are known from elsewhere.
        instance_of: the instance's ARN by that of a target.
    """
    operations: dict[tuple[str, str, str], TrailOperation] = {}
    targets: dict[str, str] = {}
    numbers = dict(phone_numbers)
    for event in sorted(events, key=lambda event: event.at):
        targets[event.phone_number_id] = event.target_arn or targets.get(event.phone_number_id, "")
        numbers[event.phone_number_id] = event.phone_number or numbers.get(event.phone_number_id, "")
        if event.name not in _KINDS:
            continue
        number, target = numbers[event.phone_number_id], targets[event.phone_number_id]
        operations.setdefault(
            (event.name, event.phone_number_id or event.event_id, event.client_token),
            TrailOperation(
                _KINDS[event.name],
                number or event.phone_number_id or event.event_id,
                bool(number),
                (instance_of(target),) if target else (),
                event.at,
                event.event_id,
            ),
        )
    return list(operations.values())


def compare(trail: Iterable[TrailOperation], recorded: Iterable[RecordedOperation]) -> Comparison:
    """Match CloudTrail's operations with the ledger's; those whose number is known first, as they match better."""
    remaining = list(recorded)
    added, corrected = [], []
    for operation in sorted(trail, key=lambda each: (not each.is_number_known, each.at)):
        taken = [each for each in remaining if each.event_id == operation.event_id]
        if not taken:
            match = _closest(operation, remaining)
            taken = [match] if match is not None else []
            if match is None:
                added.append(operation)
            elif match.is_observed and operation.is_number_known:
                corrected.append((match, _at_known_instance(operation, match)))
        remaining = [each for each in remaining if each not in taken]
    unseen = [each for each in remaining if not each.is_observed and not each.event_id]
    return Comparison(tuple(added), tuple(corrected), tuple(unseen))


def _closest(operation: TrailOperation, recorded: Sequence[RecordedOperation]) -> RecordedOperation | None:
    """The one that it most likely is: one that we recorded ourselves before one that was seen, then by time."""
    matching = [each for each in recorded if each.may_be(operation)]
    return min(matching, key=lambda each: (each.is_observed, abs(each.at - operation.at)), default=None)


def _at_known_instance(operation: TrailOperation, match: RecordedOperation) -> TrailOperation:
    return operation if operation.instance_arns else replace(operation, instance_arns=(match.instance_arn,))
