"""Every call received, in order."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class JournalEntry:
    """One call and what its caller saw; `time` in seconds since the epoch.

    status_code and error_code are None while it runs; status_code stays None where the caller got no answer, with
    error_code `ConnectionDropped`.
    """

    time: float
    service: str
    account_id: str
    region_name: str
    operation: str
    parameters: dict[str, Any] = field(default_factory=dict)
    status_code: int | None = None
    error_code: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, fit for JSON."""
        return asdict(self)


class Journal:
    """The calls since the last reset."""

    def __init__(self) -> None:
        self.entries: list[JournalEntry] = []

    def begin(self, entry: JournalEntry) -> JournalEntry:
        """Write down a call that has just arrived; its outcome is filled in later."""
        self.entries.append(entry)
        return entry
