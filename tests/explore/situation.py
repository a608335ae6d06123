"""The parts of a state's key, as they look at the state's time."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from connect_phone_numbers.decisions.order import moment_of
from connect_phone_numbers.ledger.layout import unpacked
from connect_phone_numbers.model.identity import PARKED_TAG
from tests.explore.local_state import Part
from tests.explore.numbers import Number, Numbers
from tests.explore.world import Delivery, Execution

_MOMENT = re.compile(r"\d{8}T\d{6}Z")
_MOMENT_LENGTH = len("20261121T190000Z")
_AGES = (60, 1800, 2700)
"""Ages in seconds that a rule of the function may use: see `model.patience` and the constants of the steps."""
_AHEAD = (0, 15)
"""Seconds from now that tell whether a lock or a lease is over, or will soon be."""
_LISTED = (5, 130, 300)
_SEARCHED = (1, 5, 6, 15)
_THRESHOLDS: Mapping[str, tuple[int, ...]] = {
    "BeganAt": _AGES,
    "QuotaReadAt": (300,),
    "ReadAt": _SEARCHED,
    "ListedAt": _LISTED,
    "searched_since": _SEARCHED,
    "sent_at": (120, 300),
    "ParkedAt": (60,),
    "MissingSince": (120,),
    "KnownSince": (),
}
"""The ages that make a difference, by attribute."""
_UNTIL = frozenset({"LockedUntil", "LeasedUntil", "ReadingUntil"})
_RESERVED = frozenset({"reserved_at", "reserved_first", "ReservedAt", "Arriving", "Released", "arriving", "released"})
_MAPS = frozenset({"Arriving", "Released", "MissingSince", "arriving", "released"})
_LONG_AGO = 1_000_000_000
"""Only times are greater than this number."""
_ANY_AGES = (-70, -15, 0, 1, 5, 6, 15, 60, 120, 130, 300, 900, 1800, 2700, 3600)
_VERSION = frozenset({"Version", "version"})
_TOLD_TO_PEOPLE = frozenset({"ExpiresAt", "MadeAt", "Why", "why", "Slots", "slots"}) | _VERSION
_IGNORED = frozenset({"ExpiresAt", "MadeAt", "Why", "ResponseURL", "Slots", "Version"})


class Situation:
    """A time, and the values with which other times are compared."""

    def __init__(self, now: int, quotas: Sequence[Mapping[str, Any]], moments_sent: Sequence[tuple[int, ...]]) -> None:
        """Use the quotas' items in the ledger, and the times at which each resource's events were sent."""
        self.now = now
        self._versions = {item["PK"]: int(item.get("Version", 0)) for item in quotas}
        counted = {at for item in quotas for at in _counted(item)}
        self._ranks = {at: rank for rank, at in enumerate(sorted(counted))}
        self._signed: dict[str, str] = {}
        self._local: dict[tuple[Part, str, str], Hashable] = {}
        sent = sorted({at for each in moments_sent for at in each})
        for rank, at in enumerate(sent):
            self._signed[moment_of(at)] = f"<{rank}:{self.age(at)}>"

    def age(self, at: int, thresholds: tuple[int, ...] = _AGES) -> int:
        """The age of a time, as exactly as these thresholds tell."""
        return bisect_right(thresholds, self.now - at)

    def text(self, text: str) -> str:
        """A text in which times are replaced by their order."""
        if len(text) < _MOMENT_LENGTH:
            return text
        return _MOMENT.sub(lambda found: self._signed.get(found[0], f"<{found[0]}>"), text)

    def number(self, number: Number) -> Hashable:
        """A number of the service."""
        return self.value(number)

    def service(self, numbers: Numbers) -> Hashable:
        """The service. Of its counted operations, only their number matters."""
        tokens = tuple(sorted(self.text(repr(each)) for each in numbers.tokens))
        return (
            tuple(self.value(each) for each in numbers.numbers),
            tuple(sorted(target for target, _ in numbers.operations)),
            tokens,
        )

    def deliveries(self, deliveries: tuple[Delivery, ...]) -> Hashable:
        """The events in the queue, which has no order."""
        return tuple(sorted(map(self.source, deliveries)))

    def executions(self, executions: tuple[Execution, ...]) -> Hashable:
        """Executions."""
        return tuple(sorted(map(self.source, executions)))

    def started(self, started: frozenset[tuple[str, str]]) -> Hashable:
        """All executions so far."""
        return tuple(sorted(self.text(partition + operation) for partition, operation in started))

    def source(self, source: Delivery | Execution | str | None) -> str:
        """The source of an invocation. Its due time counts by the seconds until then."""
        match source:
            case Delivery():
                return f"{self.value(source.operation)}{source.tries}"
            case Execution():
                due = "running" if source.due is None else str(max(0, min(source.due - self.now, 30)))
                return f"{self.text(source.resource + source.operation)} {due} {source.gives_up}"
        return source or ""

    def item(self, item: Mapping[str, Any]) -> Hashable:
        """An item of the ledger."""
        described: list[Hashable] = [
            (name, self._named(name, item[name])) for name in sorted(item) if name not in _IGNORED
        ]
        if "Version" in item:
            described.append(self._versions.get(item["PK"], 0) - int(item["Version"]))
        if "ResponseURL" in item:
            described.append("awaits an answer")
        return tuple(described)

    def local(self, value: Any, part: Callable[[Hashable], int], name: str = "", within: str = "") -> Hashable:
        """A local state. A time whose meaning is not known counts by its age.

        Args:
            value: a local state, or a value in it.
            part: gives a number to each composite value.
            name: the name of the field that has the value.
            within: the name of the field around that field.
        """
        if isinstance(value, Part):
            key = (value, name, "" if value.names else within)
            known = self._local.get(key)
            if known is None:
                known = self._local[key] = (part(self._local_part(value, part, name, within)),)
            return known
        if isinstance(value, str):
            return self._named(name, value) if name in ("Operations", "Event", "Answer") else self.text(value)
        if isinstance(value, int | float | Decimal) and value > _LONG_AGO:
            return self._moment(within if within in _MAPS else name, int(value))
        return value  # type: ignore[no-any-return]

    def _local_part(self, value: Part, part: Callable[[Hashable], int], name: str, within: str) -> Hashable:
        if not value.kind:
            if len(value.values) == 2 and value.values[0] == PARKED_TAG:
                return PARKED_TAG
            return tuple(self.local(each, part, name, within) for each in value.values)
        fields_of = list(zip(value.names, value.values, strict=True))
        versions = [int(each) for key, each in fields_of if key in _VERSION and isinstance(each, int | Decimal)]
        behind = tuple(now - each for each in versions for now in sorted(self._versions.values()))
        told = ((key, self.local(each, part, key, name)) for key, each in fields_of if key not in _TOLD_TO_PEOPLE)
        return (value.kind, tuple(told), behind)

    def _moment(self, rule: str, at: int) -> Hashable:
        if rule == "operations":
            return self._ranks.get(at, -1)
        if rule in _RESERVED or rule in _UNTIL or rule in _THRESHOLDS:
            return self._named(rule, at)
        return bisect_right(_ANY_AGES, self.now - at)

    def value(self, value: Any, name: str = "") -> Hashable:
        """A value of any type."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return tuple((key, self._named(key, value[key], name)) for key in sorted(value) if key not in _IGNORED)
        if isinstance(value, tuple):
            return self._tuple(value, name)
        if is_dataclass(value):
            return tuple(self._named(each.name, getattr(value, each.name)) for each in fields(value))
        return value if isinstance(value, Hashable) else repr(value)

    def _tuple(self, value: tuple[Any, ...], name: str) -> Hashable:
        if len(value) == 2 and value[0] == PARKED_TAG:
            return PARKED_TAG
        return tuple(self.value(each, name) for each in value)

    def _named(self, name: str, value: Any, within: str = "") -> Hashable:
        rule = within if within in _MAPS else name
        if rule == "Operations":
            return tuple(self._ranks.get(at, -1) for at in unpacked(value))
        if rule == "Event":
            return self.text(value)
        if rule == "Answer":
            answer = json.loads(value)
            return (answer["status"], self.text(answer["physical_resource_id"]))
        if isinstance(value, dict | str | bool) or not value:
            return self.value(value, name) if value else str(value)
        if rule in _UNTIL:
            return bisect_right(_AHEAD, int(value) - self.now)
        if rule in _RESERVED:
            return (self._ranks.get(int(value), -1), self.age(int(value), (120, 130, 1800, 3600)))
        if rule in _THRESHOLDS:
            return self.age(int(value), _THRESHOLDS[rule])
        if rule == "moments":
            return tuple(self.text(moment_of(at)) for at in value)
        return self.value(value, name)


def _counted(item: Mapping[str, Any]) -> Iterable[int]:
    yield from unpacked(item.get("Operations", ""))
    yield from (int(at) for at in item.get("Arriving", {}).values())
    yield from (int(at) for at in item.get("Released", {}).values())
