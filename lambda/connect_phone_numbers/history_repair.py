"""The history of claims and releases, completed from CloudTrail."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from .cloud_trail import DELAY_SECONDS, HISTORY_SECONDS
from .core.claim import Claim
from .core.history import RecordedOperation, TrailOperation, compare, trail_operations
from .core.patience import SENT_WITHIN
from .core.trail_event import TrailEvent
from .errors import TryAgainLater
from .ledger_contents import LedgerContents
from .operations import from_trail, next_version, seen_late
from .parking import ParkedNumber
from .repair import Findings, Repair
from .table import TransactionConflictError
from .tag_readings import TaggedNumber

BUSY_SECONDS = 0.5
"""How long it waits where others are writing the same history."""

_TOGETHER = 50
"""Instances in one transaction, with two writes for each: DynamoDB takes 100."""

_log = logging.getLogger(__name__)


def repair_history(
    repair: Repair,
    events: Sequence[TrailEvent],
    numbers: Sequence[TaggedNumber],
    contents: LedgerContents,
    findings: Findings,
) -> None:
    """Write what CloudTrail shows and the ledger lacks, at its true time.

    Args:
        repair: the run.
        events: read before the ledger's contents were, so that what we sent and CloudTrail shows is in these.
        numbers: the account's.
        contents: the ledger's.
        findings: get what was done.

    Raises:
        TryAgainLater: others are writing the same history.
    """
    operations = trail_operations(events, _phone_numbers(numbers, contents), repair.instance_of)
    comparison = compare(operations, contents.operations)
    instances = _instances(repair, numbers, contents, operations)
    for operation in comparison.added:
        _add(repair, operation, instances, findings)
    for recorded, operation in comparison.corrected:
        _correct(repair, recorded, operation, findings)
    for recorded in comparison.unseen:
        if repair.now - HISTORY_SECONDS < recorded.since and recorded.at < repair.now - SENT_WITHIN - DELAY_SECONDS:
            findings.disagreements.append(
                f"A {recorded.kind} of {recorded.phone_number} for {recorded.instance_arn} is recorded and not in "
                "CloudTrail: it was never sent, or is not shown. It counts."
            )


def _phone_numbers(numbers: Sequence[TaggedNumber], contents: LedgerContents) -> dict[str, str]:
    """Numbers in E.164 by id, from wherever both are known."""
    claims = [claim for claims in contents.claims.values() for claim in claims.values()]
    known: list[TaggedNumber | ParkedNumber | Claim] = [*numbers, *contents.parked.values(), *claims]
    return {each.phone_number_id: each.phone_number for each in known if each.phone_number_id}


def _instances(
    repair: Repair,
    numbers: Sequence[TaggedNumber],
    contents: LedgerContents,
    operations: Sequence[TrailOperation],
) -> list[str]:
    """Every instance that is known from anywhere."""
    held = {repair.instance_of(target) for target in {number.target_arn for number in numbers}}
    recorded = {operation.instance_arn for operation in contents.operations}
    return sorted({*held, *recorded, *(arn for operation in operations for arn in operation.instance_arns)})


def _add(repair: Repair, operation: TrailOperation, instances: Sequence[str], findings: Findings) -> None:
    counted = operation.instance_arns or tuple(instances)
    if len(counted) != 1:
        findings.disagreements.append(
            f"A {operation.kind} of {operation.phone_number} (CloudTrail event {operation.event_id}) does not say of "
            f"which instance: it counts for each of the {len(counted)} that are known."
        )
    for begin in range(0, len(counted), _TOGETHER):
        together = counted[begin : begin + _TOGETHER]
        if not repair.is_dry_run:
            _write(repair, operation, together)
        findings.operations_added.extend(_shown(instance_arn, operation) for instance_arn in together)


def _write(repair: Repair, operation: TrailOperation, instance_arns: Sequence[str]) -> None:
    # At once: what is recorded for one instance is taken for recorded by the next look.
    added = [from_trail(instance_arn, operation) for instance_arn in instance_arns]
    try:
        repair.table.transact(*added, *map(next_version, instance_arns))
    except TransactionConflictError as conflict:
        raise TryAgainLater("the history is being written by another", after=BUSY_SECONDS) from conflict


def _correct(repair: Repair, recorded: RecordedOperation, operation: TrailOperation, findings: Findings) -> None:
    (instance_arn,) = operation.instance_arns
    versions = [next_version(arn) for arn in sorted({instance_arn, recorded.instance_arn})]
    if not repair.is_dry_run:
        try:
            repair.table.transact(seen_late(recorded), from_trail(instance_arn, operation), *versions)
        except TransactionConflictError as conflict:
            _log.info("Not corrected", extra={"key": recorded.key, "why": str(conflict)})
            findings.skipped.append(f"A {recorded.kind} of {recorded.phone_number} has just been changed; run again.")
            return
    findings.operations_corrected.append({**_shown(instance_arn, operation), "WasAt": recorded.at})


def _shown(instance_arn: str, operation: TrailOperation) -> dict[str, Any]:
    return {
        "InstanceArn": instance_arn,
        "Kind": operation.kind.value,
        "PhoneNumber": operation.phone_number,
        "At": operation.at,
        "EventId": operation.event_id,
    }
