"""The ledger's history of claims and releases, compared with CloudTrail's: pure.

What CloudTrail shows and the ledger lacks has to be counted. What the ledger has and CloudTrail does not show may have
happened all the same: nothing is taken away for that. Only the time of an operation that the ledger saw late, in a list
of numbers, is put right by CloudTrail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..model.patience import SENT_WITHIN
from ..quota.arithmetic import CountedOperation
from .trail_event import CLAIM, IMPORT, RELEASE, TrailEvent

SKEW_SECONDS = 300
"""By how much the function's clock and CloudTrail's may differ."""

_KINDS = {CLAIM: CountedOperation.CLAIM, IMPORT: CountedOperation.CLAIM, RELEASE: CountedOperation.RELEASE}


@dataclass(frozen=True)
class CountedEvent:
    """A claim or release, in the ledger or as CloudTrail shows it; an import is a claim.

    Attributes:
        kind: CountedOperation's value.
        phone_number: in E.164; of CloudTrail's, the number's id where nobody knows the number.
        instance_arn: whose quota it counts to; of CloudTrail's, "" where that is not known.
        at: when, in seconds since the epoch; in the ledger when it was reserved last, or seen.
        event_id: CloudTrail's, "" for none.
        is_number_known: whether `phone_number` is one.
        sort_key: of the ledger's item.
        is_observed: whether the ledger saw in a list that others did it, at some moment before `at`.
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
        """Whether this one of the ledger's may be that one of CloudTrail's, by kind, number and time."""
        if self.kind != shown.kind or self.event_id:
            return False
        if shown.is_number_known and self.phone_number != shown.phone_number:
            return False
        if not shown.is_number_known and shown.instance_arn not in ("", self.instance_arn):
            return False
        if self.is_observed:
            return shown.at <= self.at + SKEW_SECONDS
        # It was sent after it was reserved; where it was reserved anew, maybe after it was reserved before.
        return abs(shown.at - self.at) <= SENT_WITHIN + SKEW_SECONDS


def counted_events(
    events: Iterable[TrailEvent], phone_numbers: Mapping[str, str], instance_of: Callable[[str], str]
) -> list[CountedEvent]:
    """The claims and releases among CloudTrail's events, each once, in order.

    Args:
        events: in any order; a call repeated with the same token is one operation.
        phone_numbers: numbers in E.164 by id, as far as they are known from elsewhere.
        instance_of: the instance's ARN by that of a target.
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
    """Match CloudTrail's with the ledger's; those whose number is known first, as they match better.

    Returns:
        What the ledger lacks; and what the ledger saw late, each with what it really was.
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
    """The one that it most likely is: one that we recorded ourselves before one that was seen, then by time."""
    matching = [each for each in recorded if each.may_be(event)]
    return min(matching, key=lambda each: (each.is_observed, abs(each.at - event.at)), default=None)
