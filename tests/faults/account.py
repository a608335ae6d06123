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
"""Seconds without a call, after which nothing of what was done before is on its way."""
CONSOLE_NUMBER = "+13125550150"
PORTED_NUMBER = "+13125550160"
ANOTHER_CONSOLE_NUMBER = "+13125550170"
SOURCE_NUMBER = "+12065550999"
"""In AWS End User Messaging."""
CONSOLE_NUMBERS = (CONSOLE_NUMBER, PORTED_NUMBER, ANOTHER_CONSOLE_NUMBER)
"""Claimed by hand."""


@dataclass(frozen=True)
class Account:
    """One account.

    Attributes:
        world: seen from an instance that may have 50 numbers.
        other: the same, seen from another instance.
        third_arn: of a third instance, which is there to be replicated.
        group_arn: a traffic distribution group of the first instance.
        source_arn: a number of AWS End User Messaging, which can be imported.
        owner: the stack of the bystander `owned`.
        owned: ARN of a bystander, another stack's number.
        parked: of another, a parked number that fits no resource here.
        by_hand: of one that was claimed in the console.
        cancels: whether a resource that fails cancels those beside it; None: as each operation says.
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
        """ARNs of numbers that must stay as they are."""
        return self.owned, self.parked, self.by_hand

    def replica_flow_arn(self) -> str:
        """The replica's copy of the first instance's first flow."""
        return self.world.flow_arns[0].replace("us-east-1", REPLICA)

    def console_numbers(self) -> set[str]:
        """ARNs of those that are held: one that is adopted stays when its resource goes."""
        return {arn for arn, number in numbers_held().items() if number.number.phone_number in CONSOLE_NUMBERS}


def begin_again(world: World, snapshot: Any) -> None:
    """Make a world as it was, calm, and counting anew."""
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


def numbers_held() -> dict[str, PhoneNumber]:
    """Amazon Connect's own truth, by ARN; what FAILED and what is being released is not held."""
    return {arn: number for arn, number in connect_state().numbers().items() if number.is_held}


def make_account(world: World) -> Account:
    """Build one in a new world."""
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
    """One in memory, until the end of the `with`."""
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
