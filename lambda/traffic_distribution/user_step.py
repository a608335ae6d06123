"""One step of an operation on a user's association with a traffic distribution group.

The record's notes:

- `Given`: the physical id that CloudFormation was given last; "" once that is deleted.
- `Doomed`: the physical id of an association that the rollback of an update was not allowed to end; "" for none.
- `LateDeletes`: the keys of Deletes that were late or did not succeed, and whose users were disassociated.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from connect_phone_numbers.aws.cloud_formation import Answer
from connect_phone_numbers.errors import AccessDeniedError, PhoneNumberError, ResourceNotFoundError, TryAgainLater
from connect_phone_numbers.lifecycle.allowed_soon import allowed_soon
from connect_phone_numbers.lifecycle.look import Look
from connect_phone_numbers.lifecycle.target import await_target
from connect_phone_numbers.model.arn import ConnectArn
from connect_phone_numbers.model.message import shown
from connect_phone_numbers.model.patience import LOOK_AGAIN_WHILE_BUSY, MIRRORED_WITHIN
from connect_phone_numbers.properties.checks import given_properties, unknown_property_problems

from .groups import AssociationRefusedError, Groups, group_of

_log = logging.getLogger(__name__)
PROPERTIES = frozenset({"TrafficDistributionGroupArn", "UserArn"})
# Connect service model 2017-08-08: InstanceId has at most 100 characters, UserId any number.
_USER = re.compile(r"instance/(?P<instance_id>[A-Za-z0-9-]{1,100})/agent/[A-Za-z0-9-]{1,500}")


@dataclass(frozen=True)
class GroupUser:
    """A user of a group."""

    group_arn: str
    user_arn: str

    @classmethod
    def parse(cls, properties: Mapping[str, Any], stack_id: str) -> GroupUser:
        """Read and check ResourceProperties. Raises ValueError, which lists all problems."""
        problems = unknown_property_problems(properties, PROPERTIES)
        given = given_properties(properties)
        group = group_of(given, stack_id, problems)
        user_arn = given.get("UserArn")
        if not _is_user(user_arn):
            problems.append(
                f"UserArn {shown(user_arn)} is not the ARN of a user (…:instance/<instance id>/agent/<user id>)"
            )
        if problems or group is None:
            raise ValueError("; ".join(problems))
        return cls(group.value, str(user_arn))

    @classmethod
    def of_the_past(cls, properties: Mapping[str, Any]) -> GroupUser | None:
        """Read the properties of an earlier operation; None where they can't be read."""
        try:
            return cls.parse({name: properties[name] for name in PROPERTIES}, "")
        except (ValueError, KeyError):
            return None

    @classmethod
    def of_physical_id(cls, physical_resource_id: str) -> GroupUser | None:
        """The user and the group of a physical id; None for an id of another kind."""
        group_arn, separator, user = physical_resource_id.partition("/arn:")
        return cls(group_arn, f"arn:{user}") if separator else None

    @property
    def physical_id(self) -> str:
        """The resource's physical id."""
        return f"{self.group_arn}/{self.user_arn}"

    @property
    def instance_id(self) -> str:
        """The id of the user's instance."""
        return self.user_arn.partition(":instance/")[2].partition("/")[0]

    def is_of(self, instance_arn: str) -> bool:
        """Whether the user is one of an instance."""
        return instance_arn.rpartition("/")[2] == self.instance_id


def step(look: Look) -> Answer:
    """Carry out an operation, and return the answer for CloudFormation.

    Raises:
        PhoneNumberError: the operation failed for good.
        TryAgainLater: the operation is not over.
    """
    event, groups = look.operation.event, Groups.of(look)
    with allowed_soon(look, (AccessDeniedError, ResourceNotFoundError)):
        if event.kind == "Delete":
            # After an Update that failed and was not rolled back, the properties may name another user than the id.
            named = GroupUser.of_physical_id(event.physical_resource_id), GroupUser.of_the_past(event.properties)
            for user in dict.fromkeys(named):
                _end(look, groups, user)
            if look.record.notes.get("Given") == event.physical_resource_id:
                look.record.note(Given="")
            answer = Answer("SUCCESS", event.physical_resource_id)
            _end_what_late_deletes_name(look, groups)
        else:
            answer = _create_or_update(look, groups)
    look.record.decide(answer)
    return answer


