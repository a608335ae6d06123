"""Whose the account's numbers are, by the tags that they carry: what is left to know where the ledger is lost.

ListPhoneNumbersV2 shows no tags, so every number has to be described, at 2 requests per second for all of the account.
What was read is kept in the ledger: the next invocation goes on from there, and so do others that ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from .connect import Connect
from .core.identity import CLAIM_ID_TAG, LOGICAL_RESOURCE_ID_TAG, PARKED_TAG, STACK_ID_TAG, Resource, owner
from .phone_number import PhoneNumber
from .table import Item, Table, Write

KEPT_SECONDS = 24 * 3600
"""How long a reading stays in the ledger."""
OWNED_SECONDS = 3600
"""How long a number is taken to be another resource's. Who owns a number gives it up first, before it is adopted."""

_PARTITION = "TAGS"
_OURS = (STACK_ID_TAG, LOGICAL_RESOURCE_ID_TAG, CLAIM_ID_TAG, PARKED_TAG)


@dataclass(frozen=True)
class TaggedNumber:
    """A number of the account, as it was described.

    Attributes:
        status: see `PhoneNumber`.
        tags: those by which numbers are owned or parked, and no others.
        read_at: when, in seconds since the epoch.
    """

    phone_number: str
    phone_number_id: str
    phone_number_arn: str
    country_code: str
    number_type: str
    target_arn: str
    status: str
    tags: dict[str, str]
    read_at: int

    @classmethod
    def of(cls, number: PhoneNumber, now: int) -> TaggedNumber:
        """A number that was described just now."""
        return cls(
            number.phone_number,
            number.phone_number_id,
            number.phone_number_arn,
            number.country_code,
            number.number_type,
            number.target_arn,
            number.status,
            {key: value for key, value in number.tags.items() if key in _OURS},
            now,
        )

    @property
    def owner(self) -> Resource | None:
        """The resource that the tags name."""
        return owner(self.tags)

    @property
    def claim_id(self) -> str:
        """The claim that the tags name, else ""."""
        return self.tags.get(CLAIM_ID_TAG, "")

    @property
    def is_parked(self) -> bool:
        """Whether the number is kept for a later resource."""
        return PARKED_TAG in self.tags and self.owner is None

    @property
    def parked_at(self) -> int:
        """When it was parked, in seconds since the epoch; 0 where the tag does not say it."""
        value = self.tags.get(PARKED_TAG, "")
        return int(value) if value.isdecimal() else 0


class TagReadings:
    """The readings, in the ledger."""

    def __init__(self, table: Table, connect: Connect) -> None:
        """Use the ledger's table and Amazon Connect."""
        self._table = table
        self._connect = connect

    def all(self, since: int, now: int, *, owned_since: int | None = None) -> list[TaggedNumber]:
        """Every number of the account in this Region, in the order of ARNs.

        Args:
            since: in seconds since the epoch; what was read before it is read again.
            now: in seconds since the epoch.
            owned_since: the same for numbers that some resource owns. Default: `since`.

        Raises:
            TryAgainLater: not all could be read yet. What was read is kept.
        """
        owned_since = since if owned_since is None else owned_since
        kept = {reading.phone_number_arn: reading for reading in map(_from, self._table.query(_PARTITION))}
        numbers = []
        for phone_number_arn in sorted(self._connect.phone_number_arns()):
            reading = kept.get(phone_number_arn)
            if reading is None or reading.read_at < (since if reading.owner is None else owned_since):
                reading = self._read(phone_number_arn, now)
            if reading is not None:
                numbers.append(reading)
        return numbers

    def _read(self, phone_number_arn: str, now: int) -> TaggedNumber | None:
        number = self._connect.describe(phone_number_arn)
        if number is None:
            return None
        reading = TaggedNumber.of(number, now)
        self._table.update(_keeping(reading))
        return reading


def _keeping(reading: TaggedNumber) -> Write:
    values = {
        "PhoneNumber": reading.phone_number,
        "PhoneNumberId": reading.phone_number_id,
        "CountryCode": reading.country_code,
        "NumberType": reading.number_type,
        "TargetArn": reading.target_arn,
        "NumberStatus": reading.status,
        "OwnerTags": reading.tags,
        "ReadAt": reading.read_at,
        "ExpiresAt": reading.read_at + KEPT_SECONDS,
    }
    return Write(
        "Update",
        {"PK": _PARTITION, "SK": reading.phone_number_arn},
        expression="SET " + ", ".join(f"{name} = :{name}" for name in values),
        values={f":{name}": value for name, value in values.items()},
    )


def _from(item: Item) -> TaggedNumber:
    return TaggedNumber(
        item["PhoneNumber"],
        item["PhoneNumberId"],
        item["SK"],
        item["CountryCode"],
        item["NumberType"],
        item["TargetArn"],
        item["NumberStatus"],
        dict(item["OwnerTags"]),
        int(item["ReadAt"]),
    )
