"""One step of an operation on a group's traffic distribution.

The resource's physical id has the group and its earlier distribution. So a Delete restores that, even if the ledger is
lost. The record's notes:

- `In`: the operation that changed a group which CloudFormation did not name.
- `GroupArn`, `Before`, `Asked`: that group, its earlier distribution, and the one that was asked for.
- `Given`: set once CloudFormation was given the resource; "" again if CloudFormation went back to an earlier group.
- `Left`, `LeftAsked`: the physical id before the change of group, and the distribution that it had asked for.
- `SentIn`, `SentOver`: the operation whose change the service accepted, until the group shows the change; and the
  group's distribution before that.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.aws.cloud_formation import Answer
from connect_phone_numbers.errors import AccessDeniedError, PhoneNumberError, ResourceNotFoundError, TryAgainLater
from connect_phone_numbers.lifecycle.allowed_soon import allowed_soon
from connect_phone_numbers.lifecycle.look import Look
from connect_phone_numbers.lifecycle.target import await_target
from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.patience import LOOK_AGAIN_SECONDS, LOOK_AGAIN_WHILE_BUSY
from connect_phone_numbers.properties.checks import given_properties, unknown_property_problems

from .distribution import CONFIGS, Distribution
from .groups import Groups, group_of

_log = logging.getLogger(__name__)
PROPERTIES = frozenset({"TrafficDistributionGroupArn", *CONFIGS})


@dataclass(frozen=True)
class Distributed:
    """A group and a distribution of it."""

    group_arn: str
    distribution: Distribution

    @classmethod
    def parse(cls, properties: Mapping[str, Any], stack_id: str) -> Distributed:
        """Read and check ResourceProperties. Raises ValueError, which lists all problems."""
        problems = unknown_property_problems(properties, PROPERTIES)
        given = given_properties(properties)
        group = group_of(given, stack_id, problems)
        distribution = Distribution.from_properties(given, group.region if group else "", problems)
        if problems or group is None:
            raise ValueError("; ".join(problems))
        return cls(group.value, distribution)

    @classmethod
    def of_physical_id(cls, physical_resource_id: str) -> Distributed | None:
        """The group and its earlier distribution, by the resource's physical id; None for an id of another kind."""
        group_arn, separator, text = physical_resource_id.partition("#")
        try:
            return cls(group_arn, Distribution.from_text(text)) if separator else None
        except (ValueError, TypeError):
            return None

    @property
    def physical_id(self) -> str:
        """The resource's physical id."""
        return f"{self.group_arn}#{self.distribution.text}"


def step(look: Look) -> Answer:
    """Carry out an operation, and return the answer for CloudFormation.

    Raises:
        PhoneNumberError: the operation failed for good.
        TryAgainLater: the operation is not over.
    """
    groups = Groups.of(look)
    with allowed_soon(look, (AccessDeniedError, ResourceNotFoundError)):
        _put_earlier_back(look, groups)
        _put_left_back(look, groups)
        is_delete = look.operation.event.kind == "Delete"
        answer = _delete(look, groups) if is_delete else _create_or_update(look, groups)
    look.record.decide(answer)
    return answer


def end_late(look: Look) -> None:
    """Restore the group that the resource left, if a Delete names it that came when the last operation was over.

    Raises:
        TryAgainLater: that is not over.
    """
    _put_left_back(look, Groups.of(look))


def _put_left_back(look: Look, groups: Groups) -> None:
    """Restore the group that the resource left, if a Delete that was late or did not succeed names it.

    If the service refuses, the group stays as it is, and the next operation tries again.

    Raises:
        TryAgainLater: that is not over.
    """
    notes = look.record.notes
    left = Distributed.of_physical_id(notes.get("Left", ""))
    asked = look.operation.event.properties.get("TrafficDistributionGroupArn")
    is_named = any(named == notes.get("Left") for _, named in look.record.late_deletes)
    if left is None or not is_named or left.group_arn == asked:
        return
    try:
        _put_back(look, groups, Distribution.from_text(notes["LeftAsked"]), left)
    except PhoneNumberError as refused:
        _log.warning("The group that was left can't be put back now", extra={"why": str(refused)})
        return
    look.record.note(Left="")


def _create_or_update(look: Look, groups: Groups) -> Answer:
    event = look.operation.event
    try:
        asked = Distributed.parse(event.properties, event.stack_id)
    except ValueError as error:
        raise PhoneNumberError(f"Invalid traffic distribution {event.logical_resource_id}: {error}.") from None
    await_target(look, ConnectArn.parse(asked.group_arn))
    present = groups.distribution(asked.group_arn)
    before = Distributed.of_physical_id(event.physical_resource_id)
    if before is None or before.group_arn != asked.group_arn:
        before = _found(look, asked, present)
    wanted = _with_dropped(asked, before, present, event.old_properties)
    if not wanted.distribution.is_in(present) or _may_still_change(look, present):
        _change(look, groups, wanted, present)
        raise TryAgainLater(f"the traffic distribution of {asked.group_arn} is changing", LOOK_AGAIN_SECONDS)
    # The noted group is another one while that could not be put back.
    given = {"Given": "true"} if look.record.notes.get("GroupArn") == asked.group_arn else {}
    look.record.note(**given, SentIn="")
    data = {"TrafficDistributionGroupArn": asked.group_arn}
    return Answer("SUCCESS", before.physical_id, data=data)


