"""The ledger's history of claims and releases, compared with CloudTrail's: pure.

What CloudTrail shows and the ledger lacks has to be counted. What the ledger has and CloudTrail does not show may have
happened all the same, so it stays. CloudTrail corrects one thing: the time of an operation that the ledger saw late, in
a list of numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..model.patience import SENT_WITHIN
from ..quota.arithmetic import CountedOperation
from .trail_event import CLAIM, IMPORT, RELEASE, TrailEvent

SKEW_SECONDS = 300
"""The most that the clocks of the function and of CloudTrail differ."""

_KINDS = {CLAIM: CountedOperation.CLAIM, IMPORT: CountedOperation.CLAIM, RELEASE: CountedOperation.RELEASE}


@dataclass(frozen=True)
class CountedEvent:
    """A claim or release, of the ledger or of CloudTrail. An import is a claim.

    Attributes:
        kind: the value of a CountedOperation.
        phone_number: as it is `known_as`; of CloudTrail, the number's id where the number is not known.
        instance_arn: the instance that it counts to; of CloudTrail, "" where that is not known.
        at: when, in seconds since the epoch; of the ledger, when it was reserved last, or seen.
        event_id: CloudTrail's, "" for none.
        is_number_known: whether `phone_number` is a number.
        sort_key: of the ledger's item.
        is_observed: whether others did it, and the ledger saw that in a list of numbers, some time later.
    """

    kind: str
    phone_number: str
    instance_arn: str
    at: int
    event_id: str = ""
    is_number_known: bool = True
    sort_key: str = ""
    is_observed: bool = False

    def may_be(self, shown: CountedEvent) -> bool:
        """Whether this operation of the ledger may be that of CloudTrail, by kind, number and time."""
        if self.kind != shown.kind or self.event_id:
            return False
        if shown.is_number_known and self.phone_number != shown.phone_number:
            return False
        if not shown.is_number_known and shown.instance_arn not in ("", self.instance_arn):
            return False
        if self.is_observed:
            return shown.at <= self.at + SKEW_SECONDS
        # It was sent after a reservation: after this one, or after an earlier one.
        return abs(shown.at - self.at) <= SENT_WITHIN + SKEW_SECONDS


def counted_events(
    events: Iterable[TrailEvent], phone_numbers: Mapping[str, str], instance_of: Callable[[str], str]
) -> list[CountedEvent]:
    """The claims and releases among CloudTrail's events, each once, in the order of time.

    Args:
        events: in any order. Calls with the same token are one operation.
        phone_numbers: by id: the numbers that are known from elsewhere.
        instance_of: gives the ARN of the instance of a target.
    """
    counted: dict[tuple[str, str, str], CountedEvent] = {}
    targets: dict[str, str] = {}
    numbers = dict(phone_numbers)
    for event in sorted(events, key=lambda event: event.at):
        id, name = event.phone_number_id, event.name
        targets[id] = event.target_arn or targets.get(id, "")
        numbers[id] = event.phone_number or numbers.get(id, "")
        if name in _KINDS:
            number, instance = numbers[id] or id or event.event_id, instance_of(targets[id]) if targets[id] else ""
            shown = CountedEvent(_KINDS[name], number, instance, event.at, event.event_id, bool(numbers[id]))
            counted.setdefault((name, id or event.event_id, event.client_token), shown)
    return list(counted.values())


def compare(
    shown: Iterable[CountedEvent], recorded: Iterable[CountedEvent]
) -> tuple[list[CountedEvent], list[tuple[CountedEvent, CountedEvent]]]:
    """Match the operations of CloudTrail with those of the ledger. Those whose number is known come first.

    Returns:
        The operations that the ledger lacks; and those that the ledger saw late, each with that of CloudTrail.
    """
    alike: dict[str, list[CountedEvent]] = defaultdict(list)
    taken_over = set()
    for each in recorded:
        taken_over.add(each.event_id)
        alike[each.kind].append(each)
        alike[each.kind + each.phone_number].append(each)
    matched: set[CountedEvent] = set()
    added: list[CountedEvent] = []
    corrected: list[tuple[CountedEvent, CountedEvent]] = []
    for event in sorted(shown, key=lambda each: (not each.is_number_known, each.at)):
        if event.event_id in taken_over:
            continue
        candidates = alike[event.kind + (event.phone_number if event.is_number_known else "")]
        match = _closest(event, [each for each in candidates if each not in matched])
        if match is None:
            added.append(event)
            continue
        matched.add(match)
        if match.is_observed and event.is_number_known:
            corrected.append((match, replace(event, instance_arn=event.instance_arn or match.instance_arn)))
    return added, corrected


def _closest(event: CountedEvent, recorded: Iterable[CountedEvent]) -> CountedEvent | None:
    """The most likely match: one that we recorded ourselves rather than one that was seen; then the closest in time."""
    matching = [each for each in recorded if each.may_be(event)]
    return min(matching, key=lambda each: (each.is_observed, abs(each.at - event.at)), default=None)
