"""The record of a resource: CloudFormation's present operation on it, and its claims.

A record is one item, so that each change is one conditional write.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..aws.cloud_formation import Answer
from ..model.claim import Claim
from ..model.identity import Resource
from ..properties.event import Event
from .layout import claim_item, claims_from, creates_from, resource_key
from .table import Write

REMEMBERED_SECONDS = 7 * 24 * 3600
"""How long the record of a resource without claims stays: longer than Lambda keeps an event."""
LATE_EVENTS = 10
"""How many late events a record names."""
ENDED_NUMBERS = 20
"""How many numbers a record names whose claims are forgotten."""


@dataclass(frozen=True)
class Operation:
    """CloudFormation's present operation on a resource.

    Attributes:
        key: its name, which sorts by time: see `decisions.order`.
        event: what CloudFormation asked for.
        began_at: when the function recorded the event, in seconds since the epoch.
        create: the key of the Create that the event's physical id stands for; "" where that id is a number's ARN, or
            no Create is known.
        answer: what CloudFormation is told, once that is decided.
        response_url: where the answer is put, a secret; "" once CloudFormation was told, or can't be told any more.
    """

    key: str
    event: Event
    began_at: int
    create: str = ""
    answer: Answer | None = None
    response_url: str = field(default="", repr=False)


def operation_from(item: Mapping[str, Any], key: str) -> Operation:
    """The operation in a resource's item."""
    event = Event.from_record(item["Event"])
    return Operation(
        key,
        event,
        item["BeganAt"],
        creates_from(item).create_of(event.physical_resource_id),
        Answer.from_record(item["Answer"]) if "Answer" in item else None,
        item.get("ResponseURL", ""),
    )


class Record:
    """A resource's record, locked for one invocation."""

    def __init__(
        self,
        resource: Resource,
        operation: Operation | None,
        item: Mapping[str, Any],
        write: Callable[[Write, tuple[Write, ...]], None],
        now: Callable[[], int],
    ) -> None:
        """Start from the item as it was locked. `write` makes a write to it together with others, all or none."""
        self.resource = resource
        self._operation = operation
        self.operation_key: str = item.get("OperationKey", "")
        """The key of CloudFormation's present operation, "" for none."""
        self.claims: Mapping[str, Claim] = claims_from(item, resource)
        """The resource's claims by claim id."""
        self._recorded: Mapping[str, Any] = item.get("Claims", {})
        self.slots: dict[str, int] = item.get("Slots", {})
        """The slots of requests that were taken ahead, in milliseconds since the epoch: see `pace`."""
        self._ended: list[str] = list(item.get("Ended", []))
        self.notes: Mapping[str, str] = item.get("Notes", {})
        """What a resource that has no claims remembers."""
        self.late_deletes = [
            (late["Key"], late["PhysicalResourceId"]) for late in item.get("LateEvents", []) if late["Kind"] == "Delete"
        ]
        """Keys and physical ids of Deletes that came after a later operation, or that did not succeed."""
        self._write = write
        self._now = now

    @property
    def operation(self) -> Operation:
        """The operation that this invocation works for."""
        if self._operation is None:
            raise RuntimeError(f"The record of {self.resource} is locked for a repair: it has no operation.")
        return self._operation

    def save(self, claim: Claim, *others: Write, replaces: str | None = None) -> Claim:
        """Record a claim, together with other writes. It replaces the claim with the id `replaces`, if given.

        Raises:
            TryAgainLater: the claim could not be recorded, or this invocation may not write any more.
            TransactionConflictError: a condition of the other writes does not hold; nothing was written.
        """
        claims = {key: value for key, value in self.claims.items() if key != replaces}
        self._replace({**claims, claim.claim_id: claim}, others)
        return claim

    def save_all(self, claims: Iterable[Claim]) -> None:
        """Record several claims at once. Raises as `save` does."""
        self._replace({**self.claims, **{claim.claim_id: claim for claim in claims}}, ())

    def remove(self, claim_id: str, *others: Write) -> None:
        """Forget a claim. The record still knows that its number was this resource's. Raises as `save` does."""
        phone_number_arn = self.claims[claim_id].phone_number_arn
        ended = self._ended
        if phone_number_arn:
            ended = [*(arn for arn in ended if arn != phone_number_arn), phone_number_arn][-ENDED_NUMBERS:]
        self._replace({key: value for key, value in self.claims.items() if key != claim_id}, others, ended)

    def has_ended(self, phone_number_arn: str) -> bool:
        """Whether the number was this resource's, and is no more. Its tags may still name the resource for a while."""
        return phone_number_arn in self._ended

    def note(self, **notes: str) -> None:
        """Change notes, which are of a resource without claims. Raises as `save` does."""
        merged = {**self.notes, **notes}
        self._write(Write.setting(resource_key(self.resource), {"Notes": merged}), ())
        self.notes = merged

    @property
    def unheeded_deletes(self) -> dict[str, str]:
        """The late Deletes that were not carried out yet, of a resource without claims: physical ids by key."""
        return {key: named for key, named in self.late_deletes if key not in self._heeded}

    def heed(self, keys: Collection[str]) -> None:
        """Note that late Deletes were carried out. Raises as `save` does."""
        if keys:
            self.note(LateDeletes=" ".join([*self._heeded, *keys][-LATE_EVENTS:]))

    @property
    def _heeded(self) -> list[str]:
        return self.notes.get("LateDeletes", "").split()

    def decide(self, answer: Answer, claims: Iterable[Claim] = ()) -> None:
        """Record the answer, together with claims that it changes. Raises as `save` does."""
        changed = {**self.claims, **{claim.claim_id: claim for claim in claims}}
        self._write(self._claims_write(changed, self._ended, {"Answer": answer.recorded()}), ())
        self.claims = changed

    def _replace(self, claims: dict[str, Claim], others: tuple[Write, ...], ended: list[str] | None = None) -> None:
        if claims != self.claims or others:
            ended = self._ended if ended is None else ended
            self._write(self._claims_write(claims, ended, {}), others)
            self.claims, self._ended = claims, ended

    def _claims_write(self, claims: Mapping[str, Claim], ended: list[str], more: Mapping[str, Any]) -> Write:
        items = {claim_id: claim_item(claim, self._recorded.get(claim_id, {})) for claim_id, claim in claims.items()}
        attributes = {"Claims": items, "Ended": ended, **more}
        if claims:
            return Write.setting(resource_key(self.resource), attributes, remove=("ExpiresAt",))
        return Write.setting(resource_key(self.resource), {**attributes, "ExpiresAt": self._now() + REMEMBERED_SECONDS})
