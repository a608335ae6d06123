"""The list of parked numbers, corrected by the numbers' tags."""

from __future__ import annotations

from collections.abc import Sequence

from ..ledger.parked_numbers import ParkedNumber, listing, removing
from ..ledger.table import TransactionConflictError
from ..model.identity import PARKED_TAG, is_parked
from ..model.patience import SENT_WITHIN, TAGS_SHOWN_WITHIN
from ..model.phone_number import PhoneNumber
from .ledger_contents import LedgerContents
from .run import Run, named


def repair_parked(run: Run, numbers: Sequence[PhoneNumber], contents: LedgerContents) -> None:
    """List the numbers that are tagged as parked, and no others.

    Raises:
        TryAgainLater: a number can't be looked at now, or the time is up.
    """
    tagged = {number.phone_number_arn: number for number in numbers if is_parked(number.tags)}
    claimed = {claim.phone_number_arn for claim in contents.all_claims()}
    for arn, number in tagged.items():
        if arn in contents.parked:
            continue
        # A number that was parked while the ledger was read may be in neither list, and may be taken meanwhile.
        if arn in claimed or run.began_at - _parked_at(number) < TAGS_SHOWN_WITHIN:
            run.findings["Skipped"].append(f"{number.phone_number} is being parked or taken; run again.")
        elif run.is_dry or _list(run, number):
            run.findings["ParkedAdded"].append(named(number))
    for arn, parked in contents.parked.items():
        # A number's tags may not show yet that it was just parked, and an operator's release takes a while.
        is_new = run.now - parked.parked_at < TAGS_SHOWN_WITHIN
        is_under_way = is_new or run.now - parked.reserved_at < SENT_WITHIN
        if arn not in tagged and not is_under_way and (run.is_dry or _remove(run, parked)):
            run.findings["ParkedRemoved"].append(named(parked.number))


def _list(run: Run, number: PhoneNumber) -> bool:
    run.require_time()
    seen = run.tools.connect.describe(number.phone_number_arn)
    if seen is None or not is_parked(seen.tags) or _parked_at(seen) != _parked_at(number):
        run.findings["Skipped"].append(f"{number.phone_number} has just been changed.")
        return False
    parked = ParkedNumber(seen, run.tools.targets.instance_or_itself(seen.target_arn), _parked_at(seen) or run.now)
    try:
        run.tools.services.table.transact(listing(parked, unless_listed=True))
    except TransactionConflictError:
        run.findings["Skipped"].append(f"{number.phone_number} has just been listed.")
        return False
    return True


def _parked_at(number: PhoneNumber) -> int:
    """When the number was parked by its tag, in seconds since the epoch; 0 where the tag does not say."""
    since = number.tags[PARKED_TAG]
    return int(since) if since.isdecimal() else 0


def _remove(run: Run, parked: ParkedNumber) -> bool:
    run.require_time()
    seen = run.tools.connect.describe(parked.number.phone_number_arn)
    if seen is not None and is_parked(seen.tags):
        return False
    return run.tools.services.table.delete(removing(parked))
