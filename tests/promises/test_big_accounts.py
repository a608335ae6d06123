"""Thousands of numbers, thousands of operations: nothing is read whole that need not be, and nothing begins anew."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from connect_phone_numbers.aws.connect import LIST_SIZE
from connect_phone_numbers.ledger.layout import operation_item_key, operation_sort_key, quota_key, quota_state_from
from connect_phone_numbers.ledger.layout import quota_state_write as writing
from connect_phone_numbers.ledger.table import Write
from local_aws.connect.models.pages import page_of
from local_aws.connect.models.phone_numbers import PhoneNumbers
from local_aws.connect.models.state import connect_state
from tests.lifecycle.scenes import durations, reasons
from tests.simulation.fault import Fault, FaultKind
from tests.simulation.lambda_function import InvocationFault
from tests.simulation.stack import Declared
from tests.simulation.world import World

MINUTE = 60

Add = Callable[[int], None]


@pytest.fixture
def add_numbers(world: World, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Lets lists show so many numbers of another instance."""
    other, _ = world.new_instance()
    arn = world.control.console_claim(other, "+493023125000")["phone_number_arn"]
    one, listed = connect_state().numbers()[arn], PhoneNumbers.list_phone_numbers_v2

    def add(count: int) -> None:
        others = [
            replace(
                one,
                arn=replace(one.arn, resource_id=f"10000000-0000-4000-8000-{index:012d}"),
                number=replace(one.number, phone_number=f"+4989{index:08d}"),
            )
            for index in range(count)
        ]

        def list_all(self: Any, request: Any, max_results: int, next_token: str | None) -> Any:
            if request.prefix:
                return listed(self, request, max_results, next_token)
            numbers = [*listed(self, request, 1000, None).items, *others]
            return page_of(numbers, lambda number: number.number.phone_number, max_results, next_token)

        monkeypatch.setattr(PhoneNumbers, "list_phone_numbers_v2", list_all)
        world.advance(600)

    return add


def pages(world: World) -> list[str]:
    """The tokens of the pages that were asked for, the first's is empty."""
    return [call.get("NextToken", "") for call in world.sent("ListPhoneNumbersV2") if "PhoneNumberPrefix" not in call]


@pytest.mark.parametrize("count", [9_000, 30_000])
def test_a_number_is_claimed_beside_many_others(world: World, add_numbers: Add, count: int) -> None:
    """The pages of the list take their turns, and the reading goes on where it was."""
    world.control.configure({"throttle": True})
    add_numbers(count)
    began, took = world.now(), durations(world)
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert max(took.values()) <= 4.0
    assert len(pages(world)) == len(set(pages(world))) == -(-(count + 1) // LIST_SIZE), "each page once"
    assert [call for call in world.control.journal() if call["error_code"] == "ThrottlingException"] == []
    assert world.now() - began < MINUTE


@pytest.mark.parametrize("kind", [FaultKind.KILLED_AFTER, FaultKind.ANSWER_LOST, FaultKind.THROTTLED])
def test_a_page_that_is_lost_is_read_again_and_no_other(world: World, add_numbers: Add, kind: FaultKind) -> None:
    add_numbers(9_000)
    world.disturb(Fault(kind, at=6, operation="ListPhoneNumbersV2", seconds=30))
    created = world.resource().create(world.search)
    assert created.succeeded, created.reason
    assert len(pages(world)) <= 10 + 1
    assert len(set(pages(world))) == 10


def test_several_creates_read_the_pages_once(world: World, add_numbers: Add) -> None:
    world.control.configure({"throttle": True})
    add_numbers(9_000)
    stack = world.stack()
    began = world.now()
    deploying = stack.deploy({f"Number{index}": Declared(world.search) for index in range(4)})
    assert world.run_together(deploying) == [True]
    assert world.now() - began < MINUTE
    assert pages(world).count("") <= 3
    assert len(world.held()) >= 4
    assert "the list of numbers is being read" in reasons(world) or pages(world).count("") == 1


@pytest.mark.parametrize("has_begun", [False, True], ids=["before its first step", "while it searches"])
def test_the_delete_of_a_create_that_was_cancelled_describes_nobodys_numbers(
    world: World, add_numbers: Add, has_begun: bool
) -> None:
    """The ledger knows that nothing was claimed."""
    add_numbers(40)
    world.control.inject_fault("SearchAvailablePhoneNumbers", "throttle", count=50)
    resource = world.resource()
    if not has_begun:
        world.function.next_fault = lambda event: InvocationFault.THROTTLED if "Operation" in event else None
    cancelled = resource.cancel(resource.create_event(world.search), after=3)
    world.function.next_fault = lambda event: None
    before = len(world.calls())
    assert resource.delete(world.search, cancelled.physical_resource_id).succeeded
    assert world.calls()[before:] == []


@pytest.mark.parametrize("count", [1_000, 4_000])
def test_a_decision_costs_the_same_however_long_the_history_is(world: World, count: int) -> None:
    """One item is read, and not the history."""
    world.control.set_quota(world.instance_arn, count)
    assert world.resource("First").create(world.search).succeeded
    before = world.memory.get(quota_key(world.instance_arn))
    state = quota_state_from(before, world.instance_arn)
    at = int(world.now())
    world.memory.update(writing(world.instance_arn, state, state.counting(*[at] * count).next()))
    for index in range(0, count, 90):
        keys = [
            operation_item_key(world.instance_arn, operation_sort_key(at, "CLAIM", f"+{index + n}")) for n in range(90)
        ]
        world.memory.transact(*(Write("Put", key, item={"Kind": "CLAIM"}) for key in keys))
    world.remote_calls.forget()
    world.advance(60)
    assert world.resource("Second").create(world.search).succeeded
    assert world.metrics[-1][1]["OperationsUsed"] == count + 2
    read = [call.parameters["PK"] for call in world.remote_calls.made if call.operation == "Query"]
    assert [key for key in read if key.startswith("QUOTA#")] == []
    assert len(world.remote_calls.made) < 60
