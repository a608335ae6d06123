"""What the function reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from .. import clock
from ..output.hanging import hanging
from ..output.words import count

CHANGES = {
    "ClaimsAdded": "recorded as owned again",
    "ParkedAdded": "listed as parked again",
    "ParkedRemoved": "taken off the list of parked numbers",
    "OperationsAdded": "added to the 180-day history",
    "OperationsCorrected": "set right in the 180-day history",
}


def changes_in(report: Mapping[str, Any]) -> int:
    """How many items of the ledger the function changes, or has changed."""
    return sum(len(report.get(name, ())) for name in CHANGES)


def show_report(console: Console, report: Mapping[str, Any]) -> None:
    """Print a report."""
    owned, parked, unowned = (len(report.get(name, ())) for name in ("Owned", "Parked", "OwnedByNobody"))
    console.print(
        f"{count(report.get('NumbersHeld', 0), 'number')} held: {owned} owned, {parked} parked, "
        f"{unowned} owned by nobody."
    )
    for name, words in CHANGES.items():
        for change in report.get(name, ()):
            console.print(hanging(Text("  ledger   ", "claim"), Text(f"{_subject(change)}: {words}"), console.width))
    for name, mark in (("Skipped", "skipped"), ("Disagreements", "look at")):
        for sentence in report.get(name, ()):
            console.print(hanging(Text(f"  {mark:<8} ", "warning"), Text(sentence), console.width))


def _subject(change: Mapping[str, Any]) -> str:
    kind = f"{change['Kind'].lower()} of " if "Kind" in change else ""
    at = f" on {clock.as_day(int(change['At']))}" if "At" in change else ""
    whose = f" ({change['LogicalResourceId']})" if "LogicalResourceId" in change else ""
    return f"{kind}{change.get('PhoneNumber', '')}{at}{whose}"
