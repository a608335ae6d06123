"""Claims and releases by others that the ledger will count at the provider's next look."""

from __future__ import annotations

from collections.abc import Mapping

from connect_phone_numbers.core.listing import ObservedOperation, observed_operations
from connect_phone_numbers.core.patience import SENT_WITHIN
from connect_phone_numbers.core.quota import CountedOperation
from connect_phone_numbers.operations import claimed_by_us, last_of

from ..ledger.snapshot import Ledger


def unrecorded_operations(ledger: Ledger, numbers: Mapping[str, str], now: int) -> list[ObservedOperation]:
    """What the provider's next decision counts as claimed or released just then.

    Before its first look that is every number there is: nobody knows when it was claimed.

    Args:
        ledger: with the numbers of the last look.
        numbers: the instance of each number that there is now.
        now: in seconds since the epoch.
    """
    before, read_at = ledger.listing
    since = f"OPERATION#{(now if read_at is None else read_at) - SENT_WITHIN:012d}"
    known = [
        item
        for instance_arn in {*before.values(), *numbers.values()}
        for item in ledger.operations_at(instance_arn)
        if item["SK"] >= since
    ]
    released = last_of(known, CountedOperation.RELEASE)
    gone = {number for number, at in released.items() if at <= now - SENT_WITHIN}
    before = {number: instance_arn for number, instance_arn in before.items() if number not in gone}
    return observed_operations(before, numbers, claimed_by_us(known, now), set(released))
