"""Whether the ledger and Amazon Connect say the same: as `drift` looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connect_phone_numbers.decisions.drifting import DriftKind
from connect_phone_numbers.model.identity import is_parked
from connect_phone_numbers.model.phone_number import PhoneNumber

from ..drift.drifted_number import mend, words
from ..drift.look import DriftReport
from ..output.words import count
from .finding import Finding, State, ok, warning

_SUBJECT = "ledger and numbers"
_RECONCILE = "connect-numbers reconcile"


def check_drift(report: DriftReport, unrecorded: Sequence[PhoneNumber]) -> Iterator[Finding]:
    """What has changed of the numbers that the ledger has, and which numbers of ours it lacks."""
    for number in report.drifted:
        for drift in number.differences:
            # The next update of a number that is gone fails.
            is_lost = drift.kind is DriftKind.GONE and number.recorded.resource is not None
            detail = f"{number.recorded.phone_number} ({number.label}) {words(drift)}"
            yield Finding(State.PROBLEM if is_lost else State.WARNING, _SUBJECT, detail, mend(number.recorded, drift))
    parked = [number.phone_number for number in unrecorded if is_parked(number.tags)]
    owned = [number.phone_number for number in unrecorded if not is_parked(number.tags)]
    for phone_numbers, what in (
        (parked, "tagged as parked, and not on the ledger's list: nothing takes them"),
        (owned, "tagged as owned, and not in the ledger"),
    ):
        if phone_numbers:
            yield warning(_SUBJECT, f"{', '.join(phone_numbers)}: {what}", _RECONCILE)
    for phone_number, why in report.refused.items():
        yield warning(_SUBJECT, f"{phone_number} could not be compared: {why}", "connect-numbers drift")
    if not report.drifted and not unrecorded and not report.refused:
        yield ok(_SUBJECT, f"say the same of {count(report.looked_at, 'number')}")
