"""The operations of the last 90 days that CloudTrail knows and the ledger does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from connect_phone_numbers.aws.cloud_trail import events_page
from connect_phone_numbers.errors import AccessDeniedError
from connect_phone_numbers.model.phone_number import known_as
from connect_phone_numbers.rebuild_ledger.history import CountedEvent, compare, counted_events
from connect_phone_numbers.rebuild_ledger.trail_event import EVENT_NAMES, TrailEvent

from ..account.numbers import list_numbers
from ..account.targets import Targets
from ..aws.aws import Aws
from ..ledger.snapshot import Ledger
from ..output.progress import working
from .instance_quota import InstanceQuota


def unknown_to_the_ledger(
    aws: Aws, targets: Targets, ledger: Ledger, quotas: Iterable[InstanceQuota], now: int
) -> Mapping[str, int] | None:
    """How many claims, imports and releases the ledger does not count, by the instance's ARN.

    An operation whose instance is not known counts for every instance.

    Returns:
        The numbers of operations. None if AWS refuses LookupEvents.
    """
    try:
        events = _events(aws, now)
    except AccessDeniedError:
        return None
    numbers = {
        each["PhoneNumberId"]: known_as(each["PhoneNumber"], each.get("SourcePhoneNumberArn"))
        for each in list_numbers(aws)
    }
    numbers |= {parked.number.phone_number_id: parked.number.known_as for parked in ledger.parked}
    shown = counted_events(events, numbers, targets.instance_of)
    counted = [_counted(quota.instance.arn, quota) for quota in quotas]
    added, _ = compare(shown, [event for events in counted for event in events])
    by_instance = Counter(event.instance_arn for event in added)
    return {quota.instance.arn: by_instance[quota.instance.arn] + by_instance[""] for quota in quotas}


def _events(aws: Aws, now: int) -> list[TrailEvent]:
    client = aws.cloud_trail()
    events: list[TrailEvent] = []
    with working("Reading CloudTrail's 90 days"):
        for name in EVENT_NAMES:
            token, is_first = "", True
            while token or is_first:
                page, token = events_page(client, name, now, token)
                events, is_first = events + page, False
    return events


def _counted(instance_arn: str, quota: InstanceQuota) -> list[CountedEvent]:
    return [
        CountedEvent(
            each.kind, each.phone_number, instance_arn, each.at, sort_key=str(index), is_observed=not each.is_ours
        )
        for index, each in enumerate(quota.operations)
    ]
