"""The operator's reconcile: it rebuilds the ledger from the numbers' tags and CloudTrail's event history.

It only reads from Amazon Connect. It may run during deployments, and as often as an operator likes. Where it has to
wait, or its time is up, its answer says so, and the caller calls again. What was read and done by then stays.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..aws.services import Services
from ..entry import require_ledger
from ..errors import PhoneNumberError, TryAgainLater
from ..ledger.layout import LISTING_KEY, RECONCILE_KEY
from ..ledger.pace import kept_turns
from ..lifecycle.look import Tools
from ..model.identity import is_parked, owner
from ..model.message import shown
from ..model.patience import LOOK_AGAIN_WHILE_BUSY
from ..model.phone_number import PhoneNumber
from .claims_repair import repair_claims
from .history_repair import repair_history
from .ledger_contents import LedgerContents
from .parked_repair import repair_parked
from .readings import tagged_numbers, trail_events
from .run import CHANGES, SENTENCES, Run, named

_log = logging.getLogger(__name__)


def reconcile(services: Services, request: Mapping[str, Any], holder: str, until: float) -> dict[str, Any]:
    """Compare the ledger with the numbers' tags and CloudTrail, and write what the ledger lacks.

    Args:
        services: what the function works with.
        request: `DryRun`: whether to report only, false by default; `Cursor`: that of an answer that was not complete.
        holder: names the invocation.
        until: when the invocation's time is up, in seconds since the epoch.

    Returns:
        Complete: if false, Why says what the reconciliation waits for. The next call, Seconds later, takes the Cursor.
        CHANGES: what this call did, or what a dry run would do. SENTENCES. And, if Complete: NumbersHeld, Owned,
        Parked, OwnedByNobody. Times are in seconds since the epoch.

    Raises:
        NewerLedgerError: a newer version wrote the ledger.
        PhoneNumberError: the request can't be used, or a service refused.
    """
    is_dry, cursor = _parsed(request)
    began_at = services.now if cursor is None else cursor
    answer: dict[str, Any] = {"DryRun": is_dry, "Cursor": began_at, "Seconds": 0, "Why": ""}
    slots: dict[str, int] = {}
    pace = services.pace(slots)
    run = Run(Tools(services, services.connect(pace)), began_at, holder, until, is_dry)
    try:
        if not require_ledger(services, completes=not is_dry):
            raise TryAgainLater("the ledger is being made", LOOK_AGAIN_WHILE_BUSY)
        with kept_turns(services.table, RECONCILE_KEY, slots, services.now):
            numbers = _reconcile(run, pace.use)
    except TryAgainLater as reason:
        _log.info("Not complete", extra={"why": str(reason)})
        # The next call of a dry run finds the same again.
        done = {name: [] if is_dry else run.findings[name] for name in CHANGES}
        return {**answer, "Complete": False, "Seconds": reason.seconds, "Why": str(reason), **done}
    found = {name: run.findings[name] for name in (*CHANGES, *SENTENCES)}
    return {**answer, "Complete": True, **_census(numbers), **found}


def _parsed(request: Mapping[str, Any]) -> tuple[bool, int | None]:
    """DryRun and Cursor."""
    is_dry, cursor = request.get("DryRun", False), request.get("Cursor")
    is_number = isinstance(cursor, int | None) and not isinstance(cursor, bool)
    if set(request) - {"DryRun", "Cursor"} or not isinstance(is_dry, bool) or not is_number:
        raise PhoneNumberError(
            f"A reconciliation can't use {shown(dict(request))}: give "
            '{"DryRun": true or false, "Cursor": the number that an incomplete answer gave}, both optional.'
        )
    return is_dry, cursor


def _reconcile(run: Run, await_turn: Callable[[str], None]) -> list[PhoneNumber]:
    table = run.tools.services.table
    events = trail_events(run, await_turn)
    if not run.is_dry and table.get(LISTING_KEY).get("ReadAt", 0) < run.began_at:
        # What others did, and CloudTrail does not show, counts from now on, as it would from the next claim on.
        run.tools.account_numbers.read(run.now)
    numbers = tagged_numbers(run)
    # The ledger is read last, so that it has all that the other readings show.
    contents = LedgerContents.read(table)
    repair_claims(run, numbers, contents)
    repair_parked(run, numbers, contents)
    repair_history(run, events, numbers, contents)
    return numbers


def _census(numbers: Sequence[PhoneNumber]) -> dict[str, Any]:
    """Who owns the numbers."""
    owned = [named(number, resource) for number in numbers if (resource := owner(number.tags)) is not None]
    parked = [named(number) for number in numbers if is_parked(number.tags)]
    unowned = [named(number) for number in numbers if owner(number.tags) is None and not is_parked(number.tags)]
    return {"NumbersHeld": len(numbers), "Owned": owned, "Parked": parked, "OwnedByNobody": unowned}
