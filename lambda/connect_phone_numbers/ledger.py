"""The ledger: one DynamoDB table that knows every claim before the service does.

    PK                                    SK                     what
    RESOURCE#<stack id>#<logical id>      RESOURCE               the claims of one resource, its lock, its operations
    LEASE#<phone number>                  LEASE                  who is trying to claim a number just now
    QUOTA#<instance ARN>                  OPERATION#<second>#…   one claim or release, for 180 days
    QUOTA#<instance ARN>                  USE                    the instance's applied quota, its history's version
    LISTING                               LISTING                the account's numbers, as last listed
    PARKED                                <phone number ARN>     a number kept for a later resource
    SEARCH#<target ARN>                   <country>#<type>#…     a page of a search, for all who ask at the same time
    PACE                                  <operation>            when the next request of an operation may be sent
    TAGS                                  <phone number ARN>     whose a number is by its tags, as last described

A resource's claims stand in one item, so that each step of the protocol is one conditional write. The lock lets one
invocation at a time work on a resource; it ends by itself when the invocation's time is up, which is when Lambda has
ended that invocation for certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from .core.claim import Claim, ClaimStatus
from .core.identity import Resource
from .errors import PhoneNumberError, SupersededError, TryAgainLater
from .ledger_format import NewerLedgerError, require_known_format
from .table import Item, Key, Table, TransactionConflictError, Write

REMEMBERED_REQUESTS = 50
"""Ended operations of a resource that are remembered, to refuse a waiter of one that is still running."""
REMEMBERED_SECONDS = 7 * 24 * 3600
"""How long a resource without claims is remembered. A waiter lives for two hours at most."""
LOCK_MARGIN_SECONDS = 5
"""Added to the end of an invocation's time: clocks differ, and a request may still be on its way."""
RESOURCE_PARTITION = "RESOURCE#"
"""Begins the partition keys of resources' records."""

_LOCK_IS_OVER = "this invocation's lock is over"


class ResourceRecord:
    """The ledger's record of one resource, locked for this invocation."""

    def __init__(
        self,
        previous_request_id: str,
        began_at: int,
        claims: Mapping[str, Claim],
        write: Callable[[Mapping[str, Claim], tuple[Write, ...]], None],
        *,
        created_in: str = "",
        is_in_doubt: bool = False,
        is_ended: bool = False,
    ) -> None:
        """Start from what is recorded.

        Args:
            previous_request_id: of the last operation before this one that reported a number, or "".
            began_at: when CloudFormation began this one, in seconds since the epoch.
            claims: the recorded ones, by claim id.
            write: replaces them, together with other writes or not at all.
            created_in: the last Create's request, or "" where that is not known.
            is_in_doubt: whether the ledger has lost that this operation began, and perhaps what it did since.
            is_ended: whether this very operation ended the resource's last claim.
        """
        self.previous_request_id = previous_request_id
        self.began_at = began_at
        self.created_in = created_in
        self.is_in_doubt = is_in_doubt
        self.is_ended = is_ended
        self._claims = dict(claims)
        self._write = write

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The resource's claims by claim id."""
        return self._claims

    def save(self, claim: Claim, *others: Write, replaces: str | None = None) -> Claim:
        """Record a claim, in place of the one with the id `replaces` if given, together with other writes.

        Raises:
            TryAgainLater: it could not be recorded, or this invocation's lock is over.
            TransactionConflictError: one of the other writes' conditions does not hold; nothing was written.
        """
        claims = {key: value for key, value in self._claims.items() if key != replaces}
        self._replace({**claims, claim.claim_id: claim}, others)
        return claim

    def remove(self, claim_id: str, *others: Write) -> None:
        """Forget a claim. Raises as `save` does."""
        self._replace({key: value for key, value in self._claims.items() if key != claim_id}, others)

    def _replace(self, claims: dict[str, Claim], others: tuple[Write, ...]) -> None:
        if claims != self._claims or others:
            self._write(claims, others)
            self._claims = claims


