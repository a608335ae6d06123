"""The scheduled look for drift: as many short steps as it takes, which the state machine calls like those of others.

Every number that the ledger has is described, two per second; what was seen is kept in the ledger, so that each step
goes on where the one before ended. The last one compares, and reports. A number that can't be looked at keeps no other
from being reported; the execution fails after that.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ..aws.services import Services
from ..aws.stack_resources import stack_has
from ..decisions.drifting import Drift, RecordedNumber, SeenNumber, drift_of
from ..errors import PhoneNumberError, ResourceNotFoundError, TryAgainLater
from ..ledger.layout import DRIFT, DRIFT_KEY, DRIFT_REFUSED, DRIFT_REFUSED_KEY, QUOTA, QUOTA_SORT_KEY, seen_key
from ..ledger.pace import kept_turns
from ..ledger.table import Item, Write
from ..lifecycle.carrying_on import Status
from ..lifecycle.look import Tools
from ..model.phone_number import PhoneNumber
from .recorded import recorded_numbers
from .reporting import report

ENDING_SECONDS = 10
"""What must be left of an invocation's time to describe another number in it."""
KEPT_SECONDS = 24 * 3600
_SAID = 3
"""Numbers that could not be compared that the execution's error names."""
_WHY_LENGTH = 4000

_log = logging.getLogger(__name__)


