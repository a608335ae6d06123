"""The account in which the schedules run: an instance with a group, another instance, and bystanders."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from local_aws.connect.models.phone_number import PhoneNumber
from local_aws.connect.models.state import connect_state
from tests.simulation.cloudformation import ONCE
from tests.simulation.stack import Declared, Stack
from tests.simulation.world import World, simulated_world

REPLICA = "us-west-2"
QUOTA = 50
SETTLE_SECONDS = 5.0
"""How long a claim or move is IN_PROGRESS: longer than one step waits, so that an operation can be cancelled then."""
REST = 200.0
"""Seconds without a call, after which every earlier operation has ended."""
CONSOLE_NUMBER = "+13125550150"
PORTED_NUMBER = "+13125550160"
ANOTHER_CONSOLE_NUMBER = "+13125550170"
SOURCE_NUMBER = "+12065550999"
"""A number of AWS End User Messaging."""
CONSOLE_NUMBERS = (CONSOLE_NUMBER, PORTED_NUMBER, ANOTHER_CONSOLE_NUMBER)
"""The numbers that are claimed by hand."""


@dataclass(frozen=True)
class Account:
    """An account.

        Attributes:
    world: the account, seen from an instance with a quota of 50 numbers.
            other: the account, seen from another instance.
            third_arn: the ARN of a third instance, which operations replicate.
            group_arn: the ARN of a traffic distribution group of the first instance.
            source_arn: the ARN of a number of AWS End User Messaging, which can be imported.
            owner: the stack of the bystander `owned`.
            owned: the ARN of a bystander: another stack's number.
            parked: the ARN of a bystander: a parked number that fits no resource here.
            by_hand: the ARN of a bystander: a number that was claimed in the console.
            cancels: whether a failing resource cancels the creation of the others; None: each operation decides.
    """

    world: World
    other: World
    third_arn: str
    group_arn: str
    source_arn: str
    owner: Stack
    owned: str
    parked: str
    by_hand: str
    cancels: bool | None = None

    @property
    def bystanders(self) -> tuple[str, str, str]:
        """The ARNs of the numbers that no operation may change."""
        return self.owned, self.parked, self.by_hand

    def replica_flow_arn(self) -> str:
        """The replica's copy of the first instance's first flow."""
        return self.world.flow_arns[0].replace("us-east-1", REPLICA)

    def console_numbers(self) -> set[str]:
        """The ARNs of the numbers that were claimed by hand and are held. They stay when their resource goes."""
        return {arn for arn, number in numbers_held().items() if number.number.phone_number in CONSOLE_NUMBERS}


def begin_again(world: World, snapshot: Any) -> None:
    """Restore a world from its snapshot, without faults, and with counts from 0."""
    world.timeline.close()
    world.restore(snapshot)
    world.timeline.overlaps, world.timeline.switch = False, lambda: False
    world.remote_calls.calm()
    world.remote_calls.forget()
    world.remote_calls.before, world.remote_calls.after = [], []
    world.metrics.clear()
    world.provider.events.clear()
    world.function.errors.clear()
    world.function.invocations.clear()
    world.function.next_fault = lambda event: None
    world.cloudformation.delivery = lambda event: ONCE
    world.cloudformation.loses_next_success = False


def groups_of(account: Account) -> list[str]:
    """The ARNs of the first instance's groups, but for the default one."""
    instance_id = account.world.instance_arn.rpartition("/")[2]
    answer = account.world.connect.list_traffic_distribution_groups(InstanceId=instance_id)
    return [each["Arn"] for each in answer["TrafficDistributionGroupSummaryList"] if not each["IsDefault"]]


def numbers_held() -> dict[str, PhoneNumber]:
    """The held numbers by ARN, as Amazon Connect itself has them. FAILED and releasing numbers are not held."""
    return {arn: number for arn, number in connect_state().numbers().items() if number.is_held}


def make_account(world: World) -> Account:
    """Build an account in a new world."""
    world.control.configure({"settle_seconds": SETTLE_SECONDS})
    other = world.add_instance()
    for instance in (world, other):
        world.control.set_quota(instance.instance_arn, QUOTA)
    group_arn = world.add_group(REPLICA)
    world.advance(5)
    by_hand = world.control.console_claim(world.instance_arn, CONSOLE_NUMBER, "Claimed by hand")["phone_number_arn"]
    of_others = {
        **world.search,
        "PhoneNumberCountryCode": "CA",
        "PhoneNumberDescription": "Another stack's",
        "Tags": [{"Key": "team", "Value": "others"}],
        "ContactFlowArns": [world.flow_arns[0]],
    }
    owner, owned = _deployed(world, of_others)
    parks = {**of_others, "PhoneNumberCountryCode": "DE", "ReleasePolicy": "PARK"}
    _, parked = _deployed(world, parks, is_deleted=True)
    world.settle()
    world.advance(REST)
    source_arn = world.control.request_source(SOURCE_NUMBER)
    return Account(world, other, world.new_instance()[0], group_arn, source_arn, owner, owned, parked, by_hand)


@contextmanager
def memory_account() -> Iterator[Account]:
    """An account in memory, for the duration of the `with`."""
    with simulated_world() as world:
        yield make_account(world)


def _deployed(world: World, properties: Mapping[str, Any], *, is_deleted: bool = False) -> tuple[Stack, str]:
    stack = world.stack()
    assert world.run(stack.deploy({"Number": Declared(properties)})), stack.responses
    physical = stack.resources["Number"].physical
    assert physical is not None
    if is_deleted:
        assert world.run(stack.delete()), stack.responses
    return stack, physical.physical_resource_id