def _with_dropped(
    asked: Distributed, before: Distributed, present: Distribution, old_properties: Mapping[str, Any]
) -> Distributed:
    """What is asked for, and how the configurations were before that the old properties alone have."""
    old = given_properties(old_properties)
    if old.get("TrafficDistributionGroupArn") != asked.group_arn:
        return asked
    old_distribution = Distribution.from_properties(old, "", [])
    return Distributed(asked.group_arn, asked.distribution.with_dropped(old_distribution, before.distribution, present))


def _change(look: Look, groups: Groups, asked: Distributed, present: Distribution) -> None:
    """Send the change, once. The group's own Region may show it late, or only a part of it first.

    Raises:
        PhoneNumberError: after the change, the group has neither its earlier distribution nor the one asked for.
    """
    if look.record.notes.get("SentIn") != look.operation.key:
        groups.distribute(asked.group_arn, asked.distribution)
        look.record.note(SentIn=look.operation.key, SentOver=present.text)
    elif not present.is_between(Distribution.from_text(look.record.notes.get("SentOver", "{}")), asked.distribution):
        raise PhoneNumberError(
            f"The traffic distribution of {asked.group_arn} is {present.text} after it was changed to "
            f"{asked.distribution.text}: somebody else has changed it meanwhile. Deploy again."
        )


def _may_still_change(look: Look, present: Distribution) -> bool:
    """Whether an earlier operation was given up before the group showed its change. The change of this one ends it."""
    notes = look.record.notes
    return notes.get("SentIn", "") not in ("", look.operation.key) and notes["SentOver"] == present.text


def _found(look: Look, asked: Distributed, present: Distribution) -> Distributed:
    """The group's distribution before this operation. It is noted before the change."""
    notes = look.record.notes
    if notes.get("In") != look.operation.key:
        before = _before_it_left(notes, asked.group_arn, present)
        noted = {"GroupArn": asked.group_arn, "Before": before.text, "Asked": asked.distribution.text}
        look.record.note(**noted, **_leaving(look), In=look.operation.key, Given="")
        return Distributed(asked.group_arn, before)
    return Distributed(asked.group_arn, Distribution.from_text(notes["Before"]))


def _leaving(look: Look) -> dict[str, str]:
    """The notes on the group that this operation leaves: CloudFormation goes back to it, or sends its Delete."""
    event = look.operation.event
    left = Distribution.from_properties(given_properties(event.old_properties), "", [])
    return {"Left": event.physical_resource_id, "LeftAsked": left.text}


def _before_it_left(notes: Mapping[str, str], group_arn: str, present: Distribution) -> Distribution:
    """How a group was distributed before. If the resource had left it, what it set there may still be in force."""
    left = Distributed.of_physical_id(notes.get("Left", ""))
    if left is None or left.group_arn != group_arn or not Distribution.from_text(notes["LeftAsked"]).is_in(present):
        return present
    return left.distribution


def _put_earlier_back(look: Look, groups: Groups) -> None:
    """Undo the change of an earlier operation that failed or was given up: CloudFormation does not name its group.

    A Delete that names another group may be the clean-up of an Update that succeeded. Then nothing is undone.
    """
    notes, event = look.record.notes, look.operation.event
    held = Distributed.of_physical_id(event.physical_resource_id)
    is_known = held is not None and (held.group_arn == notes.get("GroupArn") or _is_clean_up(look))
    if notes.get("GroupArn") and notes["In"] != look.operation.key and not is_known:
        asked, before = (Distribution.from_text(notes[name]) for name in ("Asked", "Before"))
        try:
            with allowed_soon(look):
                _put_back(look, groups, asked, Distributed(notes["GroupArn"], before))
        except AccessDeniedError as refused:
            if event.kind == "Delete":
                raise
            # A rollback must not fail for that. The next operation tries again, a Delete as well.
            _log.warning("The group of an earlier operation can't be put back now", extra={"why": str(refused)})
            look.record.note(Given="")
            return
        look.record.note(GroupArn="")


def _is_clean_up(look: Look) -> bool:
    return look.operation.event.kind == "Delete" and bool(look.record.notes.get("Given"))


def _delete(look: Look, groups: Groups) -> Answer:
    event = look.operation.event
    before = Distributed.of_physical_id(event.physical_resource_id)
    if before is not None:
        asked = Distribution.from_properties(given_properties(event.properties), "", [])
        _put_back(look, groups, asked, before)
    if look.record.notes.get("Left") == event.physical_resource_id:
        look.record.note(Left="")
    return Answer("SUCCESS", event.physical_resource_id)


def _put_back(look: Look, groups: Groups, asked: Distribution, before: Distributed) -> None:
    """Restore a group's earlier distribution, unless the group is gone or somebody has changed its distribution."""
    try:
        status = look.connect.traffic_distribution_group(before.group_arn)["Status"]
        if status == "UPDATE_IN_PROGRESS":
            raise TryAgainLater(f"{before.group_arn} is {status}", LOOK_AGAIN_WHILE_BUSY)
        if status != "ACTIVE":
            return
        present = groups.distribution(before.group_arn)
        wanted = before.distribution.of_the_same(asked)
        is_ours = asked.is_in(present) and not wanted.is_in(present)
        if not is_ours and not _may_still_change(look, present):
            return
        groups.distribute(before.group_arn, wanted)
        look.record.note(SentIn="")
    except ResourceNotFoundError:
        return
    raise TryAgainLater(f"the traffic distribution of {before.group_arn} is put back", LOOK_AGAIN_SECONDS)
