"""The scheduled look for drift: short steps, which the state machine calls as it calls those of other operations.

The steps describe every number of the ledger, two per second. The ledger keeps what they saw, so that each step goes on
where the one before stopped. The last step compares and reports. Where a number can't be looked at, the others are
reported all the same, and then the execution fails.
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
"""How much time an invocation must have left to describe another number."""
KEPT_SECONDS = 24 * 3600
_SAID = 3
"""How many of the numbers that could not be compared the execution's error names."""
_WHY_LENGTH = 4000

_log = logging.getLogger(__name__)


def begin(services: Services, request: Mapping[str, Any]) -> dict[str, Any]:
    """Start an execution for a scheduled event. An event that is delivered again starts no second one.

    Args:
        services: what the function works with.
        request: `Time`: the moment of the event, in ISO 8601.

    Raises:
        PhoneNumberError: the request can't be used, or no execution can be started now. Lambda delivers the event
            again.
    """
    try:
        moment = datetime.fromisoformat(request["Time"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        raise PhoneNumberError(
            'A look for drift needs the moment of its event, {"Time": "2026-11-21T22:00:00Z"}.'
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
        event: `Operation`: when the look began, in seconds since the epoch; `Failure`, if the steps before failed.
        until: when the invocation's time is up, in seconds since the epoch.

    Returns:
        Status, Seconds and Why: whether the look is over; if not, after how many seconds to call again, and why.

    Raises:
        PhoneNumberError: a service refused, so that a number was not compared. The others were reported before. The
            execution fails.
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
        return "There is no ledger, so there are no numbers."
    slots: dict[str, int] = {}
    tools = Tools(services, services.connect(services.pace(slots)))
    recorded = [each for each in recorded_numbers(items, services.now) if each.is_settled]
    seen = {item["SK"]: item for item in items if item["PK"] == DRIFT and item.get("ReadAt", 0) >= began_at}
    if DRIFT_REFUSED in seen:
        # The step failed with this, after its report, and is repeated.
        raise PhoneNumberError(seen[DRIFT_REFUSED]["Why"])
    unseen = [each for each in recorded if seen.get(each.phone_number_arn, {}).get("Version") != each.version]
    with kept_turns(services.table, DRIFT_KEY, slots, services.now):
        for index, each in enumerate(unseen):
            if services.clock() > until - ENDING_SECONDS:
                raise TryAgainLater(f"{len(unseen) - index} of {len(recorded)} numbers are not described yet", 1)
            _see(tools, each)
        if unseen:
            # The next step compares, with what the ledger has by then: an operation may have begun meanwhile.
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
    """What Amazon Connect shows of a number. Where it refuses to, `Refused` says why, and the look goes on."""
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
        # The instance does not exist, for example a replica that was deleted by hand: no call enters a flow there.
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
            # A number that CloudFormation has retained belongs to no resource any more.
            if differences and (
                each.resource is None or stack_has(services.cloudformation, each.resource, each.phone_number_arn)
            ):
                drifted.append((each, differences))
            compared += 1
        except PhoneNumberError as reason:
            refused[each.phone_number] = str(reason)
    unclear = {_instance_of(tools, each.target_arn) for each in recorded if each.phone_number in refused}
    # Where a number of an instance was not compared, it is not known that none has drifted.
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
    """How a number differs. Raises PhoneNumberError where Amazon Connect refused to show the number."""
    if "Refused" in item:
        raise PhoneNumberError(item["Refused"])
    if not item["Number"]:
        return drift_of(recorded, None, {})
    number = PhoneNumber(**item["Number"])
    is_there = tools.targets.is_at(number.target_arn, recorded.target_arn)
    # A number at the default group of its instance is where it is asked for.
    stands_for = {number.target_arn: recorded.target_arn} if is_there else {}
    return drift_of(recorded, SeenNumber(number, item["ContactFlows"]), stands_for)


def _instance_of(tools: Tools, target_arn: str) -> str:
    try:
        return tools.targets.instance_of(target_arn)
    except PhoneNumberError:
        # The group does not exist, or the function is not allowed to look at it: the group stands for its instance.
        return target_arn
