"""The records of all resources, and their locks.

One invocation at a time works on a resource: it locks the resource's record. A lock ends by itself when the
invocation's time is up, as Lambda has ended that invocation by then. Every write names the operation that it is made
for. Once CloudFormation has gone on to a later operation, writes for an earlier one are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..aws.cloud_formation import Answer
from ..decisions.order import Arrival, arrival, moment_of, operation_key
from ..errors import AccessDeniedError, TryAgainLater
from ..model.identity import Resource
from ..model.patience import CLOCKS_DIFFER_BY, LOOK_AGAIN_WHILE_BUSY, SELDOM_SECONDS
from ..properties.event import Event
from ..properties.selection_properties import selection_of
from .layout import claims_from, creates_from, require_readable, resource_key
from .record import LATE_EVENTS, REMEMBERED_SECONDS, Record, operation_from
from .table import Item, Table, TransactionConflictError, Write

ATTEMPTS = 10
"""How often an event is tried to be recorded while others write the record: Lambda delivers it only three times."""
_LOCK = ("LockHolder", "LockedUntil")
_UNCHANGED = "OperationKey = :newest"
_MOMENT = len("20261121T190000Z")

_NOT_OURS_ANY_MORE = "the lock of this invocation is over, or CloudFormation has gone on to a later operation"


class SupersededError(Exception):
    """CloudFormation has gone on to a later operation on this resource. The earlier one must not change anything."""


class Records:
    """The records of all resources.

    Every method raises `TryAgainLater` where the table can't be reached just now, and `NewerLedgerError` where the
    record is a newer version's.
    """

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        """Use the table, and a clock of seconds since the epoch."""
        self._table = table
        self._clock = clock

    def begin(self, event: Event) -> tuple[str, Arrival]:
        """Record CloudFormation's event, unless a later event of the resource is recorded.

        A late Create or Update does nothing. A late Delete is noted: the operations after it end what it names, unless
        one of them asked for that. Where these are over, the steps of the Delete end it (`after_late_delete`).

        Returns:
            The operation's key; and whether the event is the newest, a repeated or a late one.
        """
        resource = Resource(event.stack_id, event.logical_resource_id)
        for _ in range(ATTEMPTS):
            item = self._table.get(resource_key(resource))
            # A newer version's record is refused here, where the event can still be answered at once.
            claims_from(item, resource)
            newest, superseded = item.get("OperationKey", ""), list(item.get("Superseded", []))
            key = self._key(event, newest)
            arrived = arrival(key, newest, superseded)
            if arrived is Arrival.REPEATED:
                return key, arrived
            if arrived is Arrival.NEWEST:
                write = self._begun(resource, key, event, item)
            else:
                write = self._late(resource, key, event, item)
            try:
                if self._table.update(write) is not None:
                    return key, arrived
            except AccessDeniedError as denied:
                if arrived is Arrival.LATE:
                    # CloudFormation does not wait for the answer of a late event: FAILED would help nobody.
                    raise TryAgainLater(str(denied), 1) from denied
                raise
        raise TryAgainLater("the record is being written by other events", 1)

    def open(self, resource: Resource, key: str, holder: str, until: float) -> Record:
        """Lock a resource's record for an invocation that works for an operation.

        Args:
            resource: whose record.
            key: the operation's.
            holder: names the invocation.
            until: when the invocation's time is up, in seconds since the epoch.

        Raises:
            TryAgainLater: another invocation works on the resource.
            SupersededError: CloudFormation has gone on to a later operation.
        """
        item = self._lock(resource, holder, until, " AND OperationKey = :key", {":key": key})
        if item is None and self._table.get(resource_key(resource)).get("OperationKey") != key:
            raise SupersededError(f"CloudFormation has gone on to a later operation on {resource}.")
        return self._opened(resource, item, holder, key)

    def after_late_delete(self, resource: Resource, key: str) -> str:
        """Find out whether a late Delete has to be carried out by its own steps.

        Returns:
            The key of the latest operation, which is over; "" where `key` is not the key of a late Delete.

        Raises:
            TryAgainLater: the latest operation is not over. It ends what the Delete names.
        """
        item = self._table.get(resource_key(resource))
        if not any(late["Key"] == key and late["Kind"] == "Delete" for late in item.get("LateEvents", [])):
            return ""
        if "ResponseURL" in item:
            raise TryAgainLater("a later operation on this resource is not over", SELDOM_SECONDS)
        return str(item["OperationKey"])

    def open_for_repair(self, resource: Resource, holder: str, until: float) -> Record:
        """Lock a resource's record for a repair. It does not change the resource's operation.

        Raises:
            TryAgainLater: an invocation works on the resource.
        """
        return self._opened(resource, self._lock(resource, holder, until, "", {}), holder, "")

    def _opened(self, resource: Resource, item: Item | None, holder: str, key: str) -> Record:
        if item is None:
            raise TryAgainLater("another invocation works on this resource", LOOK_AGAIN_WHILE_BUSY)
        try:
            require_readable(item, f"the record of {resource}")
            operation = operation_from(item, key) if key else None
            return Record(resource, operation, item, self._writer(holder, key), self._now)
        except Exception:
            self.unlock(resource, holder)
            raise

    def close(self, record: Record, holder: str, *, is_answered: bool = False) -> None:
        """Give up the lock, if this holder still has it, and keep what the next step needs.

        Args:
            record: as `open` gave it.
            holder: names the invocation.
            is_answered: whether CloudFormation was told; then the ResponseURL is forgotten.
        """
        operation = record.operation
        closed = Write.setting(
            resource_key(record.resource),
            {"Slots": dict(record.slots)},
            remove=(*_LOCK, *(("ResponseURL",) if is_answered else ())),
            condition="LockHolder = :holder AND OperationKey = :key",
            values={":holder": holder, ":key": operation.key},
        )
        if self._table.update(closed) is None:
            # The record is of a later operation now, and so is the ResponseURL.
            self.unlock(record.resource, holder)

    def unlock(self, resource: Resource, holder: str) -> None:
        """Give up the lock, if this holder still has it, and keep nothing."""
        self._table.update(
            Write.setting(resource_key(resource), {}, _LOCK, "LockHolder = :holder", {":holder": holder})
        )

    def _now(self) -> int:
        return int(self._clock())

    def _key(self, event: Event, newest: str) -> str:
        if event.signed_at:
            return operation_key(event.signed_at, event.kind, event.request_id)
        # Not signed as CloudFormation signs: ordered by arrival. A repeated delivery is known by its RequestId.
        if newest.split(".", 2)[2:] == [event.request_id]:
            return newest
        return operation_key(moment_of(self._clock()), event.kind, event.request_id)

    def _begun(self, resource: Resource, key: str, event: Event, item: Item) -> Write:
        newest = item.get("OperationKey", "")
        claims = claims_from(item, resource).values()
        selection = selection_of(event.old_properties or event.properties)
        claim_id = resource.claim_id(selection) if selection else ""
        creates = creates_from(item).after(event.kind, key, event.physical_resource_id, claims, claim_id)
        attributes: dict[str, Any] = {
            "OperationKey": key,
            "Event": event.recorded(),
            "ResponseURL": event.response_url,
            "BeganAt": self._now(),
            "Superseded": [*item.get("Superseded", []), newest] if newest[:_MOMENT] == key[:_MOMENT] else [],
            "Creates": list(creates.unnamed),
            "MadeUpIds": dict(creates.named),
        }
        removed = ["Answer", "Slots"]
        if newest and (unfinished := _unfinished_delete(item)):
            # Perhaps no step of it ran. CloudFormation may have given a clean-up up, and never names its number again.
            attributes["LateEvents"] = _with_late(item, newest, unfinished)
        if item.get("Claims"):
            removed.append("ExpiresAt")
        else:
            attributes["ExpiresAt"] = self._now() + REMEMBERED_SECONDS
        # This very event is allowed: a write whose answer was lost is repeated, and succeeds.
        condition = f"{_UNCHANGED if newest else 'attribute_not_exists(OperationKey)'} OR OperationKey = :OperationKey"
        return Write.setting(
            resource_key(resource), attributes, removed, condition, {":newest": newest} if newest else {}
        )

    def _late(self, resource: Resource, key: str, event: Event, item: Item) -> Write:
        attributes: dict[str, Any] = {"LateEvents": _with_late(item, key, event)}
        if event.kind == "Create":
            creates = creates_from(item).after_late_create(key)
            attributes |= {"Creates": list(creates.unnamed), "MadeUpIds": dict(creates.named)}
        return Write.setting(resource_key(resource), attributes, (), _UNCHANGED, {":newest": item["OperationKey"]})

    def _lock(
        self, resource: Resource, holder: str, until: float, condition: str, values: Mapping[str, Any]
    ) -> Item | None:
        free = "attribute_not_exists(LockedUntil) OR LockedUntil < :now OR LockHolder = :holder"
        lock = {"LockHolder": holder, "LockedUntil": int(until) + CLOCKS_DIFFER_BY}
        values = {":holder": holder, ":now": self._now(), **values}
        return self._table.update(Write.setting(resource_key(resource), lock, (), f"({free}){condition}", values))

    def _writer(self, holder: str, key: str) -> Callable[[Write, tuple[Write, ...]], None]:
        def write(own: Write, others: tuple[Write, ...]) -> None:
            condition = "LockHolder = :holder" + (" AND OperationKey = :key" if key else "")
            values = {**own.values, ":holder": holder, **({":key": key} if key else {})}
            guarded = Write("Update", own.key, expression=own.expression, condition=condition, values=values)
            if not others:
                if self._table.update(guarded) is None:
                    raise TryAgainLater(_NOT_OURS_ANY_MORE, 1)
                return
            try:
                self._table.transact(guarded, *others)
            except TransactionConflictError as conflict:
                if 0 in conflict.failed:
                    raise TryAgainLater(_NOT_OURS_ANY_MORE, 1) from conflict
                raise

        return write


def _unfinished_delete(item: Mapping[str, Any]) -> Event | None:
    """The operation of the record, if it is a Delete that did not succeed."""
    event = Event.from_record(item["Event"])
    succeeded = "Answer" in item and Answer.from_record(item["Answer"]).status == "SUCCESS"
    return event if event.kind == "Delete" and not succeeded else None


def _with_late(item: Mapping[str, Any], key: str, event: Event) -> list[dict[str, str]]:
    late = {"Key": key, "Kind": event.kind, "PhysicalResourceId": event.physical_resource_id}
    known = list(item.get("LateEvents", []))
    return known if late in known else [*known, late][-LATE_EVENTS:]
