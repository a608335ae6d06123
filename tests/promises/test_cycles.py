"""A number deployed and destroyed again and again, as a test environment does, on the default quota of 5.

Beside what the native resource AWS::Connect::PhoneNumber does: search, claim, and release on delete.
"""

import pytest

from local_aws.connect.models.inventory import DID
from tests.simulation.stack import Declared
from tests.simulation.world import World


def spent(world: World) -> int:
    """Claims and releases, by the service's own count."""
    return len(world.control.quota(world.instance_arn)["operations"])


def cycle(world: World, policy: str, numbers: int = 1) -> None:
    """A stack that comes and goes, with a provider of its own."""
    stack, declared = world.stack(), Declared({**world.search, "ReleasePolicy": policy})
    assert world.run(stack.deploy({f"Number{index}": declared for index in range(numbers)})), stack.responses[-1].reason
    assert world.run(stack.delete())
    assert not world.is_exceeded()


@pytest.mark.parametrize(
    ("policy", "numbers", "cycles", "operations"),
    [("PARK", 1, 100, 1), ("PARK", 2, 9, 2), ("RELEASE_WITHIN_BUDGET", 1, 100, 9), ("RELEASE_WITHIN_BUDGET", 2, 9, 10)],
)
def test_it_never_ends_in_a_blocked_instance(
    world: World, policy: str, numbers: int, cycles: int, operations: int
) -> None:
    """Five claims and four releases: a fifth release would leave neither a number nor an operation to claim one."""
    for _ in range(cycles):
        cycle(world, policy, numbers)
    assert spent(world) == operations


def test_half_a_year_later_it_may_spend_again(world: World) -> None:
    for _ in range(3):
        for _ in range(7):
            cycle(world, "RELEASE_WITHIN_BUDGET")
        world.advance(181 * 24 * 3600)
    assert spent(world) > 10


def test_the_sixth_cycle_of_who_never_parks_is_refused_before_harm(world: World) -> None:
    for _ in range(5):
        cycle(world, "RELEASE")
    stack = world.stack()
    assert not world.run(stack.deploy({"Number": Declared({**world.search, "ReleasePolicy": "RELEASE"})}))
    assert "10 claims and releases were made in the last 180 days" in stack.responses[0].reason
    assert stack.status == "ROLLBACK_COMPLETE"
    assert spent(world) == 10


def test_the_native_resource_is_blocked_in_the_sixth(world: World) -> None:
    """What this library is for."""
    for index in range(6):
        found = world.connect.search_available_phone_numbers(
            TargetArn=world.instance_arn, PhoneNumberCountryCode="US", PhoneNumberType=DID
        )
        number = found["AvailableNumbersList"][0]["PhoneNumber"]
        claimed = world.connect.claim_phone_number(TargetArn=world.instance_arn, PhoneNumber=number)["PhoneNumberArn"]
        world.advance(5)
        status = world.describe(claimed)["PhoneNumberStatus"]
        assert status["Status"] == ("CLAIMED" if index < 5 else "FAILED")
        if index < 5:
            world.connect.release_phone_number(PhoneNumberId=claimed)
            world.advance(5)
    assert status["Message"] == "You've reached the limit of Phone Numbers. To increase the limit, contact support."
