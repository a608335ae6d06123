"""The ledger's format: what this version of the provider can read, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import PhoneNumberError

FORMAT_VERSION = 1
"""What this version writes. An item without the attribute FormatVersion is of the first. A version that gives an
attribute another meaning counts it up; one that only adds attributes does not, since unknown ones are kept."""


class NewerLedgerError(PhoneNumberError):
    """The ledger holds what only a newer version of the provider understands; nothing was touched."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The ledger was written by a newer version of the provider: {found}. Nothing was changed. Update the "
            "provider (cdk-connect-phone-numbers) and deploy again."
        )


def require_known_format(item: Mapping[str, Any], subject: str) -> None:
    """Refuse an item of a later format.

    Raises:
        NewerLedgerError: it is.
    """
    version = int(item.get("FormatVersion", 1))
    if version > FORMAT_VERSION:
        raise NewerLedgerError(f"{subject} has the format {version}, and this version knows {FORMAT_VERSION}")
