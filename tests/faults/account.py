"""The account in which the schedules run: an instance with a group, another instance, and bystanders."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local_aws.connect.control import ConnectControl
from local_aws.connect.models.phone_number import PhoneNumber
from local_aws.connect.models.state import connect_state
from tests.faults.bystanders import Bystanders, add_bystanders
from tests.faults.disturbance import Disturbance
from tests.faults.resource import DisturbedResource
from tests.handler.world import World

REPLICA = "us-west-2"
QUOTA = 50
REST = 200
"""Seconds without a call, after which nothing of what was done before is on its way."""


@dataclass
class Account:
    """One account.

    Attributes:
        disturbance: meets every remote call of the handler.
        instance_arn: its numbers may be 50.
        flow_arns: two of the instance's flows.
        group_arn: a traffic distribution group of the instance.
        other_instance_arn: another instance.
        other_flow_arn: a flow of that.
        bystanders: numbers that must stay as they are.
        ledger: gives every item of the ledger.
    """

    control: ConnectControl
    disturbance: Disturbance
    instance_arn: str
    flow_arns: tuple[str, str]
    group_arn: str
    other_instance_arn: str
    other_flow_arn: str
    bystanders: Bystanders
    ledger: Callable[[], list[dict[str, Any]]]

    def now(self) -> float:
        """Seconds since the epoch."""
        return connect_state().clock.now()

    def resource(self, name: str) -> DisturbedResource:
        """A resource of a stack of its own."""
        return DisturbedResource(self.advance, name, self.disturbance)

    def replica_flow_arn(self) -> str:
        """The replica's copy of the second flow."""
        return self.flow_arns[1].replace("us-east-1", REPLICA)

    def advance(self, seconds: float) -> None:
        """Let time go by."""
        connect_state().clock.advance(seconds)

    def rest(self) -> None:
        """Let all that is under way come to its end."""
        self.advance(REST)

    def numbers_held(self) -> dict[str, PhoneNumber]:
        """Amazon Connect's own truth, by ARN; what FAILED and what is being released is not held."""
        return {arn: number for arn, number in connect_state().numbers().items() if number.is_held}

    def parked(self) -> dict[str, str]:
        """The numbers that the ledger lists as parked, by ARN."""
        return {item["SK"]: item["PhoneNumber"] for item in self.ledger() if item["PK"] == "PARKED"}

    def claims(self) -> list[dict[str, Any]]:
        """Every claim in the ledger."""
        return [claim for item in self.ledger() for claim in item.get("Claims", {}).values()]

    def leased(self) -> set[str]:
        """The numbers that are reserved now."""
        now = self.now()
        return {item["PK"][6:] for item in self.ledger() if item["SK"] == "LEASE" and item["LeasedUntil"] > now}

    def descriptions(self, *arns: str) -> dict[str, Any]:
        """All that Amazon Connect knows of some numbers; None for one that is gone."""
        known = {number["phone_number_arn"]: number for number in self.control.numbers()}
        return {arn: known.get(arn) for arn in arns}


def make_account(world: World, disturbance: Disturbance, ledger: Callable[[], list[dict[str, Any]]]) -> Account:
    """Build one in a new world."""
    world.control.set_quota(world.instance_arn, QUOTA)
    group_arn = world.add_group(REPLICA)
    other = world.add_instance()
    world.advance(5)

    def resource(name: str) -> DisturbedResource:
        return DisturbedResource(world.control.advance, name, disturbance)

    bystanders = add_bystanders(world.control, resource, world.instance_arn, world.flow_arns[0])
    made = Account(
        world.control,
        disturbance,
        world.instance_arn,
        world.flow_arns,
        group_arn,
        other.instance_arn,
        other.flow_arns[0],
        bystanders,
        ledger,
    )
    made.rest()
    return made


def remember_connect() -> bytes:
    """The local Connect as it is."""
    return pickle.dumps(vars(connect_state()))


def restore_connect(remembered: bytes) -> None:
    """The local Connect as it was; instances stay."""
    vars(connect_state()).update(pickle.loads(remembered))
