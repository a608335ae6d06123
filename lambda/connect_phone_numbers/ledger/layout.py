"""Every key and every item of the ledger.

    PK                                   SK                      what
    LEDGER                               LEDGER                  when the table was complete (MadeAt)
    RESOURCE#<stack id>#<logical id>     RESOURCE                a resource: its operation, its claims, its lock
    LEASE#<phone number>                 LEASE                   which claim tries to get a number now
    QUOTA#<instance ARN>                 QUOTA                   the instance's counted operations, quota and version
    QUOTA#<instance ARN>                 OPERATION#<second>#…    one claim or release, for people and for reconcile
    LISTING                              LISTING                 when the account's numbers were listed, or how far
    LISTING                              HELD#<phone number>     a number that we claimed, until a list has shown it
    LISTING                              INSTANCE#<ARN>#<n>      the numbers of an instance, as last listed
    LISTING                              PAGE#<n>                a page of the list that is being read
    GROUP                                <group ARN>             the instance of a traffic distribution group
    ACTIVE                               <instance ARN>          when an instance was seen ACTIVE before its first claim
    PARKED                               <phone number ARN>      a number kept for a later resource
    SEARCH#<target ARN>                  <country>#<type>#…      a page of a search, for all who ask at the same time
    PACE                                 <call>                  when the next request of a call may be sent
    SETTLING                             SETTLING                how long after a claim its status is worth a look
    TAGS                                 <phone number ARN>      a number as reconcile described it
    TRAIL                                <second>#<event>#<n>    a page of CloudTrail, as a reconcile read it
    RECONCILE                            RECONCILE               the turns that reconcile took ahead
    DRIFT                                DRIFT                   the turns that the look for drift took ahead
    DRIFT                                <phone number ARN>      a number as the look for drift saw it
    DRIFT                                REFUSED                 why the look for drift could not compare every number

An attribute `ExpiresAt` is DynamoDB's time to live, in seconds since the epoch. Every number is a whole one.

Functions of different versions work on one ledger at the same time. A newer version may add attributes, items and named
values; an older version keeps what it does not know. Where the meaning of something changes, so that an older version
would do harm, the newer version writes `MinReader` on the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ..decisions.dooming import Creates
from ..errors import PhoneNumberError
from ..model.claim import Claim, Fate, Origin, State
from ..model.identity import Resource
from ..model.phone_number import PhoneNumber
from ..quota.state import COUNTED_SECONDS, QuotaState
from .table import Item, Key, Write

READER = 1
"""This version can read items whose MinReader is at most this. An item without the attribute has 1."""

PARKED = "PARKED"
LISTING = "LISTING"
TAGS = "TAGS"
DRIFT = "DRIFT"
DRIFT_REFUSED = "REFUSED"
RESOURCE = "RESOURCE#"
QUOTA = "QUOTA#"
QUOTA_SORT_KEY = "QUOTA"
OPERATION = "OPERATION#"
HELD_NUMBER = "HELD#"
LISTED_INSTANCE = "INSTANCE#"
LISTED_PAGE = "PAGE#"

SETTINGS_KEY: Key = {"PK": "LEDGER", "SK": "LEDGER"}
"""The key of the item that says when the ledger was complete."""
LISTING_KEY: Key = {"PK": LISTING, "SK": "LISTING"}
"""The key of the item that says when the account's numbers were listed."""
SETTLING_KEY: Key = {"PK": "SETTLING", "SK": "SETTLING"}
"""The key of the item that says how long claims take to settle."""
RECONCILE_KEY: Key = {"PK": "RECONCILE", "SK": "RECONCILE"}
"""The key of the slots that reconcile has taken in advance."""
DRIFT_KEY: Key = {"PK": DRIFT, "SK": DRIFT}
"""The key of the slots that the look for drift has taken in advance."""
DRIFT_REFUSED_KEY: Key = {"PK": DRIFT, "SK": DRIFT_REFUSED}
"""The key of the reason why the look for drift could not compare every number. It is written after the report."""


