"""The list of parked numbers, made what the tags say."""

from __future__ import annotations

from collections.abc import Sequence

from .core.identity import PARKED_TAG, owner
from .core.patience import SENT_WITHIN
from .ledger_contents import LedgerContents
from .lost_claims import REPAIRED
from .parking import PARKED_PARTITION, ParkedNumber, leave
from .repair import LOCK_SECONDS, Findings, Repair
from .table import TransactionConflictError, Write
from .tag_readings import TaggedNumber


def repair_parked(
    repair: Repair, numbers: Sequence[TaggedNumber], contents: LedgerContents, findings: Findings
) -> None:
    """List the numbers that are tagged as parked, and no others.

    Raises:
        TryAgainLater: a number could not be looked at.
    """
    missing = [number for number in numbers if number.is_parked and number.phone_number_arn not in contents.parked]
    if missing:
        # Whoever has adopted one of them, and has not tagged it yet, shows only now.
        latest = LedgerContents.of(repair.table.scan())
        for number in missing:
            _repair_missing(repair, number, latest, findings)
    present = {number.phone_number_arn: number for number in numbers}
    for parked in contents.parked.values():
        tagged = present.get(parked.phone_number_arn)
        if (tagged is None or not tagged.is_parked) and (repair.is_dry_run or _remove(repair, parked)):
            findings.parked_removed.append(_named(parked))


def _repair_missing(repair: Repair, number: TaggedNumber, latest: LedgerContents, findings: Findings) -> None:
    if number.phone_number_arn in latest.parked or latest.claim_of(number.phone_number_arn) is not None:
        findings.skipped.append(f"{number.phone_number} is being parked or adopted; run again.")
    elif number.parked_at > repair.now - SENT_WITHIN:
        # An operation that has parked it may not have listed it yet, and another may adopt it as soon as it is.
        findings.skipped.append(f"{number.phone_number} was parked within the last hour; run again in an hour.")
    elif repair.is_dry_run or _list(repair, number, findings):
        findings.parked_added.append(_named(number))


def _list(repair: Repair, number: TaggedNumber, findings: Findings) -> bool:
    if not repair.ledger.lease(number.phone_number, REPAIRED, LOCK_SECONDS):
        findings.skipped.append(f"{number.phone_number} is being taken over; run again.")
        return False
    try:
        seen = repair.connect.describe(number.phone_number_arn)
        if seen is None or owner(seen.tags) is not None or seen.tags.get(PARKED_TAG) != number.tags[PARKED_TAG]:
            findings.skipped.append(f"{number.phone_number} has just been changed.")
            return False
        instance_arn = repair.instance_of(seen.target_arn)
        repair.table.transact(leave(ParkedNumber.of(seen, instance_arn, number.parked_at), unless_listed=True))
    except TransactionConflictError:
        findings.skipped.append(f"{number.phone_number} has just been listed.")
        return False
    finally:
        repair.ledger.end_lease(number.phone_number, REPAIRED)
    return True


def _remove(repair: Repair, parked: ParkedNumber) -> bool:
    seen = repair.connect.describe(parked.phone_number_arn)
    if seen is not None and owner(seen.tags) is None:
        return False
    key = {"PK": PARKED_PARTITION, "SK": parked.phone_number_arn}
    return repair.table.delete(Write("Delete", key, condition="ParkedAt = :at", values={":at": parked.parked_at}))


def _named(number: TaggedNumber | ParkedNumber) -> dict[str, str]:
    return {"PhoneNumber": number.phone_number, "PhoneNumberArn": number.phone_number_arn}