class Ledger:
    """Resources and leases.

    Every method raises `TryAgainLater` where the table can't be reached just now.
    """

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        """Use the table, and a clock of seconds since the epoch."""
        self._table = table
        self._clock = clock

    def begin(self, resource: Resource, request_id: str, *, is_create: bool) -> None:
        """Note that CloudFormation has begun an operation, which ends every earlier one on the same resource.

        Raises:
            SupersededError: it is one of those earlier ones.
            NewerLedgerError: the record is a newer version's.
        """
        item = self._table.get(_resource_key(resource))
        require_known_format(item, f"the record of {resource}")
        self._note_request(resource, request_id, item, ["CreatedIn"] if is_create else [])

    def open(self, resource: Resource, request_id: str, holder: str, until: float) -> ResourceRecord:
        """Lock a resource's record for an invocation.

        Args:
            resource: whose record.
            request_id: CloudFormation's operation.
            holder: names the invocation.
            until: when the invocation's time is up, in seconds since the epoch.

        Raises:
            TryAgainLater: another invocation works on it.
            SupersededError: CloudFormation has begun a later operation.
            NewerLedgerError: the record is a newer version's.
        """
        item = self._lock(resource, holder, until)
        is_noted = item.get("CurrentRequestId") == request_id
        try:
            claims = claims_from(item, resource)
            # on_event noted it; where that is not there, the ledger was lost or set back since.
            ended = self._note_request(resource, request_id, item, ["InDoubtIn"])
        except Exception:
            self.close(resource, holder)
            raise
        return ResourceRecord(
            _last_to_report(ended, claims),
            int(item.get("BeganAt", 0)) if is_noted else int(self._clock()),
            claims,
            self._writer(resource, holder, item, request_id),
            created_in=item.get("CreatedIn", ""),
            is_in_doubt=not is_noted or item.get("InDoubtIn") == request_id,
            is_ended=item.get("EndedIn") == request_id,
        )

    def open_for_repair(self, resource: Resource, holder: str, until: float) -> ResourceRecord:
        """Lock a resource's record between its operations, which go on as if nothing had been.

        Raises:
            TryAgainLater: an invocation works on it.
            NewerLedgerError: the record is a newer version's.
        """
        item = self._lock(resource, holder, until)
        try:
            claims = claims_from(item, resource)
        except Exception:
            self.close(resource, holder)
            raise
        return ResourceRecord("", int(self._clock()), claims, self._writer(resource, holder, item, ""))

    def close(self, resource: Resource, holder: str) -> None:
        """Give up the lock, if it is still this holder's."""
        self._table.update(
            Write(
                "Update",
                _resource_key(resource),
                expression="REMOVE LockHolder, LockedUntil",
                condition="LockHolder = :holder",
                values={":holder": holder},
            )
        )

    def lease(self, phone_number: str, claim_id: str, seconds: int) -> bool:
        """Reserve a candidate number for one claim, so that no other resource of this ledger tries it meanwhile.

        Returns:
            Whether it is reserved; False where another claim has it.
        """
        now = int(self._clock())
        leased = self._table.update(
            Write(
                "Update",
                _lease_key(phone_number),
                expression="SET ClaimId = :claim, LeasedUntil = :until, ExpiresAt = :until",
                condition="attribute_not_exists(PK) OR ClaimId = :claim OR LeasedUntil < :now",
                values={":claim": claim_id, ":until": now + seconds, ":now": now},
            )
        )
        return leased is not None

    def leased(self, phone_numbers: Iterable[str], claim_id: str) -> set[str]:
        """Those of at most 100 numbers that other claims have reserved; reserving one is conditional all the same."""
        leases = self._table.get_all([_lease_key(number) for number in phone_numbers])
        now = self._clock()
        return {
            lease["PK"].removeprefix("LEASE#")
            for lease in leases
            if lease["ClaimId"] != claim_id and lease["LeasedUntil"] >= now
        }

    def end_lease(self, phone_number: str, claim_id: str) -> None:
        """Give up a reservation, if it is still this claim's."""
        self._table.delete(
            Write("Delete", _lease_key(phone_number), condition="ClaimId = :claim", values={":claim": claim_id})
        )

    def _lock(self, resource: Resource, holder: str, until: float) -> Item:
        locked = self._table.update(
            Write(
                "Update",
                _resource_key(resource),
                expression="SET LockHolder = :holder, LockedUntil = :until",
                condition="attribute_not_exists(LockedUntil) OR LockedUntil < :now OR LockHolder = :holder",
                values={":holder": holder, ":until": int(until) + LOCK_MARGIN_SECONDS, ":now": int(self._clock())},
            )
        )
        if locked is None:
            raise TryAgainLater("another invocation is at work on this resource")
        return locked

    def _note_request(self, resource: Resource, request_id: str, item: Item, as_well_as: Iterable[str]) -> list[str]:
        """Note the current operation, in these attributes as well; the ended ones, the latest last."""
        current = item.get("CurrentRequestId")
        ended = list(item.get("EndedRequestIds", []))
        if current == request_id:
            return ended
        if request_id in ended:
            raise SupersededError(
                f"CloudFormation has gone on to another operation on {resource.logical_resource_id}: "
                f"request {request_id} does nothing any more."
            )
        ended = [*ended, *([current] if current else [])][-REMEMBERED_REQUESTS:]
        now = int(self._clock())
        expression = "SET CurrentRequestId = :request, EndedRequestIds = :ended, BeganAt = :now"
        values: dict[str, Any] = {":request": request_id, ":ended": ended, ":now": now}
        # True again for this very request, so that a call repeated because its answer was lost succeeds.
        condition = "attribute_not_exists(CurrentRequestId) OR CurrentRequestId = :request"
        if current:
            condition = "CurrentRequestId IN (:current, :request)"
            values[":current"] = current
        expression += "".join(f", {attribute} = :request" for attribute in as_well_as)
        if not item.get("Claims"):
            expression += ", ExpiresAt = :expires"
            values[":expires"] = now + REMEMBERED_SECONDS
        noted = self._table.update(
            Write("Update", _resource_key(resource), expression=expression, condition=condition, values=values)
        )
        if noted is None:
            raise PhoneNumberError(
                f"Two operations on {resource.logical_resource_id} began at the same moment; deploy again."
            )
        return ended

    def _writer(
        self, resource: Resource, holder: str, item: Item, request_id: str
    ) -> Callable[[Mapping[str, Claim], tuple[Write, ...]], None]:
        unknown = {claim_id: _unknown_in(claim) for claim_id, claim in item.get("Claims", {}).items()}

        def write(claims: Mapping[str, Claim], others: tuple[Write, ...]) -> None:
            recorded = {claim_id: {**unknown.get(claim_id, {}), **asdict(claim)} for claim_id, claim in claims.items()}
            self._write_claims(resource, holder, recorded, request_id, others)

        return write

    def _write_claims(
        self, resource: Resource, holder: str, claims: Mapping[str, Item], request_id: str, others: tuple[Write, ...]
    ) -> None:
        values: dict[str, Any] = {":holder": holder, ":claims": claims}
        expression = "SET Claims = :claims REMOVE ExpiresAt"
        if not claims:
            expression = "SET Claims = :claims, ExpiresAt = :expires, EndedIn = :request"
            values[":expires"] = int(self._clock()) + REMEMBERED_SECONDS
            values[":request"] = request_id
        write = Write(
            "Update",
            _resource_key(resource),
            expression=expression,
            condition="LockHolder = :holder",
            values=values,
        )
        if not others:
            if self._table.update(write) is None:
                raise TryAgainLater(_LOCK_IS_OVER)
            return
        try:
            self._table.transact(write, *others)
        except TransactionConflictError as conflict:
            if 0 in conflict.failed:
                raise TryAgainLater(_LOCK_IS_OVER) from conflict
            raise


