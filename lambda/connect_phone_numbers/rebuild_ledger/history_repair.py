"""The history of claims and releases, completed from CloudTrail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import TryAgainLater
from ..ledger.layout import (
    operation_expiry,
    operation_item_key,
    operation_sort_key,
    quota_key,
    quota_state_from,
    quota_state_write,
)
from ..ledger.table import TransactionConflictError, Write
from ..model.phone_number import PhoneNumber
from ..quota.arithmetic import CountedOperation
from ..quota.reservation import ATTEMPTS
from ..quota.state import QuotaState
from .history import CountedEvent, compare, counted_events
from .ledger_contents import LedgerContents
from .run import Run
from .trail_event import TrailEvent


def repair_history(
    run: Run, events: Sequence[TrailEvent], numbers: Sequence[PhoneNumber], contents: LedgerContents
) -> None:
    """Count what CloudTrail shows and the ledger lacks, each at its true time.

    Args:
        run: the invocation's part of the reconciliation.
        events: CloudTrail's. They were read before `contents`, so what we sent by then is in `contents`.
        numbers: the account's.
        contents: the ledger's.

    Raises:
        TryAgainLater: others are writing the same history, or the time is up.
    """
    claims = [claim for claim in contents.all_claims() if claim.phone_number_arn]
    known = {claim.phone_number_arn.rpartition("/")[2]: claim.known_as for claim in claims}
    for number in (*numbers, *(parked.number for parked in contents.parked.values())):
        known[number.phone_number_id] = number.known_as
    shown = counted_events(events, known, run.tools.targets.instance_or_itself)
    added, corrected = compare(shown, contents.operations)
    instances = {run.tools.targets.instance_or_itself(number.target_arn) for number in numbers}
    instances |= {each.instance_arn for each in (*contents.operations, *shown)} - {""}
    held = {number.known_as for number in numbers}
    for event in added:
        _add(run, event, sorted(instances), is_held=event.phone_number in held)
    for recorded, event in corrected:
        _correct(run, recorded, event)


def _add(run: Run, event: CountedEvent, instances: Sequence[str], *, is_held: bool) -> None:
    def count(state: QuotaState) -> QuotaState:
        if event.kind == CountedOperation.RELEASE and not is_held:
            # Else the next list of numbers, which lacks the number, would count the release once more.
            return state.with_operation(CountedOperation.RELEASE, event.phone_number, event.at)
        return state.counting(event.at)

    counted = [event.instance_arn] if event.instance_arn else instances
    if len(counted) != 1:
        run.findings["Disagreements"].append(
            f"A {event.kind} of {event.phone_number} (CloudTrail event {event.event_id}) does not say of which "
            f"instance: it counts for each of the {len(counted)} that are known."
        )
    records = [_record(instance_arn, event) for instance_arn in counted]
    if run.is_dry or _write(run, dict.fromkeys(counted, count), *records):
        run.findings["OperationsAdded"].extend({"InstanceArn": arn, **_shown(event)} for arn in counted)


def _correct(run: Run, recorded: CountedEvent, event: CountedEvent) -> None:
    """Count an operation that was seen late at its true time."""
    key = operation_item_key(recorded.instance_arn, recorded.sort_key)
    before = run.tools.services.table.get(key).get("PhoneNumbers", "")
    left = " ".join(number for number in before.split() if number != recorded.phone_number)
    if left:
        less = Write.setting(key, {"PhoneNumbers": left}, (), "PhoneNumbers = :before", {":before": before})
    else:
        less = Write("Delete", key, condition="PhoneNumbers = :before", values={":before": before})

    def uncount(state: QuotaState) -> QuotaState:
        return state.without_operation(CountedOperation(event.kind), event.phone_number, recorded.at)

    def count(state: QuotaState) -> QuotaState:
        return (uncount(state) if event.instance_arn == recorded.instance_arn else state).counting(event.at)

    changes = {recorded.instance_arn: uncount, event.instance_arn: count}
    if run.is_dry or _write(run, changes, less, _record(event.instance_arn, event)):
        shown = {"InstanceArn": event.instance_arn, **_shown(event), "WasAt": recorded.at}
        run.findings["OperationsCorrected"].append(shown)


def _write(run: Run, changes: Mapping[str, Callable[[QuotaState], QuotaState]], *records: Write) -> bool:
    """Change the counted operations of instances, together with the records of operations.

    Returns:
        Whether that was written. It was not where somebody else has changed a record.

    Raises:
        TryAgainLater: others are deciding at the same instances, or the time is up.
    """
    run.require_time()
    table = run.tools.services.table
    for _ in range(ATTEMPTS):
        states = {arn: quota_state_from(table.get(quota_key(arn)), arn) for arn in changes}
        decided = [quota_state_write(arn, state, changes[arn](state).next()) for arn, state in states.items()]
        try:
            table.transact(*records, *decided)
        except TransactionConflictError as conflict:
            if any(index < len(records) for index in conflict.failed):
                run.findings["Skipped"].append("A claim or release has just been recorded by another; run again.")
                return False
        else:
            return True
    raise TryAgainLater("many operations on the same instance are being recorded", 1)


def _record(instance_arn: str, event: CountedEvent) -> Write:
    """The write of an operation that CloudTrail shows. It can be done once."""
    item = {**_shown(event), "ExpiresAt": operation_expiry(event.at)}
    sort_key = f"{operation_sort_key(event.at, event.kind, event.phone_number)}#{event.event_id}"
    return Write("Put", operation_item_key(instance_arn, sort_key), item=item, condition="attribute_not_exists(PK)")


def _shown(event: CountedEvent) -> dict[str, Any]:
    return {"Kind": str(event.kind), "PhoneNumber": event.phone_number, "At": event.at, "EventId": event.event_id}