def end_late(look: Look) -> None:
    """End the association of a Delete that came after the end of all other operations: no other may follow.

    Raises:
        TryAgainLater: it is not ended yet.
    """
    _end_what_late_deletes_name(look, Groups.of(look))


def _end_what_late_deletes_name(look: Look, groups: Groups, wanted: str = "") -> None:
    """End the associations of late Deletes, each once, and the one that a rollback could not end.

    If the service refuses, the next operation tries again.
    """
    named, doomed = look.record.unheeded_deletes, look.record.notes.get("Doomed", "")
    # What an Update wants counts for more than what was given: CloudFormation may have gone back to an earlier one.
    kept = {"", wanted or look.record.notes.get("Given", ""), look.operation.event.physical_resource_id}
    try:
        for physical_resource_id in (*named.values(), doomed):
            if physical_resource_id not in kept:
                _end(look, groups, GroupUser.of_physical_id(physical_resource_id))
    except PhoneNumberError as refused:
        _log.warning("An earlier user can't be disassociated now", extra={"why": str(refused)})
        return
    look.record.heed(named)
    if doomed:
        look.record.note(Doomed="")


def _create_or_update(look: Look, groups: Groups) -> Answer:
    event = look.operation.event
    try:
        asked = GroupUser.parse(event.properties, event.stack_id)
    except ValueError as error:
        name = event.logical_resource_id
        raise PhoneNumberError(f"Invalid user of a traffic distribution group {name}: {error}.") from None
    old = GroupUser.of_the_past(event.old_properties)
    if old is not None and old.physical_id not in (asked.physical_id, event.physical_resource_id):
        _end_failed_update(look, groups, old)
    _end_what_late_deletes_name(look, groups, asked.physical_id)
    await_target(look, ConnectArn.parse(asked.group_arn))
    try:
        groups.associate(asked.group_arn, asked.instance_id, asked.user_arn)
    except AssociationRefusedError as refused:
        _require_user(look, groups, asked)
        if look.age < MIRRORED_WITHIN:
            raise TryAgainLater(f"{asked.user_arn} can't be associated yet: {refused}", LOOK_AGAIN_WHILE_BUSY) from None
        raise PhoneNumberError(
            f"The user {asked.user_arn} can't be associated with {asked.group_arn}: {refused} The user has to be there "
            "in the instance and in its replica, under one name."
        ) from refused
    look.record.note(Given=asked.physical_id)
    data = {"TrafficDistributionGroupArn": asked.group_arn, "UserArn": asked.user_arn}
    return Answer("SUCCESS", asked.physical_id, data=data)


def _end_failed_update(look: Look, groups: Groups, user: GroupUser) -> None:
    """End the association that a failed Update made: its rollback does not name it, and no Delete will."""
    try:
        with allowed_soon(look):
            _end(look, groups, user)
    except AccessDeniedError as refused:
        # A rollback must not fail for that. The next operation tries again.
        _log.warning("An earlier user can't be disassociated now", extra={"why": str(refused)})
        look.record.note(Doomed=user.physical_id)


def _require_user(look: Look, groups: Groups, asked: GroupUser) -> None:
    """See to it that the user may come to the replica: the group's instance is the user's, and has the user.

    Raises:
        PhoneNumberError: the group is of another instance.
        ResourceNotFoundError: the instance has no such user.
    """
    instance_arn = look.targets.instance_of(asked.group_arn)
    if not asked.is_of(instance_arn):
        raise PhoneNumberError(
            f"The user {asked.user_arn} can't be associated with {asked.group_arn}, which belongs to {instance_arn}. "
            "Name a user of that instance."
        )
    groups.require_user(asked.instance_id, asked.user_arn)


def _end(look: Look, groups: Groups, user: GroupUser | None) -> None:
    """End an association, unless there can be none: its group is gone, or the user is one of another instance."""
    with suppress(ResourceNotFoundError):
        if user is not None and user.is_of(look.targets.instance_of(user.group_arn)):
            groups.disassociate(user.group_arn, user.instance_id, user.user_arn)


def _is_user(value: object) -> bool:
    try:
        return _USER.fullmatch(ConnectArn.parse(value).resource) is not None
    except ValueError:
        return False
