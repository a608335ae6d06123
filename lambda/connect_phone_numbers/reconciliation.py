"""The function that rebuilds the ledger from what is left: the numbers' tags, and CloudTrail's event history.

It reads Amazon Connect and changes nothing there. It may run beside deployments, and as often as anybody likes.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3

from .account_numbers import AccountNumbers
from .claims_repair import repair_claims
from .cloud_trail import HISTORY_SECONDS, CloudTrail
from .connect import Connect
from .core.shown import shown
from .core.trail_event import TrailEvent
from .errors import PhoneNumberError, TryAgainLater
from .history_repair import repair_history
from .ledger import Ledger
from .ledger_contents import LedgerContents
from .pace import Pace
from .parked_repair import repair_parked
from .repair import Findings, Repair
from .service_call import CLIENT_CONFIG, LEDGER_CLIENT_CONFIG
from .table import Table
from .tag_readings import TaggedNumber, TagReadings

RETRY_SECONDS = 2.0
"""How long it waits for what is busy."""
ENDING_SECONDS = 30
"""What must be left of an invocation's time to go on in it."""

_log = logging.getLogger(__name__)
_log.setLevel(logging.INFO)


@dataclass(frozen=True)
class ReconciliationRequest:
    """The event.

    Attributes:
        is_dry_run: whether to report only (`DryRun`, default false).
        cursor: of the answer that was not complete (`Cursor`), in seconds since the epoch; None to begin anew.
    """

    is_dry_run: bool
    cursor: int | None

    @classmethod
    def parse(cls, event: object) -> ReconciliationRequest:
        """Read the event.

        Raises:
            PhoneNumberError: it is no object, or has other members, or values of another type.
        """
        if not isinstance(event, Mapping):
            raise _refusal(f"of type {type(event).__name__}")
        unknown = sorted(set(event) - {"DryRun", "Cursor"})
        if unknown:
            # Their names alone: CloudFormation's event, sent here by mistake, has a secret among its values.
            raise _refusal(f"with {shown(unknown)}")
        is_dry_run, cursor = event.get("DryRun", False), event.get("Cursor")
        if not isinstance(is_dry_run, bool):
            raise _refusal(f"with the DryRun {shown(is_dry_run)}")
        if isinstance(cursor, bool) or not isinstance(cursor, int | None):
            raise _refusal(f"with the Cursor {shown(cursor)}")
        return cls(is_dry_run, cursor)


def _refusal(described: str) -> PhoneNumberError:
    return PhoneNumberError(
        f"An event {described} is not one of the reconciliation's: give "
        '{"DryRun": true or false, "Cursor": the number that an incomplete answer gave}, both optional.'
    )


@dataclass
class _Reading:
    """What has been read and done so far in this invocation."""

    began_at: int
    events: list[TrailEvent] | None = None
    is_listed: bool = False
    numbers: list[TaggedNumber] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def handler(event: object, context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's, it has no type
    """Compare the ledger with the numbers' tags and CloudTrail, and write what it lacks.

    Args:
        event: `{"DryRun": false, "Cursor": null}`, both optional; see `ReconciliationRequest`.
        context: Lambda's.

    Returns:
        Complete: false where the time was up: Why says what it waited for, and the next invocation goes on from Cursor.
        And what was found and done so far: NumbersHeld, Owned, Parked, OwnedByNobody, ClaimsAdded, ParkedAdded,
        ParkedRemoved, OperationsAdded, OperationsCorrected, Skipped, Disagreements. Times are in seconds since the
        epoch.

    Raises:
        NewerLedgerError: the ledger was written by a newer version.
        PhoneNumberError: the event can't be used, or a service refused.
    """
    request = ReconciliationRequest.parse(event)
    until = time.time() + context.get_remaining_time_in_millis() / 1000
    reading = _Reading(request.cursor or int(time.time()))
    while True:
        try:
            return _reconcile(request, reading, until, context.aws_request_id)
        except TryAgainLater as reason:
            wait = reason.after or RETRY_SECONDS
            _log.info("Not complete", extra={"why": str(reason)})
            if time.time() + wait + ENDING_SECONDS > until:
                unfinished = {"Complete": False, "Cursor": reading.began_at, "Why": str(reason)}
                return {**unfinished, **_report(request, reading)}
            time.sleep(wait)


def _reconcile(request: ReconciliationRequest, reading: _Reading, until: float, holder: str) -> dict[str, Any]:
    table = Table(boto3.client("dynamodb", config=LEDGER_CLIENT_CONFIG), os.environ["LEDGER_TABLE_NAME"])
    pace = Pace(table, time.time, time.sleep, until)
    client = boto3.client("connect", config=CLIENT_CONFIG)
    connect = Connect(lambda _: client, pace.wait, {})
    repair = Repair(table, Ledger(table, time.time), connect, holder, time.time, request.is_dry_run)
    _read(repair, reading, CloudTrail(boto3.client("cloudtrail", config=CLIENT_CONFIG), pace.wait))
    # Last, so that it has all that the others show.
    contents = LedgerContents.of(table.scan())
    if repair.is_dry_run:
        reading.findings = Findings()
    findings = reading.findings
    # What was done stays done when all is gone through once more; the rest is found again.
    findings.skipped, findings.disagreements = [], []
    repair_claims(repair, reading.numbers, contents, findings)
    repair_parked(repair, reading.numbers, contents, findings)
    repair_history(repair, reading.events or [], reading.numbers, contents, findings)
    return {"Complete": True, **_report(request, reading)}


def _read(repair: Repair, reading: _Reading, cloud_trail: CloudTrail) -> None:
    if reading.events is None:
        reading.events = cloud_trail.events(repair.now - HISTORY_SECONDS)
    if not reading.is_listed and not repair.is_dry_run:
        # What others did and CloudTrail does not show counts from now, as it would at the next claim.
        AccountNumbers(repair.table, repair.connect).read(repair.now)
        reading.is_listed = True
    reading.numbers = TagReadings(repair.table, repair.connect).all(reading.began_at, repair.now)


def _report(request: ReconciliationRequest, reading: _Reading) -> dict[str, Any]:
    numbers, findings = reading.numbers, reading.findings
    return {
        "DryRun": request.is_dry_run,
        "NumbersHeld": len(numbers),
        "Owned": [_shown(number) for number in numbers if number.owner is not None],
        "Parked": [_shown(number) for number in numbers if number.is_parked],
        "OwnedByNobody": [_shown(number) for number in numbers if number.owner is None and not number.is_parked],
        "ClaimsAdded": findings.claims_added,
        "ParkedAdded": findings.parked_added,
        "ParkedRemoved": findings.parked_removed,
        "OperationsAdded": findings.operations_added,
        "OperationsCorrected": findings.operations_corrected,
        "Skipped": findings.skipped,
        "Disagreements": findings.disagreements,
    }


def _shown(number: TaggedNumber) -> dict[str, str]:
    named = {
        "PhoneNumber": number.phone_number,
        "PhoneNumberArn": number.phone_number_arn,
        "TargetArn": number.target_arn,
    }
    if number.owner is None:
        return named
    return {**named, "StackId": number.owner.stack_id, "LogicalResourceId": number.owner.logical_resource_id}
