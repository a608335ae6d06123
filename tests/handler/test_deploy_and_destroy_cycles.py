"""A number deployed and destroyed again and again, as a test environment does, on the default quota of 5.

Side by side with what the native resource AWS::Connect::PhoneNumber does: search, claim, and release on delete.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from connect_phone_numbers import handler
from local_aws.connect.models.inventory import DID
from tests.handler.memory_handler import MemoryHandler
from tests.handler.world import World

CYCLES = 100


@dataclass
class Outcome:
    """How far a way of owning numbers came.

    Attributes:
        cycles: done, the last one included that failed.
        operations: claims and releases that the service counted.
        failure: what the cycle after the last good one said, "" where all were good.
    """

    way: str
    cycles: int
    operations: int
    failure: str

    def __str__(self) -> str:
        return f"{self.way:<34} {self.cycles:>6} {self.operations:>10}  {self.failure or 'never failed'}"


def with_policy(world: World, policy: str, numbers: int = 1) -> Outcome:
    way = f"{policy}, {numbers} at a time"
    properties = {**world.search, "ReleasePolicy": policy}
    for cycle in range(CYCLES):
        resources = [world.resource(f"Number{index}") for index in range(numbers)]
        created = [resource.create(properties) for resource in resources]
        for resource, response in zip(resources, created, strict=True):
            if not response.succeeded:
                return Outcome(way, cycle + 1, spent(world), response.reason)
            deleted = resource.delete(properties, response.physical_resource_id)
            assert deleted.succeeded, deleted.reason
        assert not world.is_exceeded()
    return Outcome(way, CYCLES, spent(world), "")


def as_the_native_resource(world: World) -> Outcome:
    for cycle in range(CYCLES):
        found = world.connect.search_available_phone_numbers(
            TargetArn=world.instance_arn, PhoneNumberCountryCode="US", PhoneNumberType=DID
        )["AvailableNumbersList"]
        claimed = world.connect.claim_phone_number(TargetArn=world.instance_arn, PhoneNumber=found[0]["PhoneNumber"])[
            "PhoneNumberId"
        ]
        world.advance(5)
        number = world.connect.describe_phone_number(PhoneNumberId=claimed)["ClaimedPhoneNumberSummary"]
        if number["PhoneNumberStatus"]["Status"] != "CLAIMED":
            message = number["PhoneNumberStatus"]["Message"]
            return Outcome("AWS::Connect::PhoneNumber", cycle + 1, spent(world), message)
        world.connect.release_phone_number(PhoneNumberId=claimed)
        world.advance(5)
    return Outcome("AWS::Connect::PhoneNumber", CYCLES, spent(world), "")


def spent(world: World) -> int:
    return len(world.control.quota(world.instance_arn)["operations"])


@pytest.fixture
def new_ledger(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], World]]:
    """Another instance, and a handler whose ledger is empty, each time that it is called."""
    with monkeypatch.context() as patch:

        def make() -> World:
            for name, replacement in MemoryHandler(world.control).parts.items():
                patch.setattr(handler, name, replacement)
            return world.add_instance()

        yield make


def test_side_by_side(new_ledger: Callable[[], World]) -> None:
    outcomes = [
        with_policy(new_ledger(), "PARK"),
        with_policy(new_ledger(), "RELEASE_WITHIN_BUDGET"),
        with_policy(new_ledger(), "RELEASE_WITHIN_BUDGET", numbers=2),
        as_the_native_resource(new_ledger()),
    ]
    print(f"\n{'':<34} {'cycles':>6} {'operations':>10}")  # noqa: T201
    print("\n".join(str(outcome) for outcome in outcomes))  # noqa: T201
    park, one, two, native = outcomes
    assert (park.cycles, park.operations, park.failure) == (CYCLES, 1, "")
    # Five claims and four releases: a fifth release would leave neither a number nor an operation to claim one.
    assert (one.cycles, one.operations, one.failure) == (CYCLES, 9, "")
    assert (two.cycles, two.operations, two.failure) == (CYCLES, 10, "")
    assert native.cycles == 6
    assert native.failure == "You've reached the limit of Phone Numbers. To increase the limit, contact support."