class NewerLedgerError(PhoneNumberError):
    """The ledger has an item that only a newer version of the provider understands. Nothing was changed."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The ledger was written by a newer version of the provider: {found}. Nothing was changed. Update the "
            "library (cdk-connect-phone-numbers) and deploy again."
        )


def require_readable(item: Mapping[str, Any], subject: str) -> None:
    """Refuse an item that only a newer version can read.

    Raises:
        NewerLedgerError: this is one.
    """
    needed = item.get("MinReader", 1)
    if needed > READER:
        raise NewerLedgerError(f"{subject} needs a reader of version {needed}, and this one is {READER}")


def resource_key(resource: Resource) -> Key:
    """The key of a resource's record."""
    return {"PK": f"{RESOURCE}{resource.stack_id}#{resource.logical_resource_id}", "SK": "RESOURCE"}


def is_resource_partition(partition: str) -> bool:
    """Whether a partition key is that of a resource's record."""
    return partition.startswith(RESOURCE) and "#" in partition.removeprefix(RESOURCE)


def resource_of(partition: str) -> Resource:
    """The resource whose record has this partition key."""
    return Resource(*partition.removeprefix(RESOURCE).rsplit("#", 1))


def lease_key(phone_number: str) -> Key:
    """The key of a number's lease."""
    return {"PK": f"LEASE#{phone_number}", "SK": "LEASE"}


def quota_key(instance_arn: str) -> Key:
    """The key of an instance's counted operations."""
    return {"PK": f"{QUOTA}{instance_arn}", "SK": QUOTA_SORT_KEY}


def operation_item_key(instance_arn: str, sort_key: str) -> Key:
    """The key of one operation in an instance's history."""
    return {"PK": f"{QUOTA}{instance_arn}", "SK": sort_key}


def operation_sort_key(at: int, kind: str, phone_number: str) -> str:
    """The sort key of an operation: the history is in the order of time."""
    return f"{OPERATION}{at:012d}#{kind}#{phone_number}"


def listed_key(sort_key: str) -> Key:
    """The key of a part of the account's list of numbers."""
    return {"PK": LISTING, "SK": sort_key}


def group_key(traffic_distribution_group_arn: str) -> Key:
    """The key of the item that names a group's instance."""
    return {"PK": "GROUP", "SK": traffic_distribution_group_arn}


def active_key(instance_arn: str) -> Key:
    """The key of the item that says when an instance was seen ACTIVE."""
    return {"PK": "ACTIVE", "SK": instance_arn}


def parked_key(phone_number_arn: str) -> Key:
    """The key of a parked number."""
    return {"PK": PARKED, "SK": phone_number_arn}


def search_key(target_arn: str, sort_key: str) -> Key:
    """The key of a page of a search."""
    return {"PK": f"SEARCH#{target_arn}", "SK": sort_key}


def pace_key(call: str) -> Key:
    """The key of a call's next slot."""
    return {"PK": "PACE", "SK": call}


def tags_key(phone_number_arn: str) -> Key:
    """The key of a number's description in a reconciliation."""
    return {"PK": TAGS, "SK": phone_number_arn}


def trail_key(sort_key: str) -> Key:
    """The key of a page of CloudTrail."""
    return {"PK": "TRAIL", "SK": sort_key}


def seen_key(phone_number_arn: str) -> Key:
    """The key of a number's description in a look for drift."""
    return {"PK": DRIFT, "SK": phone_number_arn}


_NAMED = {"fate": Fate, "state": State, "origin": Origin}
_LISTS = ("rejected", "tag_keys")
_CLAIM_FIELDS = frozenset(field.name for field in fields(Claim))


def claims_from(item: Mapping[str, Any], resource: Resource) -> dict[str, Claim]:
    """The claims in a resource's record, by claim id.

    Raises:
        NewerLedgerError: the record is a newer version's.
    """
    require_readable(item, f"the record of {resource}")
    return {claim_id: _claim_from(claim) for claim_id, claim in item.get("Claims", {}).items()}


