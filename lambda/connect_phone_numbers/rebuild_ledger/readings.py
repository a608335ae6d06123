"""What is still known where the ledger is lost: the numbers' tags, and CloudTrail's 90 days.

ListPhoneNumbersV2 shows no tags, so every number has to be described. Both services allow 2 requests per second of an
account. The ledger keeps what was read, and the next invocation goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from ..aws.cloud_trail import events_page
from ..ledger.layout import TAGS, phone_number_from, phone_number_item, tags_key, trail_key
from ..ledger.shared_reading import SharedReading
from ..ledger.table import Item, Write
from ..model.identity import CLAIM_ID_TAG, LOGICAL_RESOURCE_ID_TAG, PARKED_TAG, STACK_ID_TAG
from ..model.phone_number import PhoneNumber
from .run import Run
from .trail_event import EVENT_NAMES, TrailEvent

_KEPT_SECONDS = 24 * 3600
_OURS = (STACK_ID_TAG, LOGICAL_RESOURCE_ID_TAG, CLAIM_ID_TAG, PARKED_TAG)


def tagged_numbers(run: Run) -> list[PhoneNumber]:
    """Every number of the account in this Region, described since the run began, in the order of ARNs.

    A number has only those of its tags that say who owns it, or that it is parked.

    Raises:
        TryAgainLater: not all could be read yet.
    """
    readings = {item["SK"]: item for item in run.tools.services.table.query(TAGS)}
    numbers = []
    for phone_number_arn in sorted(run.tools.connect.phone_number_arns()):
        reading: Item | None = readings.get(phone_number_arn)
        if reading is None or reading["ReadAt"] < run.began_at:
            reading = _describe(run, phone_number_arn)
        if reading is not None:
            numbers.append(phone_number_from(reading, tags=reading["OwnerTags"], status=reading["Status"]))
    return numbers


def _describe(run: Run, phone_number_arn: str) -> Item | None:
    run.require_time()
    number = run.tools.connect.describe(phone_number_arn)
    if number is None:
        return None
    item = {
        **phone_number_item(number),
        "OwnerTags": {key: value for key, value in number.tags.items() if key in _OURS},
        "Status": number.status,
        "ReadAt": run.now,
        "ExpiresAt": run.now + _KEPT_SECONDS,
    }
    run.tools.services.table.transact(Write("Put", tags_key(phone_number_arn), item=item))
    return {**tags_key(phone_number_arn), **item}


def trail_events(run: Run, await_turn: Callable[[str], None]) -> list[TrailEvent]:
    """The operations on phone numbers in the 90 days before the run began, as far as CloudTrail shows them by now.

    Raises:
        TryAgainLater: not all could be read yet.
        PhoneNumberError: the service refused.
    """
    return [event for name in EVENT_NAMES for event in _events(run, await_turn, name)]


def _events(run: Run, await_turn: Callable[[str], None], name: str) -> list[TrailEvent]:
    services = run.tools.services
    events: list[TrailEvent] = []
    token, index = "", 0
    while index == 0 or token:

        def fetch(_: Item, token: str = token) -> Item:
            run.require_time()
            await_turn("LookupEvents")
            page, next_token = events_page(services.cloud_trail, name, run.began_at, token)
            shown = [asdict(event) for event in page]
            return {"Events": shown, "NextToken": next_token, "ExpiresAt": run.now + _KEPT_SECONDS}

        # Each run has pages of its own.
        key = trail_key(f"{run.began_at}#{name}#{index:05d}")
        item = SharedReading(services.table, key, "CloudTrail", services.sleep).read(run.now, 0, fetch)
        events += [TrailEvent(**event) for event in item["Events"]]
        token, index = item["NextToken"], index + 1
    return events
