"""The numbers of the ledger, as they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..aws.cloud_formation import Answer
from ..decisions.drifting import RecordedNumber, is_live, recorded_number
from ..ledger.layout import PARKED, RESOURCE, claims_from, resource_of
from ..ledger.parked_numbers import ParkedNumber, parked_from
from ..ledger.table import Item
from ..model.claim import Claim
from ..model.identity import Resource
from ..model.patience import TAGS_SHOWN_WITHIN
from ..properties.event import Event
from ..properties.properties import Properties


def recorded_numbers(items: Iterable[Item], now: int) -> list[RecordedNumber]:
    """The numbers that CloudFormation was given, and those that are parked, in the order of numbers.

    Args:
        items: all items of the ledger.
        now: in seconds since the epoch.

    Raises:
        NewerLedgerError: an item is a newer version's.
    """
    found = [recorded for item in items for recorded in _recorded_in(item, now)]
    return sorted(found, key=lambda recorded: recorded.phone_number)


def _recorded_in(item: Item, now: int) -> Iterator[RecordedNumber]:
    if item["PK"] == PARKED:
        yield _parked(parked_from(item), now)
    elif item["PK"].startswith(RESOURCE):
        resource = resource_of(item["PK"])
        for claim in claims_from(item, resource).values():
            if is_live(claim):
                yield recorded_number(
                    claim,
                    resource,
                    _properties(item, resource, claim),
                    str(item.get("OperationKey", "")),
                    is_settled="ResponseURL" not in item,
                    shows_tags=now - item.get("BeganAt", 0) >= TAGS_SHOWN_WITHIN,
                )


def _properties(item: Mapping[str, Any], resource: Resource, claim: Claim) -> Properties | None:
    """The properties of the last operation, if it succeeded with this claim."""
    if "Event" not in item or "Answer" not in item:
        return None
    event, answer = Event.from_record(item["Event"]), Answer.from_record(item["Answer"])
    if (answer.status, answer.physical_resource_id) != ("SUCCESS", claim.phone_number_arn) or event.kind == "Delete":
        return None
    try:
        return Properties.parse(event.properties, resource.stack_id, [*claim.contact_flows.values()])
    except ValueError:
        # A newer version has written these properties. This version does not know what they mean.
        return None


def _parked(parked: ParkedNumber, now: int) -> RecordedNumber:
    return RecordedNumber(
        parked.number.phone_number,
        parked.number.phone_number_arn,
        None,
        parked.number.target_arn,
        {},
        None,
        {},
        str(parked.parked_at),
        is_settled=not parked.releasing,
        shows_tags=now - parked.parked_at >= TAGS_SHOWN_WITHIN,
    )
