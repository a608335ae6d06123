"""Copies changes between an instance and its replica, in both directions, some time after each change.

Source: administrator guide, "Create a replica of your existing instance". The guide does not say which of two changes
wins: here, the newer one does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from .arns import TRAFFIC_DISTRIBUTION_GROUP
from .contact_flow import ContactFlow
from .user import User

if TYPE_CHECKING:
    from .state import ConnectState


class Change(Protocol):
    """Something that changed in one Region and is to change in the other. Times in seconds since the epoch."""

    @property
    def due_at(self) -> float:
        """When it changes in the other Region."""

    def carry_out(self, state: ConnectState) -> None:
        """Change it there."""


@dataclass(frozen=True)
class FlowChange:
    """A flow was created; or, where `is_deleted`, deleted. `flow` is the other Region's."""

    due_at: float
    flow: ContactFlow
    is_deleted: bool = False

    def carry_out(self, state: ConnectState) -> None:
        """A flow of the same name with another id in the other Region is a conflict: the flow is not copied."""
        arn = str(self.flow.arn)
        if self.is_deleted:
            state.drop_flow(arn)
        elif state.is_replicated(str(self.flow.arn.parent_id)) and not self._conflicts(state):
            state.flows[arn] = self.flow

    def _conflicts(self, state: ConnectState) -> bool:
        there = (self.flow.arn.region_name, self.flow.arn.parent_id, self.flow.name)
        return any((each.arn.region_name, each.arn.parent_id, each.name) == there for each in state.flows.values())


@dataclass(frozen=True)
class UserChange:
    """A user was created; or, where `is_deleted`, deleted. `user` is the other Region's."""

    due_at: float
    user: User
    is_deleted: bool = False

    def carry_out(self, state: ConnectState) -> None:
        """Copy or delete the user."""
        if self.is_deleted:
            state.users.pop(str(self.user.arn), None)
        elif state.is_replicated(str(self.user.arn.parent_id)):
            state.users[str(self.user.arn)] = self.user


@dataclass(frozen=True)
class AssociationChange:
    """A group's number leads to another flow, or to none. `flow_arn` and `region_name` are the other Region's."""

    due_at: float
    changed_at: float
    phone_number_arn: str
    region_name: str
    flow_arn: str | None

    def carry_out(self, state: ConnectState) -> None:
        """Nothing, where the number has changed there since, or has left its group, or the flow is not there."""
        number = state.numbers().get(self.phone_number_arn)
        if number is None or number.target.resource_type != TRAFFIC_DISTRIBUTION_GROUP:
            return
        if self.flow_arn is None or self.flow_arn in state.flows:
            number.lead_to(self.region_name, self.flow_arn, self.changed_at)