def begin(services: Services, request: Mapping[str, Any]) -> dict[str, Any]:
    """Start an execution for a scheduled event; one that is delivered again starts no other.

    Args:
        services: what the function works with.
        request: `Time`, when the event is of, in ISO 8601.

    Raises:
        PhoneNumberError: the request can't be used, or no execution can be started now: Lambda delivers it again.
    """
    try:
        moment = datetime.fromisoformat(request["Time"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        raise PhoneNumberError(
            'A look for drift needs {"Time": "2026-11-21T22:00:00Z"}, the moment it is of.'
        ) from None
    name = f"Drift-{moment:%Y-%m-%d-%H%M}"
    try:
        services.executions.start(name, {"Resource": DRIFT, "Operation": str(services.now)})
    except TryAgainLater as reason:
        raise PhoneNumberError(
            f"The look for drift has not begun: {reason}. Lambda delivers the event again."
        ) from None
    return {"Execution": name}


def look(services: Services, event: Mapping[str, Any], until: float) -> dict[str, Any]:
    """Take one step.

    Args:
        services: what the function works with.
        event: `Operation`, when the look began, in seconds since the epoch; `Failure`, where the steps before failed.
        until: when the invocation's time is up, in seconds since the epoch.

    Returns:
        Status, Seconds and Why: whether it is over, else after how many seconds to call again for what reason.

    Raises:
        PhoneNumberError: a service refused, so that a number was not compared; the others are reported before. The
            execution fails by that.
    """
    if "Failure" in event:
        raise PhoneNumberError(f"The look for drift failed: {event['Failure']}")
    try:
        why = _look(services, int(event["Operation"]), until)
    except TryAgainLater as reason:
        _log.info("Not over", extra={"why": str(reason)})
        return {"Status": Status.LOOKING.value, "Seconds": reason.seconds, "Why": str(reason)[:1000]}
    return {"Status": Status.DONE.value, "Seconds": 1, "Why": why[:1000]}


def _look(services: Services, began_at: int, until: float) -> str:
    try:
        items = services.table.scan()
    except ResourceNotFoundError:
        return "There is no ledger, and so no number."
    slots: dict[str, int] = {}
    tools = Tools(services, services.connect(services.pace(slots)))
    recorded = [each for each in recorded_numbers(items, services.now) if each.is_settled]
    seen = {item["SK"]: item for item in items if item["PK"] == DRIFT and item.get("ReadAt", 0) >= began_at}
    if DRIFT_REFUSED in seen:
        # The step is repeated, as it failed by this; it has reported what there was to report.
        raise PhoneNumberError(seen[DRIFT_REFUSED]["Why"])
    unseen = [each for each in recorded if seen.get(each.phone_number_arn, {}).get("Version") != each.version]
    with kept_turns(services.table, DRIFT_KEY, slots, services.now):
        for index, each in enumerate(unseen):
            if services.clock() > until - ENDING_SECONDS:
                raise TryAgainLater(f"{len(unseen) - index} of {len(recorded)} numbers are not described yet", 1)
            _see(tools, each)
        if unseen:
            # Compared with what the ledger has once all are described: an operation may have begun meanwhile.
            raise TryAgainLater(f"{len(recorded)} numbers are described", 1)
        return _compared(tools, recorded, seen, items)


def _see(tools: Tools, recorded: RecordedNumber) -> None:
    services, arn = tools.services, recorded.phone_number_arn
    item = {
        **_shown(tools, recorded),
        "Version": recorded.version,
        "ReadAt": services.now,
        "ExpiresAt": services.now + KEPT_SECONDS,
    }
    services.table.transact(Write("Put", seen_key(arn), item=item))


def _shown(tools: Tools, recorded: RecordedNumber) -> Item:
    """What Amazon Connect shows of a number. Where it refuses to, `Refused` says why: others are looked at still."""
    arn = recorded.phone_number_arn
    try:
        number = tools.connect.describe(arn)
        if number is None:
            return {"Number": {}}
        flows = {place: _flow_at(tools, arn, place) for place in recorded.contact_flows}
    except PhoneNumberError as refused:
        return {"Refused": str(refused)}
    return {"Number": asdict(number), "ContactFlows": flows}


def _flow_at(tools: Tools, phone_number_arn: str, place: str) -> str:
    try:
        return tools.connect.flow_of(phone_number_arn, *place.split("/"))
    except ResourceNotFoundError:
        # The instance is not there, as a replica that was deleted by hand: no call enters a flow there.
        return ""


def _compared(tools: Tools, recorded: Sequence[RecordedNumber], seen: Mapping[str, Item], items: Iterable[Item]) -> str:
    services = tools.services
    at_instance: dict[str, list[tuple[RecordedNumber, list[Drift]]]] = {
        item["PK"].removeprefix(QUOTA): [] for item in items if item["SK"] == QUOTA_SORT_KEY
    }
    compared, refused = 0, dict[str, str]()
    for each in recorded:
        drifted = at_instance.setdefault(_instance_of(tools, each.target_arn), [])
        try:
            differences = _differences(tools, each, seen[each.phone_number_arn])
            # A number that CloudFormation has retained is no resource's any more.
            if differences and (
                each.resource is None or stack_has(services.cloudformation, each.resource, each.phone_number_arn)
            ):
                drifted.append((each, differences))
            compared += 1
        except PhoneNumberError as reason:
            refused[each.phone_number] = str(reason)
    unclear = {_instance_of(tools, each.target_arn) for each in recorded if each.phone_number in refused}
    # Of an instance with a number that was not compared, "none has drifted" is not known.
    told = {arn: drifted for arn, drifted in at_instance.items() if drifted or arn not in unclear}
    report(services, told)
    names = [number.phone_number for numbers in told.values() for number, _ in numbers]
    why = f"{compared} numbers compared, {len(names)} drifted: {', '.join(names) or 'none'}"
    if refused:
        why = f"{len(refused)} numbers could not be compared: {_listed(refused)}; {why}"
        item = {"Why": why[:_WHY_LENGTH], "ReadAt": services.now, "ExpiresAt": services.now + KEPT_SECONDS}
        services.table.transact(Write("Put", DRIFT_REFUSED_KEY, item=item))
        raise PhoneNumberError(why)
    return why


def _listed(refused: Mapping[str, str]) -> str:
    """The first few numbers with the reasons, and how many more there are."""
    some = [f"{phone_number} ({why})" for phone_number, why in list(refused.items())[:_SAID]]
    return ", ".join(some) + (f" and {len(refused) - _SAID} more" if len(refused) > _SAID else "")


def _differences(tools: Tools, recorded: RecordedNumber, item: Item) -> list[Drift]:
    """How a number differs. Raises PhoneNumberError where Amazon Connect refused to show what that takes."""
    if "Refused" in item:
        raise PhoneNumberError(item["Refused"])
    seen = _seen_number(item)
    is_there = seen is not None and tools.quotas.is_at(seen.number.target_arn, recorded.target_arn)
    # At the default group of its instance, it is where it is asked for.
    stands_for = {seen.number.target_arn: recorded.target_arn} if seen is not None and is_there else {}
    return drift_of(recorded, seen, stands_for)


def _seen_number(item: Item) -> SeenNumber | None:
    return SeenNumber(PhoneNumber(**item["Number"]), item["ContactFlows"]) if item["Number"] else None


def _instance_of(tools: Tools, target_arn: str) -> str:
    try:
        return tools.quotas.instance_of(target_arn)
    except PhoneNumberError:
        # A group that is gone, or that may not be looked at, is named itself.
        return target_arn
