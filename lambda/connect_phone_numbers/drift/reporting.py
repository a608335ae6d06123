"""The report of a look for drift: a metric for each instance, and an event for each number that has drifted."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from ..aws import metrics
from ..aws.service_call import service_call
from ..aws.services import Services
from ..decisions.drifting import Drift, RecordedNumber
from ..errors import TryAgainLater

METRIC = "NumbersDrifted"
EVENT_SOURCE = "cdk-connect-phone-numbers"
EVENT_DETAIL_TYPE = "Phone Number Drift"
_EVENTS_PER_CALL = 10

Drifted = tuple[RecordedNumber, Sequence[Drift]]

_log = logging.getLogger(__name__)


def report(services: Services, at_instance: Mapping[str, Sequence[Drifted]]) -> None:
    """Report the numbers that have drifted, by the ARN of their instance. Where none has, the metric is 0.

    Raises:
        TryAgainLater: EventBridge did not take every event. All are sent again: consumers get events at least once.
        AccessDeniedError: the function is not allowed to send events.
    """
    entries = [_entry(arn, number) for arn, numbers in at_instance.items() for number in numbers]
    for start in range(0, len(entries), _EVENTS_PER_CALL):
        some = entries[start : start + _EVENTS_PER_CALL]
        with service_call("PutEvents", f"{len(some)} events"):
            answer = services.event_bridge.put_events(Entries=some)
        if answer["FailedEntryCount"]:
            raise TryAgainLater(f"PutEvents: {answer['FailedEntryCount']} of {len(some)} events were not taken", 5)
    for instance_arn, numbers in at_instance.items():
        metrics.emit(instance_arn, {METRIC: len(numbers)}, services.now)


def _entry(instance_arn: str, drifted: Drifted) -> dict[str, Any]:
    number, differences = drifted
    detail = {
        "PhoneNumber": number.phone_number,
        "PhoneNumberArn": number.phone_number_arn,
        "InstanceArn": instance_arn,
        "StackId": number.resource.stack_id if number.resource else "",
        "LogicalResourceId": number.resource.logical_resource_id if number.resource else "",
        "Differences": [
            {"Kind": each.kind.value, "Subject": each.subject, "Expected": each.expected, "Actual": each.actual}
            for each in differences
        ],
    }
    _log.warning("A number has drifted", extra={"drift": detail})
    return {
        "Source": EVENT_SOURCE,
        "DetailType": EVENT_DETAIL_TYPE,
        "Resources": [number.phone_number_arn],
        "Detail": json.dumps(detail),
    }