def _last_to_report(ended: Sequence[str], claims: Mapping[str, Claim]) -> str:
    """The latest ended operation that reported a number: a roll-back that was cut off, and is repeated, did not."""
    reporting = {claim.reported_in for claim in claims.values()}
    return next((request_id for request_id in reversed(ended) if request_id in reporting), "")


def _resource_key(resource: Resource) -> Key:
    return {"PK": f"{RESOURCE_PARTITION}{resource.stack_id}#{resource.logical_resource_id}", "SK": "RESOURCE"}


def _lease_key(phone_number: str) -> Key:
    return {"PK": f"LEASE#{phone_number}", "SK": "LEASE"}


def claims_from(item: Item, resource: Resource) -> dict[str, Claim]:
    """The claims in a resource's record, by claim id.

    Raises:
        NewerLedgerError: the record is a newer version's.
    """
    require_known_format(item, f"the record of {resource}")
    return {claim_id: _claim_from(claim) for claim_id, claim in item.get("Claims", {}).items()}


def _unknown_in(recorded: Item) -> Item:
    """What a newer version has recorded beside what this one knows: it is kept."""
    known = {field.name for field in fields(Claim)}
    return {name: value for name, value in recorded.items() if name not in known}


def _claim_from(recorded: Mapping[str, Any]) -> Claim:
    known = {field.name: recorded[field.name] for field in fields(Claim) if field.name in recorded}
    if known["status"] not in list(ClaimStatus):
        raise NewerLedgerError(f"a claim of {known['phone_number'] or known['claim_id']} is {known['status']}")
    return Claim(
        **{
            **known,
            "status": ClaimStatus(known["status"]),
            "sent_at": int(known["sent_at"]),
            "reserved_at": int(known["reserved_at"]),
            "attempt": int(known["attempt"]),
            "rejected": tuple(known["rejected"]),
            "tag_keys": tuple(known["tag_keys"]),
        }
    )
