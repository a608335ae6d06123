"""The ledger's format: functions of different ages work on one ledger side by side.

A newer function may add attributes, items and named values; an older one keeps what it does not know. Only where the
meaning of something changes, so that an older one would do harm, does the newer one write `MinReader` on the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import PhoneNumberError

READER = 1
"""What this version can read: items whose MinReader is at most this. An item without the attribute has 1."""


class NewerLedgerError(PhoneNumberError):
    """The ledger holds an item whose meaning only a newer version of the provider knows; nothing was touched."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The ledger was written by a newer version of the provider: {found}. Nothing was changed. Update the "
            "library (cdk-connect-phone-numbers) and deploy again."
        )


def require_readable(item: Mapping[str, Any], subject: str) -> None:
    """Refuse an item that only a newer version may read.

    Raises:
        NewerLedgerError: it is one.
    """
    needed = int(item.get("MinReader", 1))
    if needed > READER:
        raise NewerLedgerError(f"{subject} needs a reader of version {needed}, and this one is {READER}")