def claim_item(claim: Claim, recorded: Mapping[str, Any]) -> Item:
    """A claim as the ledger has it. Attributes that only a newer version knows are kept."""
    unknown = {name: value for name, value in recorded.items() if name not in _CLAIM_FIELDS}
    return {**unknown, **vars(claim)}


def _claim_from(recorded: Mapping[str, Any]) -> Claim:
    known: dict[str, Any] = {name: value for name, value in recorded.items() if name in _CLAIM_FIELDS}
    for name, kind in _NAMED.items():
        if known[name] not in list(kind):
            number = known.get("phone_number") or known["claim_id"]
            raise NewerLedgerError(f"the {name} of the claim of {number} is {known[name]}")
        known[name] = kind(known[name])
    known.update({name: tuple(known[name]) for name in _LISTS if name in known})
    return Claim(**known)


def creates_from(item: Mapping[str, Any]) -> Creates:
    """The Creates of a resource for which an id that CloudFormation made up may stand."""
    return Creates(tuple(item.get("Creates", ())), dict(item.get("MadeUpIds", {})))


_NUMBER = {
    "phone_number": "PhoneNumber",
    "phone_number_id": "PhoneNumberId",
    "country_code": "PhoneNumberCountryCode",
    "number_type": "PhoneNumberType",
    "target_arn": "TargetArn",
}


def phone_number_item(number: PhoneNumber) -> Item:
    """The lasting facts of a number; the sort key of its item is its ARN."""
    source = {"SourcePhoneNumberArn": number.source_phone_number_arn} if number.source_phone_number_arn else {}
    return {**{name: getattr(number, attribute) for attribute, name in _NUMBER.items()}, **source}


def phone_number_from(item: Mapping[str, Any], **more: Any) -> PhoneNumber:  # noqa: ANN401 - any attribute of it
    """The number of an item whose sort key is its ARN."""
    facts = {attribute: item[name] for attribute, name in _NUMBER.items()}
    source = item.get("SourcePhoneNumberArn", "")
    return PhoneNumber(phone_number_arn=item["SK"], source_phone_number_arn=source, **facts, **more)


def quota_state_from(item: Mapping[str, Any], instance_arn: str) -> QuotaState:
    """An instance's counted operations.

    Raises:
        NewerLedgerError: the item is a newer version's.
    """
    require_readable(item, f"the counted operations of {instance_arn}")
    return QuotaState(
        item.get("Version", 0),
        unpacked(item.get("Operations", "")),
        item.get("Arriving", {}),
        item.get("Released", {}),
        item.get("KnownSince", 0),
    )


def quota_state_write(instance_arn: str, before: QuotaState, after: QuotaState) -> Write:
    """The write of a decision. Its condition: no other decision was written since `before` was read."""
    values = {
        "Version": after.version,
        "Operations": packed(after.operations),
        "Arriving": dict(after.arriving),
        "Released": dict(after.released),
        "KnownSince": after.known_since,
    }
    if not before.version:
        return Write.setting(quota_key(instance_arn), values, condition="attribute_not_exists(Version)")
    current = {":current": before.version}
    return Write.setting(quota_key(instance_arn), values, condition="Version = :current", values=current)


def operation_expiry(at: int) -> int:
    """When the item of an operation expires: a day after it has stopped counting, as clocks differ."""
    return at + COUNTED_SECONDS + 24 * 3600


def packed(moments: tuple[int, ...]) -> str:
    """Ascending seconds as text: the first one, then the distance of each to the one before, in hexadecimal digits.

    Ten thousand take about 50 KB. An item may have 400 KB.
    """
    distances = [after - before for before, after in zip((0, *moments), moments, strict=False)]
    return " ".join(f"{distance:x}" for distance in distances)


def unpacked(text: str) -> tuple[int, ...]:
    """The seconds of a text that `packed` made."""
    moments, at = [], 0
    for distance in text.split():
        at += int(distance, 16)
        moments.append(at)
    return tuple(moments)
